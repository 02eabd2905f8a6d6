"""What became of backups is known on every machine, at once, and two never make the same one."""

import fcntl
import json
import shutil
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from studio.backups import folders, records
from studio.tests.accounts import like_anybody
from studio.tests.post_office import wait_until

pytestmark = pytest.mark.own_database  # notes are the same on each


def told(site, **environment):
    """The line about backups of `manage.py status`: how it is, and all it says."""
    _code, said = site.manage("status", **environment)
    (line,) = [line for line in said.splitlines() if line.startswith("Backups ")]
    state, _two_blanks, words = line.removeprefix("Backups").strip().partition("  ")
    return state, words.strip()


def test_a_folder_that_is_not_there_is_told_at_once_and_by_name(site, tmp_path):
    disk = tmp_path / "disk"
    here = {"BACKUP_DIR": str(disk)}

    assert site.manage("backup", "--daily", **here)[0] == 1
    state, words = told(site, **here)
    assert state == "Needs you"
    assert words.startswith("No backup of this site is known. An attempt failed on ")
    assert f"{disk} is not there: make it, or mount its disk." in words

    disk.mkdir()
    assert site.manage("backup", **here)[0] == 0
    state, words = told(site, **here)
    assert (state, "It failed" in words) == ("Worth a look", False)  # nobody proved it yet

    disk.rename(tmp_path / "gone")
    assert site.manage("backup", "--daily", **here)[0] == 1
    state, words = told(site, **here)
    assert state == "Worth a look"
    assert words.startswith("The last one was made on ")
    assert f"{disk} is not there" in words


def test_a_folder_that_cannot_be_written_is_told(site):
    site.backups.mkdir(mode=0o500)

    code, said = site.manage("backup", preexec_fn=like_anybody)
    assert (code, "cannot be written: Permission denied" in said) == (1, True), said
    assert "cannot be written: Permission denied" in told(site)[1]


def test_the_worker_notes_what_was_in_its_way_and_says_it_in_its_log(site, tmp_path):
    missing = tmp_path / "disk"

    _code, said = site.manage("worker", "--once", BACKUP_DIR=str(missing))

    assert f"{missing} is not there" in said
    wait_until(lambda: f"{missing} is not there" in told(site)[1], seconds=60)


def test_a_machine_that_makes_none_leaves_it_to_one_that_does_and_knows_what_it_did(site, tmp_path):
    """Two machines on one database; their folders are their own."""
    there = {"BACKUP_DIR": str(tmp_path / "backups")}
    here = {"DATA_DIR": str(tmp_path / "other")}
    for folder in (tmp_path / "backups", tmp_path / "other"):
        folder.mkdir()

    assert site.manage("worker", "--once", **here)[0] == 0
    assert told(site, **here)[1].startswith("No backup of this site is known.")
    assert site.manage("worker", "--once", **there)[0] == 0
    wait_until(lambda: records.last(tmp_path / "backups") is not None, seconds=120)
    wait_until(lambda: told(site, **here) == told(site, **there), seconds=60)
    assert told(site, **here)[1].startswith("The last one was made on ")


def test_what_a_restored_row_says_is_older_than_the_file_and_believed_by_nobody(site, tmp_path):
    here = {"BACKUP_DIR": str(tmp_path)}
    assert site.manage("backup", **here)[0] == 0
    before = site.ask("SELECT told_at, told FROM studio_backupnote")
    site.ask("UPDATE studio_backupnote SET told_at = '2020-01-01 00:00:00+00'")
    old = records.last(tmp_path).dump() | {"made_at": "2020-01-01T00:00:00+00:00"}
    site.ask("UPDATE studio_backupnote SET told = %s", json.dumps(old))

    assert "2020" not in told(site, **here)[1]
    site.ask("DELETE FROM studio_chore")
    assert site.manage("housekeeping", **here)[0] == 0
    assert site.ask("SELECT told_at, told FROM studio_backupnote") == before


def test_a_proof_on_another_machine_is_noted_here(site, tmp_path):
    archive = site.back_up()
    assert told(site)[0] == "Worth a look"
    other = tmp_path / "other.tar"
    shutil.copy(archive, other)

    code, said = site.manage("backup", "--proved", archive.name.replace("Z", "0Z"))
    assert (code, "is no backup in" in said) == (1, True), said
    code, said = site.manage("backup", "--proved", archive.name)
    assert (code, said) == (0, f"Noted: {archive.name} was proved, on another machine.\n")
    state, words = told(site)
    assert (state, "tried to restore" in words) == ("Good", False)
    assert records.last(site.backups).is_proved


def test_timer_and_worker_make_one_a_day_whoever_comes_first(site):
    archive = site.back_up()

    code, said = site.manage("backup", "--daily")
    assert (code, said) == (0, f"{archive.name} was made today already: nothing was done.\n")
    by_hand = site.back_up()  # of a day the newest stays
    assert list(folders.archives(site.backups)) == [by_hand]
    assert by_hand != archive

    records.note(site.backups, made_at=timezone.now() - timedelta(hours=21))
    assert site.manage("backup", "--daily")[0] == 0
    assert by_hand not in folders.archives(site.backups)


def test_the_backup_of_the_day_waits_for_whoever_is_at_work(site):
    site.backups.mkdir()
    with (site.backups / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        both = [site.start("backup", "--daily") for _time in range(2)]
        code, said = site.manage("backup")
        assert (code, "Another process is at work" in said) == (1, True)
        time.sleep(2)
        assert [process.poll() for process in both] == [None, None]
    said = [process.communicate(timeout=120)[0] for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert len(folders.archives(site.backups)) == 1
    assert sum("was made today already" in words for words in said) == 1
