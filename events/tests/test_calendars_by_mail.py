"""A calendar in a letter arrives as mail programs want it (E7; RFC 6047, 2.4)."""

from datetime import UTC, datetime

import pytest

from events.calendars import (
    CANCEL_TYPE,
    REQUEST_TYPE,
    CalendarDate,
    Guest,
    cancellation,
    invitation,
)
from events.tests.ical import check
from studio import mail
from studio.tests.cast import write_letter

DATE = CalendarDate(
    "4f1c@studio.example",
    0,
    datetime(2026, 5, 9, 8, tzinfo=UTC),
    datetime(2026, 5, 9, 11, tzinfo=UTC),
    "Größe, Stand und Atem 🤸",
    description="Über die Füße. " * 80 + "\n.\nUnd weiter.",
    place="Studio Elsewhere",
    changed_at=datetime(2026, 4, 1, tzinfo=UTC),
)
GUEST = Guest("Ida Örtlich", "ida@visitor.example")
STUDIO = {"organizer_name": "Studio Elsewhere", "organizer_email": "hello@studio.example"}

pytestmark = pytest.mark.django_db


def arrived(post_office, *attachments):
    """The letter with these attachments, as the other side has it."""
    write_letter(attachments=attachments, html="<p>There is a mat for you.</p>")
    mail.deliver_due()
    (message,) = post_office.taken
    return message


@pytest.mark.parametrize(
    ("write", "mime_type", "method"),
    [(invitation, REQUEST_TYPE, "REQUEST"), (cancellation, CANCEL_TYPE, "CANCEL")],
)
def test_a_calendar_arrives_with_its_method_and_readable(post_office, write, mime_type, method):
    text = write([DATE], guest=GUEST, **STUDIO)
    message = arrived(post_office, ("place.ics", text, mime_type))
    (calendar,) = message.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    assert dict(calendar["Content-Type"].params) == {"charset": "utf-8", "method": method}
    assert calendar.get_filename() == "place.ics"
    assert calendar.get_payload(decode=True).decode() == text
    (found,) = check(calendar.get_payload(decode=True).decode())
    assert (found.method, found.title) == (method, DATE.title)
    assert found.description == DATE.description


@pytest.mark.parametrize(
    ("write", "mime_type"), [(invitation, REQUEST_TYPE), (cancellation, CANCEL_TYPE)]
)
def test_each_parameter_of_the_type_is_written_once(post_office, write, mime_type):
    message = arrived(post_office, ("place.ics", write([DATE], guest=GUEST, **STUDIO), mime_type))
    (calendar,) = message.iter_attachments()
    assert str(calendar["Content-Type"]).lower().count("charset") == 1
    assert calendar["Content-Type"].defects == ()
    assert calendar.defects == []


def test_a_course_brings_a_calendar_for_each_date(post_office):
    attachments = [
        (f"date-{number}.ics", invitation([date], guest=GUEST, **STUDIO), REQUEST_TYPE)
        for number, date in enumerate([DATE, DATE], start=1)
    ]
    message = arrived(post_office, *attachments)
    parts = [(part.get_filename(), part.get_content_type()) for part in message.iter_attachments()]
    assert parts == [("date-1.ics", "text/calendar"), ("date-2.ics", "text/calendar")]


def test_the_words_of_the_letter_stay_beside_it(post_office):
    text = invitation([DATE], guest=GUEST, **STUDIO)
    message = arrived(post_office, ("place.ics", text, REQUEST_TYPE))
    assert message.get_body(("plain",)).get_content().strip() == "There is a mat for you."
    assert message.get_body(("html",)).get_content().strip() == "<p>There is a mat for you.</p>"
