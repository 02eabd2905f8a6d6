"""Migrations let the old release go on, and can be taken back; `make check` finds one that does not."""

import importlib.util

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from studio.settings.environment import PROJECT


@pytest.fixture(scope="module")
def judge():
    spec = importlib.util.spec_from_file_location("judge", PROJECT / ".ci" / "migrations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def of(*operations, **attributes):
    kind = type("Migration", (migrations.Migration,), {"operations": [*operations], **attributes})
    return kind("0099_planted", "studio")


def add(field):
    return migrations.AddField("Person", "colour", field)


def text(**options):
    return models.CharField(max_length=20, **options)


NEW_TABLE = migrations.CreateModel("Person", [("id", models.BigAutoField(primary_key=True))])


def test_no_migration_of_the_site_has_a_fault(judge):
    found = judge.newer(MigrationLoader(None))

    assert {key: list(judge.faults(one)) for key, one in found.items()} == {
        key: [] for key in found
    }


@pytest.mark.parametrize(
    "operation",
    [
        add(text(default="green")),
        add(text()),
        add(models.ForeignKey("studio.User", models.CASCADE)),
        migrations.SeparateDatabaseAndState(database_operations=[add(text(default="green"))]),
    ],
    ids=["a default of Python's", "none", "a row that must be pointed at", "hidden in another"],
)
def test_a_column_that_the_old_code_cannot_leave_out_is_found(judge, operation):
    (fault,) = judge.faults(of(operation))

    assert fault == "Person.colour needs db_default, or null=True: the old code leaves it out"


@pytest.mark.parametrize(
    "operations",
    [
        [add(text(db_default="green"))],
        [add(text(null=True))],
        [add(models.ManyToManyField("studio.User"))],
        [NEW_TABLE, add(text(default="green"))],
    ],
    ids=["known to the database", "null", "no column", "of a new table"],
)
def test_a_column_that_it_can_leave_out_is_none(judge, operations):
    assert list(judge.faults(of(*operations))) == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("Person", "name"),
        migrations.RenameField("Person", "name", "title"),
        migrations.DeleteModel("Person"),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_takes_something_away_says_why_nobody_misses_it(judge, operation):
    assert len(list(judge.faults(of(operation)))) == 1
    assert list(judge.faults(of(operation, harmless="Nobody reads it."))) == []


def test_what_cannot_be_taken_back_says_why(judge):
    operation = migrations.RunPython(lambda apps, editor: None)

    (fault,) = judge.faults(of(operation))
    assert fault.endswith("cannot be taken back; say why in `irreversible`")
    assert list(judge.faults(of(operation, irreversible="Gone for good."))) == []
    assert (
        list(judge.faults(of(migrations.RunPython(operation.code, migrations.RunPython.noop))))
        == []
    )


#: Takes back the last migration of each room and makes up for it again, in one process.
BACK_AND_FORTH = """
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
loader = MigrationLoader(connection)
for room in ("search", "home", "articles", "events", "comments", "studio"):
    names = sorted(name for app, name in loader.disk_migrations if app == room)
    if len(names) < 2 or getattr(loader.disk_migrations[room, names[-1]], "irreversible", ""):
        continue
    call_command("migrate", room, names[-2], verbosity=0)
    call_command("migrate", verbosity=0)
    print("back and forth", room)
"""


def test_the_last_migration_of_each_room_can_be_taken_back_on_a_site_that_is_used(site):
    before = site.ask("SELECT id, title FROM wagtailcore_page ORDER BY id")

    code, said = site.manage("shell", "--no-imports", "--command", BACK_AND_FORTH)

    assert (code, said.count("back and forth")) == (0, 6), said
    assert site.ask("SELECT id, title FROM wagtailcore_page ORDER BY id") == before
