"""A letter is a row in the transaction of the fact it tells, and is told once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from studio import mail
from studio.models import Letter, Person
from studio.tests.cast import write_letter

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_a_letter_leaves_after_the_commit_of_its_fact(post_office):
    with transaction.atomic():
        Person.objects.create(name="Ida", slug="ida")
        letter = write_letter()
        assert post_office.taken == []
    letter.refresh_from_db()
    assert letter.status == Letter.Status.SENT
    assert [message["To"] for message in post_office.taken] == ["ida@visitor.example"]


def test_a_letter_is_not_written_when_its_fact_is_not(post_office):
    Person.objects.create(name="Ida", slug="ida")

    @transaction.atomic
    def tell_a_fact_that_cannot_be():
        write_letter()
        Person.objects.create(name="Another Ida", slug="ida")

    with pytest.raises(IntegrityError):
        tell_a_fact_that_cannot_be()
    assert Letter.objects.count() == 0
    assert post_office.taken == []


def test_a_letter_is_told_once(post_office):
    first = write_letter(dedupe_key="confirmed-7", text="First.")
    second = write_letter(dedupe_key="confirmed-7", text="Second.")
    assert second == first
    assert second.text == "First."
    assert len(post_office.taken) == 1


def test_a_letter_is_told_once_by_writers_at_the_same_moment(post_office):
    start_line = Barrier(8)

    def tell(_):
        start_line.wait()
        try:
            with transaction.atomic():
                return write_letter(dedupe_key="confirmed-7").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        written = set(threads.map(tell, range(8)))
    assert written == set(Letter.objects.values_list("pk", flat=True))
    assert len(written) == 1
    assert len(post_office.taken) == 1


def test_a_transaction_goes_on_after_a_letter_that_was_already_told(post_office):
    write_letter(dedupe_key="confirmed-7")
    with transaction.atomic():
        write_letter(dedupe_key="confirmed-7")
        Person.objects.create(name="Ida", slug="ida")
    assert Person.objects.filter(slug="ida").exists()


def test_every_letter_has_a_message_id_of_the_sites_host(post_office, settings):
    settings.BASE_URL = "https://studio.example:8443"
    ids = {write_letter().message_id for _ in range(3)}
    assert len(ids) == 3
    assert all(one.endswith("@studio.example>") for one in ids)
    assert set(post_office.message_ids) == ids


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\x00"])
@pytest.mark.parametrize(
    "field",
    [
        lambda bad: {"to": f"ida@visitor.example{bad}Bcc: all@visitor.example"},
        lambda bad: {"reply_to": f"ida@visitor.example{bad}Bcc: all@visitor.example"},
        lambda bad: {"subject": f"Hello{bad}Bcc: all@visitor.example"},
        lambda bad: {"headers": {"X-Studio": f"1{bad}Bcc: all@visitor.example"}},
        lambda bad: {"headers": {f"X-Studio{bad}Bcc": "all@visitor.example"}},
        lambda bad: {"attachments": [(f"a.ics{bad}Bcc: x", "BEGIN", "text/calendar")]},
        lambda bad: {"attachments": [("a.ics", "BEGIN", f"text/calendar{bad}Bcc: x")]},
    ],
    ids=["to", "reply-to", "subject", "header", "name", "file", "type"],
)
def test_nothing_smuggles_a_header_into_a_letter(post_office, field, line_break):
    with pytest.raises(mail.LetterRefused):
        write_letter(**field(line_break))
    assert Letter.objects.count() == 0
    assert post_office.taken == []


@pytest.mark.parametrize("name", ["To", "bcc", "From", "Message-ID", "Subject", "Content-Type"])
def test_a_letter_speaks_for_nobody_else(name):
    with pytest.raises(mail.LetterRefused):
        write_letter(headers={name: "all@visitor.example"})


@pytest.mark.parametrize(
    "address", ["", "ida", "ida@", "a@b.example, c@d.example", "Ida <i@d.example>"]
)
def test_a_letter_goes_to_one_address(address):
    with pytest.raises(mail.LetterRefused):
        write_letter(to=address)


def test_a_refusal_does_not_repeat_the_address():
    with pytest.raises(mail.LetterRefused) as refusal:
        write_letter(to="ida@visitor")
    assert "ida" not in str(refusal.value)


def test_a_text_with_nul_is_refused():
    with pytest.raises(mail.LetterRefused):
        write_letter(text="There is\x00a mat.")


def test_a_long_subject_is_cut(post_office):
    letter = write_letter(subject="Ä" * 300)
    assert letter.subject == "Ä" * 254 + "…"
    # lstrip: folding a header begins a long word on a line of its own
    assert post_office.taken[0]["Subject"].lstrip() == "Ä" * 254 + "…"
