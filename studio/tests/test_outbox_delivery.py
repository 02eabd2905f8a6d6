"""Letters on their way: what the server sees, what its answers mean."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from studio import mail
from studio.delivery import LEASE, PAUSES, Outcome
from studio.models import Letter, Person
from studio.tests.cast import write_letter

pytestmark = [pytest.mark.django_db(transaction=True)]


def let_time_pass(letter):
    """The pause of the letter is over."""
    Letter.objects.filter(pk=letter.pk).update(next_attempt_at=timezone.now())


def minutes_until(moment):
    return (moment - timezone.now()) / timedelta(minutes=1)


def test_a_letter_arrives_as_it_was_written(post_office, settings):
    settings.DEFAULT_FROM_EMAIL = "Studio <hello@studio.example>"
    letter = write_letter(
        subject="Dein Platz 🧘",
        text="Grüße",
        html="<p>Grüße</p>",
        reply_to="juno@studio.example",
        headers={"X-Studio-Kind": "place"},
        attachments=[("place.ics", "BEGIN:VCALENDAR\r\n", "text/calendar; method=REQUEST")],
    )
    (message,) = post_office.taken
    assert message["From"] == "Studio <hello@studio.example>"
    assert message["To"] == "ida@visitor.example"
    assert message["Reply-To"] == "juno@studio.example"
    assert message["Subject"] == "Dein Platz 🧘"
    assert message["Message-ID"] == letter.message_id
    assert message["X-Studio-Kind"] == "place"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(["plain"]).get_content().strip() == "Grüße"
    assert message.get_body(["html"]).get_content().strip() == "<p>Grüße</p>"
    (calendar,) = message.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_filename() == "place.ics"
    assert calendar.get_content().splitlines() == ["BEGIN:VCALENDAR"]


def test_without_a_server_letters_wait_and_all_leave_when_it_is_back(closed_post_office):
    letters = [write_letter() for _ in range(5)]
    assert Letter.objects.waiting().count() == 5
    assert mail.deliver_due() == 0
    first = Letter.objects.get(pk=letters[0].pk)
    assert "ConnectionRefusedError" in first.last_error
    assert minutes_until(first.next_attempt_at) < 1

    closed_post_office.open()
    assert mail.deliver_due() == 5
    assert Letter.objects.waiting().count() == 0
    assert sorted(closed_post_office.message_ids) == sorted(one.message_id for one in letters)


def test_an_outage_neither_counts_nor_fails_a_letter(closed_post_office):
    letter = write_letter()
    for _ in range(len(PAUSES) + 3):
        let_time_pass(letter)
        assert mail.deliver(letter.pk) is Outcome.SERVER_AWAY
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (Letter.Status.WAITING, 0)


def test_while_the_server_is_away_new_letters_do_not_knock(closed_post_office):
    write_letter()
    second = write_letter()
    second.refresh_from_db()
    assert (second.status, second.last_error) == (Letter.Status.WAITING, "")


def test_a_temporary_refusal_is_tried_again_with_growing_pauses(post_office):
    post_office.answers.extend(["451 Come back later"] * 9)
    letter = write_letter()
    for attempt, pause in enumerate(PAUSES, start=1):
        letter.refresh_from_db()
        assert (letter.status, letter.attempts) == (Letter.Status.WAITING, attempt)
        assert letter.last_error == "451 Come back later"
        minutes = pause / timedelta(minutes=1)
        assert 0.7 * minutes < minutes_until(letter.next_attempt_at) < 1.3 * minutes
        let_time_pass(letter)
        mail.deliver(letter.pk)
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (Letter.Status.FAILED, 9)
    assert post_office.taken == []


def test_a_letter_leaves_after_a_temporary_refusal(post_office):
    post_office.last_answers.append("451 Greylisted")
    letter = write_letter()
    let_time_pass(letter)
    assert mail.deliver_due() == 1
    letter.refresh_from_db()
    assert (letter.status, letter.attempts, letter.last_error) == (Letter.Status.SENT, 2, "")


@pytest.mark.parametrize("stage", ["answers", "last_answers"])
def test_a_permanent_refusal_fails_at_once(post_office, stage):
    getattr(post_office, stage).append("550 No such person")
    letter = write_letter()
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (Letter.Status.FAILED, 1)
    assert letter.last_error == "550 No such person"
    assert mail.deliver_due() == 0


def test_a_refused_letter_does_not_hold_up_the_next(post_office, no_worker):
    letters = [write_letter() for _ in range(3)]
    post_office.answers.append("550 No such person")
    assert mail.deliver_due() == 2
    refused = Letter.objects.failed().get()
    assert set(post_office.message_ids) == {one.message_id for one in letters if one != refused}


def test_a_closing_server_is_an_absent_one(post_office):
    post_office.last_answers.append("421 Closing for the night")
    letter = write_letter()
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (Letter.Status.WAITING, 0)
    assert letter.last_error == "421 Closing for the night"


def test_a_letter_that_another_worker_holds_is_left_alone(post_office, no_worker):
    letter = write_letter()
    Letter.objects.filter(pk=letter.pk).update(claimed_until=timezone.now() + LEASE)
    assert mail.deliver(letter.pk) is Outcome.NOT_DUE
    assert mail.deliver_due() == 0
    assert post_office.taken == []


def test_a_letter_whose_worker_died_leaves_after_the_lease(post_office, no_worker):
    letter = write_letter()
    Letter.objects.filter(pk=letter.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert mail.deliver_due() == 1
    assert post_office.message_ids == [letter.message_id]


def test_a_sweep_stops_at_its_limit(post_office, no_worker):
    for _ in range(3):
        write_letter()
    assert mail.deliver_due(limit=2) == 2
    assert Letter.objects.waiting().count() == 1


def test_no_transaction_is_open_while_a_letter_is_sent(post_office, no_worker):
    letter = write_letter()
    seen = []

    def look_at_the_letter():  # in the server's thread, so by a connection of its own
        seen.append(Letter.objects.values_list("attempts", flat=True).get(pk=letter.pk))
        Person.objects.create(name="Ida", slug="ida")  # nothing is locked
        connection.close()

    post_office.on_taken = look_at_the_letter
    assert mail.deliver_due() == 1
    assert seen == [1]
    assert Person.objects.filter(slug="ida").exists()


def test_the_password_of_the_server_is_not_shown(post_office, settings):
    settings.EMAIL_HOST_PASSWORD = "swordfish"
    post_office.answers.append("550 You said swordfish\x07" + "!" * 600)
    settings.EMAIL_HOST_USER = ""
    letter = write_letter()
    letter.refresh_from_db()
    assert letter.last_error.startswith("550 You said … !!!")
    assert len(letter.last_error) == 500


def test_logs_keep_letters_private(post_office, caplog):
    caplog.set_level(logging.DEBUG, logger="studio")
    post_office.answers.append("550 <ida@visitor.example> unknown")
    letters = [write_letter(subject="Secret subject", text="Secret text") for _ in range(2)]
    told = " ".join(record.getMessage() for record in caplog.records)
    assert [f"Letter {letter.pk} (registration confirmed)" in told for letter in letters] == [
        True
    ] * 2
    assert not any(word in told for word in ("ida@", "Secret"))
