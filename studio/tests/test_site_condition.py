"""The page, and the command, that say how the site is."""

import tempfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import expect

from studio import room
from studio.backups import records
from studio.models import Chore, Letter
from studio.tasks import deliver_letters
from studio.tests.accessibility import violations
from studio.tests.cast import make_article, make_failed_letter, make_staff, write_letter
from studio.watching import condition
from studio.watching.condition import State

ADDRESS = "/admin/reports/site/"


def ago(**span):
    return timezone.now() - timedelta(**span)


@pytest.fixture
def worker_was_here(db):
    Chore.objects.update_or_create(name="of-tests", defaults={"done_at": timezone.now()})


@pytest.fixture
def known():
    """What is found, by its subject."""
    return lambda: {one.subject: one for one in condition.findings()}


def test_all_subjects_are_told_in_one_order(db, worker_was_here, known):
    assert list(known()) == [
        "Disk",
        "Database",
        "Mail",
        "Background work",
        "Scheduled pages",
        "Backups",
        "Page cache",
        "Address",
        "Versions",
    ]


@pytest.mark.usefixtures("worker_was_here")
class TestWhatIsFound:
    def test_a_disk_with_room(self, known, monkeypatch):
        for percent, state in (
            (20, State.GOOD),
            (19, State.WATCH),
            (10, State.WATCH),
            (9, State.BAD),
        ):
            disk = room.Room(free=percent * 10**9, size=100 * 10**9)
            monkeypatch.setattr(room, "of_data", lambda disk=disk: disk)
            assert (percent, known()["Disk"].state) == (percent, state)
        assert known()["Disk"].words.endswith(
            "are free: 9 %. Nothing new is taken from visitors, and no file from anybody."
        )

    def test_the_disk_of_the_backups_where_it_is_another(
        self, known, settings, tmp_path, monkeypatch
    ):
        settings.BACKUP_DIR = str(tmp_path)
        settings.DATA_DIR = str(tmp_path)
        assert "Disk of the backups" not in known()
        with tempfile.TemporaryDirectory(dir="/dev/shm") as other:
            settings.BACKUP_DIR = other
            words = known()["Disk of the backups"].words
            assert words.startswith(filesizeformat(room.of(other).free).split(".")[0])
            disk = room.Room(free=9 * 10**9, size=100 * 10**9)
            monkeypatch.setattr(room, "of", lambda folder: disk)
            assert known()["Disk of the backups"].state == State.BAD
            assert "BACKUP_KEEP" in known()["Disk of the backups"].advice
        found = known()["Disk of the backups"]
        assert found.state == State.BAD
        assert found.words == f"{other} cannot be looked at: No such file or directory."

    def test_a_backup_that_failed_is_told_at_once_and_why(self, known, settings, tmp_path):
        settings.BACKUP_DIR = str(tmp_path)
        records.note(tmp_path, made_at=ago(hours=3), proved_at=ago(hours=2), archive="x")
        assert known()["Backups"].state == State.GOOD
        records.note_failure(tmp_path, "There is no room left.")
        found = known()["Backups"]
        assert found.state == State.WATCH
        assert "An attempt failed on " in found.words
        assert found.words.endswith(": There is no room left.")
        assert "studio backup" in found.advice
        records.note(tmp_path, made_at=ago(hours=31))
        assert known()["Backups"].state == State.BAD

    def test_a_backup_that_nobody_tried_to_make(self, known, settings, tmp_path):
        settings.BACKUP_DIR = str(tmp_path)
        for hours, state in ((29, State.GOOD), (31, State.WATCH), (73, State.BAD)):
            records.note(tmp_path, made_at=ago(hours=hours), proved_at=ago(hours=80), archive="x")
            found = known()["Backups"]
            assert (hours, found.state) == (hours, state)
            assert ("worker or the timer" in found.advice) == (state > State.GOOD)

    def test_letters_that_wait(self, known, no_worker):
        letter = write_letter()
        assert known()["Mail"].state == State.GOOD
        Letter.objects.filter(pk=letter.pk).update(waiting_since=ago(minutes=11))
        assert known()["Mail"].state == State.BAD
        assert known()["Mail"].words.startswith("1 letter has been waiting since ")

    def test_letters_that_failed(self, known):
        make_failed_letter()
        Letter.objects.update(next_attempt_at=timezone.now())
        found = known()["Mail"]
        assert found.state == State.WATCH
        assert found.words == "1 letter could not be sent within the last two weeks."

    def test_letters_that_are_printed(self, known, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        assert known()["Mail"].state == State.WATCH
        assert "EMAIL_URL" in known()["Mail"].advice

    def test_a_worker_that_is_gone(self, known):
        assert known()["Background work"].state == State.GOOD
        Chore.objects.update(done_at=ago(minutes=6))
        assert known()["Background work"].state == State.BAD
        Chore.objects.update(done_at=None)
        assert known()["Background work"].words.startswith("Nobody has done any yet")

    def test_tasks_that_wait(self, known, no_worker):
        deliver_letters.enqueue()
        assert known()["Background work"].state == State.GOOD
        DBTaskResult.objects.update(enqueued_at=ago(minutes=11))
        assert known()["Background work"].state == State.WATCH

    def test_tasks_that_failed(self, known, no_worker):
        deliver_letters.enqueue()
        DBTaskResult.objects.update(status="FAILED", finished_at=ago(hours=25))
        assert known()["Background work"].state == State.GOOD
        DBTaskResult.objects.update(finished_at=ago(hours=23))
        assert known()["Background work"].state == State.WATCH

    def test_pages_that_should_be_out_by_now(self, known, index):
        article = make_article(index, publish=False)
        article.save_revision(approved_go_live_at=ago(minutes=9))
        assert known()["Scheduled pages"].state == State.GOOD
        article.save_revision(approved_go_live_at=ago(minutes=11))
        found = known()["Scheduled pages"]
        assert found.state == State.BAD
        assert found.words == "1 page should have been published or taken away by now."

    def test_an_address_that_is_not_safe(self, known, settings):
        assert known()["Address"].state == State.BAD
        settings.BASE_URL = "https://studio.example"
        assert known()["Address"].state == State.WATCH
        settings.BEHIND_PROXY = True
        assert known()["Address"].state == State.GOOD

    def test_a_page_cache_that_is_off(self, known, settings):
        settings.CACHE_MEGABYTES = 0
        assert known()["Page cache"].state == State.WATCH


def test_whoever_has_the_right_reads_it_and_nobody_else(client, home_page):
    client.force_login(make_staff("ida", "view_condition"))
    assert "How is my site" in client.get(ADDRESS).text
    assert client.post(ADDRESS).status_code == 405
    client.force_login(make_staff("otto"))
    refused = client.get(ADDRESS)
    assert (refused.status_code, refused["Location"]) == (302, "/admin/")
    assert ADDRESS not in client.get("/admin/").text
    client.logout()
    assert client.get(ADDRESS)["Location"].startswith("/admin/login/")


def test_what_is_good_looks_good_and_the_page_begins_with_the_worst(admin_client, worker_was_here):
    states = [one.state for one in condition.findings()]
    assert {State.GOOD, State.BAD} < set(states)
    page = admin_client.get(ADDRESS).content.decode()
    page = page[page.index("condition__whole") :]
    assert "Something needs you." in page
    assert page.count("#icon-check") == states.count(State.GOOD)
    assert page.count("#icon-warning") == len(states) - states.count(State.GOOD)


def test_groups_can_be_given_the_right(admin_client):
    assert "Can see how the site is" in admin_client.get("/admin/groups/new/").text


def test_it_asks_as_much_for_many_as_for_few(admin_client, no_worker, django_assert_num_queries):
    make_failed_letter()
    admin_client.get(ADDRESS)
    # a server is asked for its size, a file needs no question
    queries = 14 if connection.vendor == "postgresql" else 13
    with django_assert_num_queries(queries):
        admin_client.get(ADDRESS)
    for _ in range(5):
        make_failed_letter()
        write_letter()
    with django_assert_num_queries(queries):
        admin_client.get(ADDRESS)


def test_the_command_says_the_same_and_how_bad_it_is(db, capsys, settings, worker_was_here):
    with pytest.raises(SystemExit) as ended:
        call_command("status")
    told = capsys.readouterr().out
    assert ended.value.code == State.BAD  # no backup is known
    assert [line.split("  ")[0] for line in told.splitlines()] == [
        one.subject for one in condition.findings()
    ]
    assert "Backups          Needs you     No backup of this site is known." in told


def test_it_is_read_on_a_phone_without_scripts_and_axe_finds_nothing(
    page, signed_in, live_site, browser, context
):
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(live_site + ADDRESS)
        expect(page.get_by_role("heading", name="Backups")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    cookies = context.cookies()
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(cookies)
    without = plain.new_page()
    without.goto(live_site + ADDRESS)
    expect(without.get_by_text("No backup of this site is known.")).to_be_visible()
    plain.close()
