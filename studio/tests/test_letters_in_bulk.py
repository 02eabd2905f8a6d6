"""A fact that many are told: one insert, one task, and each letter once."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from studio import mail
from studio.models import Letter, Person
from studio.tests import cast

pytestmark = [pytest.mark.django_db(transaction=True)]


def draft(number=1, **fields):
    """News for one of many."""
    return mail.Draft(
        **{
            "kind": "class cancelled",
            "dedupe_key": f"cancelled-{number}",
            "to": f"reader{number}@visitor.example",
            "subject": "No class on Monday",
            "text": f"Dear reader {number}",
        }
        | fields
    )


def drafts(how_many):
    return [draft(number) for number in range(how_many)]


def deliveries():
    """The tasks that carry letters; the worker's round begins others."""
    return DBTaskResult.objects.filter(task_path__startswith="studio.tasks.deliver")


def test_many_letters_leave_after_the_commit_of_their_fact(post_office):
    with transaction.atomic():
        mail.write_many(drafts(50))
        assert post_office.taken == []

    told = {message["To"]: message.get_content().strip() for message in post_office.taken}
    assert len(post_office.taken) == 50
    assert told == {f"reader{n}@visitor.example": f"Dear reader {n}" for n in range(50)}
    assert set(Letter.objects.values_list("status", flat=True)) == {Letter.Status.SENT}
    assert len(set(post_office.message_ids)) == 50


def test_many_letters_are_not_written_when_their_fact_is_not(post_office):
    Person.objects.create(name="Ida", slug="ida")

    @transaction.atomic
    def tell_a_fact_that_cannot_be():
        mail.write_many(drafts(3))
        Person.objects.create(name="Another Ida", slug="ida")

    with pytest.raises(IntegrityError):
        tell_a_fact_that_cannot_be()
    assert Letter.objects.count() == 0
    assert post_office.taken == []


def test_a_letter_says_in_bulk_all_that_it_says_alone(post_office):
    fields = {
        "html": "<p>Dear reader</p>",
        "reply_to": "desk@studio.example",
        "headers": {"List-Unsubscribe": "<https://studio.example/stop/>"},
        "attachments": [("class.ics", "BEGIN:VCALENDAR", "text/calendar; method=CANCEL")],
    }
    mail.write_many([draft(1, **fields)])
    one = draft(2, **fields)
    mail.write(**{name: getattr(one, name) for name in one.__dataclass_fields__})

    in_bulk, alone = Letter.objects.order_by("pk").values()
    own = {"id", "dedupe_key", "message_id", "to", "text"}
    own |= {name for name in in_bulk if name.endswith("_at") or name == "waiting_since"}
    assert {name for name in in_bulk if in_bulk[name] != alone[name]} <= own
    first, second = post_office.taken
    for name in ("Reply-To", "List-Unsubscribe", "Subject", "From"):
        assert first[name] == second[name] is not None, name
    assert [part.get_content_type() for part in first.walk()] == [
        part.get_content_type() for part in second.walk()
    ]


def test_each_letter_is_told_once_also_in_bulk(post_office):
    cast.write_letter(dedupe_key="cancelled-1", text="The first.")
    with transaction.atomic():
        mail.write_many([draft(1), draft(2, text="The second."), draft(2, text="Again."), draft(3)])
        Person.objects.create(name="Ida", slug="ida")
    mail.write_many(drafts(4))

    told = dict(Letter.objects.values_list("dedupe_key", "text"))
    assert told == {
        "cancelled-0": "Dear reader 0",
        "cancelled-1": "The first.",
        "cancelled-2": "The second.",
        "cancelled-3": "Dear reader 3",
    }
    assert len(post_office.taken) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "ida"},
        {"to": ""},
        {"subject": "Hello\nBcc: all@visitor.example"},
        {"headers": {"Bcc": "all@visitor.example"}},
        {"attachments": [("a.ics\r\nBcc: x", "BEGIN", "text/calendar")]},
        {"text": "There is\x00a mat."},
    ],
)
def test_one_that_cannot_be_a_letter_stops_all(wrong):
    with pytest.raises(mail.LetterRefused):
        mail.write_many(draft(1, **fields) for fields in ({}, wrong))
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("how_many", [1, 50])
def test_the_queries_and_tasks_are_the_same_for_one_and_for_fifty(no_worker, how_many):
    with CaptureQueriesContext(connection) as asked:
        mail.write_many(drafts(how_many))

    inserts = [query["sql"] for query in asked if "INSERT" in query["sql"]]
    assert [("studio_letter" in sql, "task" in sql) for sql in inserts] == [
        (True, False),
        (False, True),
    ]
    assert DBTaskResult.objects.count() == 1
    assert Letter.objects.count() == how_many


def test_for_nobody_nothing_is_written(no_worker, django_assert_num_queries):
    with django_assert_num_queries(0):
        mail.write_many([])


def test_letters_in_bulk_do_not_knock_while_the_server_is_away(closed_post_office, no_worker):
    mail.write_many(drafts(1))
    call_command("worker", "--once")
    mail.write_many(drafts(4))
    call_command("worker", "--once")

    first, second = deliveries().order_by("enqueued_at")
    assert [first.return_value, second.return_value] == [0, 0]
    # the first letter by the first task, and one by the sweep behind the second
    assert Letter.objects.waiting().exclude(last_error="").count() == 2

    closed_post_office.open()
    Letter.objects.update(next_attempt_at=timezone.now())
    call_command("worker", "--once")
    assert len(closed_post_office.taken) == 4


def test_more_than_a_task_sends_leave_by_the_sweep(post_office, no_worker):
    mail.write_many(drafts(120))

    call_command("worker", "--once")

    assert len(post_office.taken) == 120
    assert deliveries().get().return_value == 100
