"""Let the database's index hold what visitors ask for, in the way they ask for it.

PostgreSQL: one stored vector over title and text with one index, made by PostgreSQL of the
texts that Wagtail writes, so it is right from the first moment and whoever writes; the table
is rewritten once and locked while it is. SQLite: the same table as Wagtail's, with letters
that FTS5 leaves alone written as others; what the index holds is entered anew.

Both fold as ``studio/query_text.py`` does. Wagtail's own columns, names and triggers stay, so
its migrations go on working.
"""

from collections.abc import Callable

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ENTRIES = "wagtailsearch_indexentry"
FTS = f"{ENTRIES}_fts"
COLUMNS = ("title", "body", "autocomplete")
#: Letters that do not come apart into a letter and a mark, and what they are found by.
LETTERS = {
    "ß": "ss",
    "ẞ": "ss",
    "æ": "ae",
    "Æ": "ae",
    "œ": "oe",
    "Œ": "oe",
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "ð": "d",
    "Ð": "d",
    "þ": "th",
    "Þ": "th",
    "ı": "i",
}


def spelt_out(text: str) -> str:
    """SQL for ``text`` with those letters written as others."""
    for letter, other in LETTERS.items():
        text = f"replace({text}, '{letter}', '{other}')"
    return text


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        statements = postgresql()
    else:
        statements = sqlite("unicode61 remove_diacritics 2", spelt_out)
    for statement in statements:
        schema_editor.execute(statement, None)


def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        statements = [
            f"ALTER TABLE {ENTRIES} DROP COLUMN words",
            "DROP FUNCTION search_words(text)",
        ]
    else:
        statements = sqlite("unicode61", lambda column: column)
    for statement in statements:
        schema_editor.execute(statement, None)


def postgresql() -> list[str]:
    """Letters are taken apart, the marks fall away, and what is no word becomes a blank."""
    bare = r"regexp_replace(normalize(lower($1), NFD), '[\u0300-\u036f]', '', 'g')"
    between = r"\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f"
    return [
        "CREATE FUNCTION search_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE"
        f" RETURN regexp_replace(normalize({spelt_out(bare)}, NFC), '[{between}]+', ' ', 'g')",
        f"""
        ALTER TABLE {ENTRIES} ADD COLUMN words tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple'::regconfig, search_words(title_text)), 'A')
            || setweight(to_tsvector('simple'::regconfig, regexp_replace(
                search_words(title_text), '(\\S+)', 'titled\\1', 'g')), 'D')
            || setweight(to_tsvector('simple'::regconfig, search_words(body_text)), 'D')
        ) STORED
        """,
        f"CREATE INDEX search_words ON {ENTRIES} USING gin (words) WITH (fastupdate = off)",
    ]


def sqlite(tokenizer: str, spelt: Callable[[str], str]) -> list[str]:
    """Wagtail's table and triggers once more, and all entries in it."""
    columns = ", ".join((*COLUMNS, "rowid"))
    new = ", ".join((*(spelt(f"NEW.{column}") for column in COLUMNS), "NEW.id"))
    changes = ", ".join(f"{column} = {spelt(f'NEW.{column}')}" for column in COLUMNS)
    old = ", ".join((*(spelt(column) for column in COLUMNS), "id"))
    return [
        f"DROP TRIGGER IF EXISTS insert_{FTS}",
        f"DROP TRIGGER IF EXISTS update_{FTS}",
        f"DROP TABLE {FTS}",
        f"CREATE VIRTUAL TABLE {FTS} USING fts5(autocomplete, body, title, tokenize = '{tokenizer}')",
        f"CREATE TRIGGER insert_{FTS} AFTER INSERT ON {ENTRIES} BEGIN"
        f" INSERT INTO {FTS}({columns}) VALUES ({new}); END",
        f"CREATE TRIGGER update_{FTS} AFTER UPDATE ON {ENTRIES} BEGIN"
        f" UPDATE {FTS} SET {changes} WHERE rowid = NEW.id; END",
        f"INSERT INTO {FTS}({columns}) SELECT {old} FROM {ENTRIES}",
    ]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("wagtailsearch", "0010_add_text_fields")]
    operations = [migrations.RunPython(forwards, backwards)]
