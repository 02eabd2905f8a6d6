"""Whether the old release can go on while these migrations run, and they can be taken back.

Looks at every migration of the rooms since the first releases (``SINCE``): a column that is
added to a table that is there needs a default that the database knows, or has to be null, for
the old code inserts rows without it. What takes something away from under the old code, or
cannot be taken back, has to say why that is right, as an attribute of the migration:

    class Migration(migrations.Migration):
        harmless = "No release since 1.4 reads the column."
        irreversible = "The addresses are gone for good, which is its purpose."
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

#: The last migration of each room to which this did not apply yet.
SINCE = {"articles": 5, "comments": 2, "events": 2, "home": 6, "search": 2, "studio": 13}

_TAKES_AWAY = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.DeleteModel,
    migrations.AlterModelTable,
)


def newer(loader: MigrationLoader) -> dict[tuple[str, str], migrations.Migration]:
    """The migrations that have to keep to this."""
    return {
        (room, name): migration
        for (room, name), migration in sorted(loader.disk_migrations.items())
        if room in SINCE and int(name.split("_")[0]) > SINCE[room]
    }


def faults(migration: migrations.Migration) -> Iterator[str]:
    """One sentence for each thing that the old release, or a roll-back, would stumble over."""
    made_here = {
        operation.name_lower
        for operation in _operations(migration.operations)
        if isinstance(operation, migrations.CreateModel)
    }
    for operation in _operations(migration.operations):
        if getattr(operation, "model_name_lower", None) in made_here:
            continue
        if isinstance(operation, migrations.AddField) and _needs_a_value(operation.field):
            yield f"{_column(operation)} needs db_default, or null=True: the old code leaves it out"
        if isinstance(operation, _TAKES_AWAY) and not getattr(migration, "harmless", ""):
            yield f"{operation.describe()}: the old code still uses it; say why not in `harmless`"
    irreversible = [one for one in migration.operations if not one.reversible]
    if irreversible and not getattr(migration, "irreversible", ""):
        yield f"{irreversible[0].describe()} cannot be taken back; say why in `irreversible`"


def _operations(operations: list[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _operations(operation.database_operations)
        else:
            yield operation


def _needs_a_value(field: object) -> bool:
    return not (field.many_to_many or field.null or field.has_db_default())


def _column(operation: migrations.AddField) -> str:
    return f"{operation.model_name}.{operation.name}"


def main() -> None:
    """Print what is wrong, and fail if anything is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studio.settings.development")
    import django

    django.setup()
    wrong = [
        f"{room}.{name}: {fault}."
        for (room, name), migration in newer(MigrationLoader(None)).items()
        for fault in faults(migration)
    ]
    print("\n".join(wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
