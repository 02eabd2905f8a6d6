"""What stops a backup or a restore leaves nothing behind that could be taken for whole."""

import os
import resource
import signal
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from django.utils import timezone

from studio import backups
from studio.backups import archives, folders, records
from studio.backups.refusals import BackupRefused
from studio.tests.backups.site import databases_like
from studio.tests.post_office import wait_until


def names_in(folder):
    """What lies there, without folders that every start of the site makes and nothing is in."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.name[0] == "." or path.is_file() or files_in(path)
    )


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def unfinished(folder):
    return [path for path in folder.glob(f"{folders.UNFINISHED}*") if any(path.iterdir())]


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_a_backup_that_is_killed_is_no_backup_and_the_next_one_sweeps_up(site):
    huge = site.media / "huge.mp4"
    with huge.open("wb") as file:
        file.truncate(400_000_000)  # takes a while to read
    process = site.start("backup")
    wait_until(lambda: site.backups.exists() and unfinished(site.backups), seconds=60)
    kill(process)

    assert list(folders.archives(site.backups)) == []
    assert backups.records.last(site.backups) is None
    assert unfinished(site.backups)

    huge.unlink()
    archive = site.back_up()
    assert names_in(site.backups) == [".lock", "last.json", archive.name]


def test_a_restore_that_is_killed_has_put_nothing_in_place_and_the_next_one_does(site, elsewhere):
    archive = site.back_up()
    process = elsewhere.start("restore", archive)
    wait_until(lambda: unfinished(elsewhere.data), seconds=60)
    kill(process)

    assert files_in(elsewhere.media) == []
    assert not (elsewhere.is_sqlite and elsewhere.file.exists())
    assert unfinished(elsewhere.data)

    code, said = elsewhere.manage("restore", archive)
    assert code == 0, said
    assert unfinished(elsewhere.data) == []
    if not elsewhere.is_sqlite:
        assert len(databases_like(elsewhere)) == 1


def test_a_full_disk_is_told_and_the_backups_that_are_there_stay(site):
    archive = site.back_up()
    before = archive.read_bytes()
    with (site.media / "large.mp4").open("wb") as file:
        file.truncate(20_000_000)

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (15_000_000, 15_000_000))

    code, said = site.manage("backup", preexec_fn=full)

    assert (code, said) == (
        1,
        f"CommandError: There is no room left in {site.backups}: "
        "no backup was made, and none was lost.\n",
    )
    assert archive.read_bytes() == before
    assert names_in(site.backups) == [".lock", "last.json", archive.name]
    record = backups.records.last(site.backups)
    assert record.archive == archive.name
    assert record.reason.startswith("There is no room left")


def test_less_room_than_is_needed_is_told_before_anything_is_written(tmp_path):
    with pytest.raises(BackupRefused, match=r"are needed\. Nothing was written\."):
        folders.need_room(tmp_path, 1 << 60, BackupRefused)


@pytest.mark.own_database
def test_a_folder_whose_disk_is_not_mounted_is_not_made(site, tmp_path):
    code, said = site.manage("backup", BACKUP_DIR=str(tmp_path / "disk"))

    assert (code, said) == (
        1,
        f"CommandError: {tmp_path}/disk is not there: make it, or mount its disk.\n",
    )
    assert not (tmp_path / "disk").exists()


@pytest.mark.own_database
def test_backups_among_the_pictures_are_refused(site):
    code, said = site.manage("backup", site.media / "backups")

    assert code == 1
    assert "lies among the pictures" in said


# --- what does not prove itself ---------------------------------------------------


#: Turns the front door into something else.
FRONT_DOOR = (
    "UPDATE wagtailcore_page SET content_type_id = (SELECT id FROM django_content_type"
    " WHERE app_label = 'wagtailcore' AND model ="
)


def repack(archive, folder, *, sql="", without=""):
    """A backup that is whole by its checksums, of which something is not as it says."""
    manifest = archives.unpack(archive, folder, [])
    with closing(sqlite3.connect(folder / manifest.database)) as connection, connection:
        connection.execute(sql or "SELECT 1")
    place = archive.with_name("studio-20200101T000000Z.tar")
    with place.open("wb") as file, archives.Writer(file) as writer:
        for name in manifest.files:
            if name != without:
                writer.add(name, folder / name)
        manifest.files = writer.files
        writer.finish(manifest)
    return place


@pytest.mark.own_database
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"sql": "DELETE FROM wagtailcore_page WHERE depth > 2"},
            "The table wagtailcore_page has 2 rows; the backup tells 4.",
        ),
        ({"sql": "UPDATE wagtailcore_site SET root_page_id = 9999"}, "points at one of"),
        ({"without": "media/documents/prices.txt"}, "prices.txt, a file of wagtaildocs.Document"),
        (
            {"sql": "UPDATE wagtaildocs_document SET file_hash = 'another'"},
            "is not the one its row",
        ),
        ({"sql": f"{FRONT_DOOR} 'page') WHERE depth = 2"}, "/ is of no kind of page that we have."),
        ({"sql": f"{FRONT_DOOR} 'site') WHERE depth = 2"}, "/ answers 500."),
    ],
    ids=[
        *("a row less", "a row that points nowhere", "a file less", "another file"),
        *("a front door of no kind", "a front door that fails"),
    ],
)
def test_what_does_not_prove_itself_is_not_put_in_place(site, elsewhere, tmp_path, change, reason):
    (tmp_path / "room").mkdir()
    archive = repack(site.back_up(), tmp_path / "room", **change)

    code, said = elsewhere.manage("restore", archive)

    assert code == 1
    assert "Not proved, and not put in place: " in said
    assert reason in said
    assert names_in(elsewhere.data) == [".lock"]


# --- what goes, what is known -------------------------------------------------------


def test_old_backups_go_by_the_rule_but_never_the_newest_nor_the_one_that_was_proved(site):
    site.backups.mkdir()
    old = [site.backups / f"studio-2020010{day}T030000Z.tar" for day in range(1, 8)]
    for path in old:
        path.touch()
    foreign = site.backups / "studio-of-mine.tar"
    foreign.touch()
    records.note(site.backups, proved_at=timezone.now(), proved_archive=old[0].name)

    code, said = site.manage("backup", "--dry-run", BACKUP_KEEP="3d0w0m")
    assert code == 0
    assert [line.split()[-1] for line in said.splitlines() if "would go" in line] == [
        path.name for path in old[1:5]
    ]
    assert all(path.exists() for path in old)

    new = site.back_up(BACKUP_KEEP="3d0w0m")
    assert set(folders.archives(site.backups)) == {old[0], *old[5:], new}
    assert foreign.exists()


def test_what_became_of_the_last_backup_is_known(site, settings):
    assert backups.last() is None

    archive = site.back_up()
    settings.BACKUP_DIR = str(site.backups)

    record = backups.last()
    assert (record.archive, record.size) == (archive.name, archive.stat().st_size)
    assert (record.reason, record.is_proved) == (None, False)
    assert record.files == 2
    assert timezone.now() - record.made_at < timedelta(minutes=10)
    assert not records.is_due()
    records.note(site.backups, made_at=timezone.now() - timedelta(hours=25))
    assert records.is_due()


def test_a_note_that_makes_no_sense_counts_as_none(tmp_path):
    for text in ("", "[]", "{}", '{"made_at": "yesterday"}', '{"made_at": 5}'):
        (tmp_path / "last.json").write_text(text)
        assert records.last(tmp_path) is None, text


@pytest.mark.own_database
def test_the_worker_makes_a_backup_a_day_where_a_folder_is_named(site, tmp_path):
    folder = tmp_path / "daily"
    folder.mkdir()

    for _time in range(2):
        code, said = site.manage("worker", "--once", BACKUP_DIR=str(folder))
        assert code == 0, said
        wait_until(lambda: records.last(folder) is not None, seconds=120)
        site.ask("DELETE FROM studio_chore")

    assert len(folders.archives(folder)) == 1


@pytest.mark.own_database
def test_a_damaged_database_is_told_and_not_backed_up(site):
    with site.file.open("r+b") as file:
        file.seek(os.path.getsize(site.file) // 2)
        file.write(b"\xff" * 4096 * 8)

    code, said = site.manage("backup")

    assert code == 1
    assert "damaged" in said or "malformed" in said
    assert list(folders.archives(site.backups)) == []
