"""All that the database holds, as text."""

import json

from django.db import connection


def dump():
    """Table → its rows as text; what JSON escapes is readable."""
    tables = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            tables[table] = "\n".join(map(_text, cursor.fetchall()))
    return tables


def _text(row):
    return "\t".join(_readable(value) for value in row)


def _readable(value):
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("utf-8", "replace")
    text = str(value)
    if "\\u" in text:
        text += (
            json.loads(f'"{text}"') if '"' not in text else text.encode().decode("unicode_escape")
        )
    return text


def holding(words):
    """Where any of ``words`` stands, whatever its case: {word: tables}."""
    tables = {name: text.casefold() for name, text in dump().items()}
    found = {
        word: [name for name, text in tables.items() if word.casefold() in text] for word in words
    }
    return {word: names for word, names in found.items() if names}
