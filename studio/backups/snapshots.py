"""What a database held at one moment, on disk and in numbers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import FileField

Ask = Callable[[str], list[tuple]]


@dataclass(frozen=True)
class Snapshot:
    """A copy at ``path``, and what stood in it.

    ``named``: the files that rows name, each with the SHA-1 that its row tells, or nothing.
    """

    path: Path
    kind: str
    server: str
    tables: dict[str, int]
    migrations: list[list[str]]
    named: dict[str, str]


def file_columns() -> list[tuple[str, str, bool]]:
    """Where rows name files: table, column, and whether the table has a ``file_hash``."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        fields = model._meta.local_concrete_fields
        has_hash = any(field.column == "file_hash" for field in fields)
        found += [
            (model._meta.db_table, field.column, has_hash)
            for field in fields
            if isinstance(field, FileField)
        ]
    return found


def describe(
    ask: Ask, tables: Iterable[str], columns_of: Callable[[str], set[str]]
) -> dict[str, Any]:
    """Numbers and names of a database that stands still while it is asked."""
    counted = {
        table: ask(f"SELECT count(*) FROM {quoted(table)}")[0][0]  # noqa: S608
        for table in sorted(tables)
    }
    applied = []
    if "django_migrations" in counted:
        rows = ask("SELECT app, name FROM django_migrations ORDER BY id")
        applied = [list(row) for row in rows]
    named: dict[str, str] = {}
    for table, column, has_hash in file_columns():
        # the database may be older or newer than the code
        there = columns_of(table) if table in counted else set()
        if column not in there:
            continue
        hashed = "file_hash" if has_hash and "file_hash" in there else "''"
        query = f"SELECT {quoted(column)}, {hashed} FROM {quoted(table)}"  # noqa: S608
        named.update({name: sha1 or "" for name, sha1 in ask(query) if name})
    return {"tables": counted, "migrations": applied, "named": named}


def quoted(name: str) -> str:
    """A name of a table or column, as both databases take it."""
    return '"' + name.replace('"', '""') + '"'
