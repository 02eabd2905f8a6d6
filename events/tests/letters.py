"""Letters as people get them: real messages, and what stands in them."""

import re
from datetime import date, time
from email import policy
from urllib.parse import urlsplit

from lxml import html

from events.calendars import CANCEL_TYPE, REQUEST_TYPE
from events.content import EventDate
from events.tests import cast
from events.tests.ical import check
from studio import mail
from studio.models import Letter

#: Saturdays in May, far enough ahead for every rule about how soon something begins.
FIRST, SECOND, THIRD = date(2040, 5, 5), date(2040, 5, 12), date(2040, 5, 19)

_LINK = re.compile(r"https?://[^\s<>\"]+")


def make_event(home, *days, starts=time(10), ends=time(12), **fields):
    """An event on these days, else on the first, from ten to twelve by the clocks of Berlin."""
    page = cast.make_event(home, publish=False, **fields)
    page.dates = [EventDate(day=day, starts=starts, ends=ends) for day in days or [FIRST]]
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def delivered(post_office, to=""):
    """Let all leave that is due; what came since the last time, in the order it was written."""
    mail.deliver_due()
    order = {one.message_id: one.pk for one in Letter.objects.all()}
    letters = sorted(post_office.taken, key=lambda message: order[message["Message-ID"]])
    post_office.taken.clear()
    return [message for message in letters if to in message["To"]]


def subjects(messages):
    return [header(message, "Subject") for message in messages]


def header(message, name):
    """A header in one line, however it was folded."""
    return " ".join(str(message[name]).split())


def text_of(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def html_of(message):
    return message.get_body(("html",)).get_content().replace("\r\n", "\n")


def visible(message):
    """The words of the HTML, in one line."""
    spaced = html_of(message).replace("<br>", "<br> ")
    return " ".join(html.fromstring(spaced).text_content().split())


def in_one_line(message):
    return " ".join(text_of(message).split())


def everything_in(message):
    """All that a reader, or a program of theirs, could find in it, decoded."""
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    headers = [f"{name}: {header(message, name)}" for name in message]
    unfolded = [str(part).replace("\r\n ", "") for part in parts]
    return "\n".join([*headers, *unfolded])


def link_in(message):
    """The path that opens the registration: one in each letter, as text and as HTML."""
    (found,) = {link for link in _LINK.findall(text_of(message)) if "/registration/" in link}
    assert found in html_of(message)
    return urlsplit(found).path


def calendars_in(message):
    """(name, method, dates) of each file, checked strictly."""
    found = []
    for part in message.iter_attachments():
        kind = part["Content-Type"]
        method = kind.params["method"]
        assert f"{kind.content_type}; charset={kind.params['charset']}; method={method}" in (
            REQUEST_TYPE,
            CANCEL_TYPE,
        )
        dates = check(part.get_payload(decode=True).decode())
        assert {one.method for one in dates} == {method}
        found.append((part.get_filename(), method, dates))
    return found


def raw(message):
    return message.as_bytes(policy=policy.SMTP)
