"""Copies, migrations and releases while people come; in little what `make faults` does at length."""

import os
from pathlib import Path

import pytest

from bench.faults import backup, migration, release
from studio.backups import folders, postgresql, sqlite
from studio.settings.variables import VARIABLES
from studio.tests.backups.site import open_database


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch):
    """Processes of these tests are told everything they need."""
    for name in VARIABLES:
        if name != "DATABASE_URL":
            monkeypatch.delenv(name, raising=False)


@pytest.fixture
def empty_database(tmp_path):
    """The address of a database without tables, on what the tests are asked of."""
    named = os.environ.get("DATABASE_URL", "")
    if not named.startswith("postgres"):
        yield f"sqlite:///{tmp_path}/empty.sqlite3"
        return
    name = f"thrown_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    server = postgresql.Server(named)
    postgresql.drop(server, name)
    with server.neighbour() as beside:
        beside.execute(f"CREATE DATABASE {name}")
    yield server.address_of(name)
    postgresql.drop(server, name)


@pytest.mark.own_database
def test_a_copy_made_while_three_write_is_sound_and_lacks_nothing_acknowledged(tmp_path):
    database, room = tmp_path / "site.sqlite3", tmp_path / "room"
    room.mkdir()

    def take():
        (room / sqlite.MEMBER).unlink(missing_ok=True)
        return sqlite.take(database, room).path

    assert backup.measure(database, tmp_path, take, times=3) == ["", "", ""]


@pytest.mark.own_database
def test_the_control_which_copies_the_file_is_malformed_or_lacks_rows(tmp_path):
    database = tmp_path / "site.sqlite3"

    faults = backup.measure(
        database, tmp_path, lambda: backup.naive(database, tmp_path / "copy"), times=3
    )

    assert any(faults)


@pytest.mark.own_database
def test_a_backup_of_the_site_while_three_write_holds_all_that_was_acknowledged(site, tmp_path):
    with backup.writers(site.file, tmp_path) as acknowledged:
        promised = acknowledged()
        archive = site.back_up()

    with open_database(archive, tmp_path) as copy:
        there = {name for (name,) in copy.execute("SELECT name FROM acknowledged")}
    assert promised - there == set()


def test_no_row_of_a_backup_points_at_a_file_that_came_or_went_meanwhile(site, tmp_path):
    """Uploads are deleted and made all the time; each row of the copy has its file in it."""
    upload = """
import itertools
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
for number in itertools.count():
    new = Document(title="x", file=ContentFile(b"x" * 5000, f"{number}.txt"))
    new.save()
    print("saved", flush=True)
    if number > 3:
        old = Document.objects.filter(title="x").order_by("pk").first()
        old.file.delete(save=False) if not old.delete() else None
        old.file.storage.delete(old.file.name)
"""
    process = site.start("shell", "--no-imports", "--command", upload)
    try:
        assert process.stdout.readline() == "saved\n", process.communicate()
        code, said = site.manage("backup")
    finally:
        process.kill()
        process.communicate()

    assert (code, "lost or changed" in said) == (0, False), said
    (archive,) = folders.archives(site.backups)
    code, said = site.manage("backup", "--check", archive)
    assert (code, "were lost" in said) == (0, False), said


def test_a_column_the_database_has_a_default_for_is_added_without_one_error(
    empty_database, tmp_path
):
    seen = migration.measure(empty_database, str(tmp_path), kind="sound", rows=5_000, answers=200)

    assert seen["answers"] >= 200
    assert seen["failed"] == 0


def test_the_control_with_a_default_of_pythons_fails_the_old_code(empty_database, tmp_path):
    seen = migration.measure(empty_database, str(tmp_path), kind="unsound", rows=5_000, answers=200)

    assert seen["failed"] > 0


#: A release of one line: the old one answers 200, the new one 201.
RELEASE = "def application(environ, start): return start('%s .', []) and None or [b'']\n"


@pytest.mark.own_database
@pytest.mark.parametrize("way", ["reload", "restart"])
def test_the_new_code_comes_in_when_the_link_names_its_folder(tmp_path, way):
    for name, status in (("old", 200), ("new", 201)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.py").write_text(RELEASE % status)
    (tmp_path / "current").symlink_to("old")

    def bring():
        (tmp_path / "next").symlink_to("new")
        (tmp_path / "next").replace(tmp_path / "current")

    seen = release.measure(
        *("one", {}, "/"), way=way, answers=2000, folder=str(tmp_path / "current"), bring=bring
    )

    assert (seen["failed"], seen["200"] > 0, seen["201"] > 0) == (0, True, True)


def _release(tmp_path: Path, way: str) -> dict[str, int]:
    environment = {
        "DJANGO_SETTINGS_MODULE": "bench.faults.thrown.settings",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "STUDIO_ENV_FILE": "",
    }
    return release.measure(
        "bench.faults.thrown.wsgi", environment, "/health/live/", way=way, answers=300
    )


@pytest.mark.own_database
@pytest.mark.parametrize("way", ["reload", "restart"])
def test_a_new_release_shuts_the_door_on_nobody(tmp_path, way):
    assert _release(tmp_path, way)["failed"] == 0


@pytest.mark.own_database
def test_the_control_which_stops_and_starts_does(tmp_path):
    assert _release(tmp_path, "stop and start")["failed"] > 0
