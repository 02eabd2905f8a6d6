"""The worker and the periodic work."""

import signal
from datetime import timedelta
from threading import Event

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from studio import chores
from studio.models import Chore, Letter
from studio.tests.cast import make_article, write_letter
from studio.tests.post_office import wait_until

pytestmark = [pytest.mark.django_db(transaction=True)]

PUBLISH = "studio.chores.publish_scheduled"
FORGET_LETTERS = "studio.chores.forget_letters"


@pytest.fixture
def add_chore(monkeypatch):
    def add(name, work, period=timedelta(hours=1)):
        monkeypatch.setitem(chores._WORKS, name, (period, work))

    return add


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_ends_promptly_when_asked(post_office, no_worker, launch, number):
    write_letter()
    worker = launch("worker")
    wait_until(lambda: Letter.objects.filter(status=Letter.Status.SENT).exists())
    worker.send_signal(number)
    assert worker.wait(5) == 0


def test_a_worker_finishes_the_letter_in_its_hand_and_no_other(post_office, no_worker, launch):
    letters = [write_letter(), write_letter()]
    holding, go_on = Event(), Event()

    def hold():
        holding.set()
        go_on.wait(30)

    post_office.on_taken = hold
    worker = launch("worker")
    assert holding.wait(30)
    worker.send_signal(signal.SIGTERM)
    go_on.set()
    assert worker.wait(5) == 0
    assert Letter.objects.filter(status=Letter.Status.SENT).count() == 1
    assert Letter.objects.waiting().count() == len(letters) - 1


@pytest.mark.postgresql  # SQLite has no connections that somebody could cut
def test_a_worker_outlives_its_database_connections(post_office, no_worker, launch):
    write_letter()
    worker = launch("worker")
    wait_until(lambda: Letter.objects.filter(status=Letter.Status.SENT).exists())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] >= 1
    write_letter()
    wait_until(lambda: not Letter.objects.waiting().exists())
    assert worker.poll() is None


def test_once_does_what_is_due_and_ends(post_office, no_worker):
    write_letter()
    before = signal.getsignal(signal.SIGTERM)
    call_command("worker", "--once")
    assert len(post_office.taken) == 1
    assert Chore.objects.filter(name=PUBLISH, held_until=None).exists()
    assert signal.getsignal(signal.SIGTERM) == before


def test_housekeeping_publishes_what_editors_put_a_date_on(index):
    article = make_article(index, publish=False)
    article.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("housekeeping", verbosity=0)
    article.refresh_from_db()
    assert article.live


def test_housekeeping_sends_letters(post_office, no_worker, capsys):
    write_letter()
    call_command("housekeeping")
    assert len(post_office.taken) == 1
    assert capsys.readouterr().out.startswith("Letters sent: 1. Done: articles.chores.")


def test_periodic_work_waits_for_its_time():
    assert PUBLISH in chores.go_round()[1]
    assert PUBLISH not in chores.go_round()[1]
    Chore.objects.filter(name=PUBLISH).update(due_at=timezone.now())
    assert chores.go_round()[1] == [PUBLISH]
    assert {PUBLISH, FORGET_LETTERS} <= set(chores.go_round(all_of_them=True)[1])


def test_a_timer_with_the_period_of_the_work_finds_it_due():
    started = timezone.now()
    chores.go_round()
    due_at = Chore.objects.get(name=PUBLISH).due_at
    assert started + timedelta(seconds=50) < due_at < started + timedelta(seconds=60)


def test_two_rounds_never_do_the_same_work_at_once(add_chore):
    meanwhile = []
    add_chore("slow", lambda: meanwhile.append(chores.go_round(all_of_them=True)[1]))
    assert "slow" in chores.go_round()[1]
    assert len(meanwhile) == 1
    assert "slow" not in meanwhile[0]
    assert PUBLISH in meanwhile[0]


def test_the_work_of_a_dead_worker_is_taken_over_after_the_lease():
    chores.go_round()
    in_the_past = timezone.now() - timedelta(seconds=1)
    Chore.objects.filter(name=PUBLISH).update(
        due_at=in_the_past, held_until=timezone.now() + chores.LEASE
    )
    assert chores.go_round()[1] == []
    Chore.objects.filter(name=PUBLISH).update(held_until=in_the_past)
    assert chores.go_round()[1] == [PUBLISH]


def test_work_that_fails_is_logged_and_the_others_go_on(add_chore, caplog):
    def fail():
        raise LookupError("nothing there")

    add_chore("a.broken", fail)
    assert PUBLISH in chores.go_round()[1]
    assert "Periodic work a.broken failed" in caplog.text
    broken = Chore.objects.get(name="a.broken")
    assert broken.held_until is None
    assert broken.done_at is None
    assert broken.due_at < timezone.now() + timedelta(minutes=11)


def test_letters_are_forgotten_after_90_days(post_office, no_worker):
    ages = {"new": 89, "old": 91, "waiting": 91, "sent again": 91}
    for key, days in ages.items():
        letter = write_letter(dedupe_key=key)
        then = timezone.now() - timedelta(days=days)
        fields = {"created_at": then, "next_attempt_at": then, "status": Letter.Status.SENT}
        if key == "waiting":
            fields |= {
                "status": Letter.Status.WAITING,
                "next_attempt_at": timezone.now() + timedelta(1),
            }
        if key == "sent again":
            fields["next_attempt_at"] = timezone.now()
        Letter.objects.filter(pk=letter.pk).update(**fields)
    chores.go_round(all_of_them=True)
    assert set(Letter.objects.values_list("dedupe_key", flat=True)) == {
        "new",
        "waiting",
        "sent again",
    }


def test_results_of_tasks_are_forgotten_after_a_week(no_worker, post_office):
    kept = []
    for status, days in [
        (TaskResultStatus.SUCCESSFUL, 6),
        (TaskResultStatus.SUCCESSFUL, 8),
        (TaskResultStatus.FAILED, 8),
        (TaskResultStatus.RUNNING, 6),
        (TaskResultStatus.RUNNING, 8),
        (TaskResultStatus.READY, 8),
    ]:
        write_letter()
        then = timezone.now() - timedelta(days=days)
        task = DBTaskResult.objects.filter(started_at=None, status=TaskResultStatus.READY).latest(
            "enqueued_at"
        )
        fields = {"status": status, "enqueued_at": then}
        if status != TaskResultStatus.READY:
            fields |= {"started_at": then, "finished_at": then}
        DBTaskResult.objects.filter(pk=task.pk).update(**fields)
        if days == 6 or status == TaskResultStatus.READY:
            kept.append(task.pk)
    chores.go_round(all_of_them=True)
    # what else the round has begun is new
    left = DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - timedelta(days=1))
    assert set(left.values_list("pk", flat=True)) == set(kept)
