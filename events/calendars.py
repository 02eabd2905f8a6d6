"""Dates for calendar programs: iCalendar (RFC 5545) by mail (RFC 5546) and as a feed.

Every date is one VEVENT with a UID that stays and a SEQUENCE that rises with each
change, in UTC, since some programs refuse tables of time zones. The same input gives
the same text: DTSTAMP is when the date was changed last, not when it was written.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from icalendar import Calendar, Event, vCalAddress, vDuration, vText

#: The types of the attachments (RFC 6047, 2.4): a mail program takes the method from here.
REQUEST_TYPE = "text/calendar; charset=utf-8; method=REQUEST"
CANCEL_TYPE = "text/calendar; charset=utf-8; method=CANCEL"

PRODUCT = "-//Studio//Events//EN"

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: What may stand in a URI (RFC 3986, 2.2 and 2.3); in an address, what does not end it.
_URI = ":/?#[]@!$&'()*+,;=%-._~"
_ADDRESS = "@!$'*+-._~"


@dataclass(frozen=True)
class CalendarDate:
    """One date. Moments are aware; ``sequence`` counts its changes from 0."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str = ""
    place: str = ""
    url: str = ""
    is_cancelled: bool = False
    #: Its reader has asked for a place and does not have one yet.
    is_tentative: bool = False
    changed_at: datetime = field(kw_only=True)


@dataclass(frozen=True)
class Guest:
    """To whom the letter goes."""

    name: str
    email: str


def invitation(
    dates: Iterable[CalendarDate], *, organizer_name: str, organizer_email: str, guest: Guest
) -> str:
    """The dates to put into the guest's calendar, or to change there (METHOD:REQUEST).

    The guest has accepted already, so no answer is asked for. RFC 5546 (3.2.2) means
    one UID in a REQUEST, and several programs read only the first VEVENT: of a course
    better attach one for each date.
    """
    organizer = _address(organizer_name, organizer_email)
    return _mailed("REQUEST", dates, organizer, guest)


def cancellation(
    dates: Iterable[CalendarDate], *, organizer_name: str, organizer_email: str, guest: Guest
) -> str:
    """The dates to take from the guest's calendar (METHOD:CANCEL).

    Also for a guest who gives the place back to a date that does take place. A program
    may ignore a SEQUENCE below the one it knows (RFC 5546, 2.1.5).
    """
    organizer = _address(organizer_name, organizer_email)
    return _mailed("CANCEL", dates, organizer, guest)


def feed(
    dates: Iterable[CalendarDate],
    *,
    name: str,
    url: str,
    refresh: timedelta,
    organizer_name: str = "",
    organizer_email: str = "",
    blocks_time: bool = False,
) -> str:
    """All dates for everybody (METHOD:PUBLISH), to be fetched again after ``refresh``.

    ``url`` is the page that shows them. Cancelled dates stay, so that programs strike
    them out. A published date has an organizer (RFC 5546, 3.2.1), so without an
    address the organizer is the page. Dates block nobody's time, since a reader may not
    go: unless ``blocks_time``, for the calendar of one person who does.
    """
    calendar = _calendar("PUBLISH")
    calendar.add("NAME", _Text(_line(name)))
    calendar.add("X-WR-CALNAME", _Text(_line(name)))
    if url:
        calendar.add("URL", _encoded(url, _URI))
    calendar.add("REFRESH-INTERVAL", vDuration(refresh), {"VALUE": "DURATION"})  # RFC 7986, 5.7
    calendar.add("X-PUBLISHED-TTL", vDuration(refresh))
    if organizer_email:
        organizer = _address(organizer_name or name, organizer_email)
    else:
        organizer = _named(organizer_name or name, _encoded(url, _URI))
    for date in dates:
        event = _event(date, organizer, is_cancelled=date.is_cancelled)
        is_busy = blocks_time and not (date.is_cancelled or date.is_tentative)
        event.add("TRANSP", "OPAQUE" if is_busy else "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical().decode()


def _mailed(
    method: str, dates: Iterable[CalendarDate], organizer: vCalAddress, guest: Guest
) -> str:
    calendar = _calendar(method)
    attendee = _address(guest.name, guest.email)
    attendee.params |= {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }
    for date in dates:
        is_cancelled = date.is_cancelled or method == "CANCEL"
        event = _event(date, organizer, is_cancelled=is_cancelled)
        event.add("TRANSP", "TRANSPARENT" if is_cancelled else "OPAQUE")
        event.add("ATTENDEE", attendee)
        calendar.add_component(event)
    return calendar.to_ical().decode()


class _Text(vText):
    """A text that keeps its backslashes: icalendar makes a backslash and N a line break."""

    def to_ical(self) -> bytes:
        escaped = re.sub(r"[\\;,]", r"\\\g<0>", self)
        return escaped.replace("\n", "\\n").encode()


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    return calendar


def _event(date: CalendarDate, organizer: vCalAddress, *, is_cancelled: bool) -> Event:
    event = Event()
    event.add("UID", _Text(_line(date.uid)))
    event.add("SEQUENCE", date.sequence)
    event.add("DTSTAMP", date.changed_at.astimezone(UTC))
    event.add("LAST-MODIFIED", date.changed_at.astimezone(UTC))
    event.add("DTSTART", date.starts_at.astimezone(UTC))
    if date.ends_at > date.starts_at:  # an end that is no later is none (RFC 5545, 3.8.2.2)
        event.add("DTEND", date.ends_at.astimezone(UTC))
    event.add("SUMMARY", _Text(_line(date.title)))
    if date.description:
        event.add("DESCRIPTION", _Text(_lines(date.description)))
    if date.place:
        event.add("LOCATION", _Text(", ".join(_lines(date.place).split("\n"))))
    if date.url:
        event.add("URL", _encoded(date.url, _URI))
    event.add("STATUS", _status(date, is_cancelled))
    event.add("ORGANIZER", organizer)
    return event


def _status(date: CalendarDate, is_cancelled: bool) -> str:
    if is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if date.is_tentative else "CONFIRMED"


def _address(name: str, email: str) -> vCalAddress:
    """A person, or the studio, by a mailto address (RFC 6068)."""
    return _named(name, f"mailto:{_encoded(email, _ADDRESS)}")


def _named(name: str, uri: str) -> vCalAddress:
    address = vCalAddress(uri)
    if name := _line(name):
        # programs differ on what a backslash in a parameter is; RFC 5545, 3.2 gives it no meaning
        address.params["CN"] = name.replace("\\", "/")
    return address


def _encoded(uri: str, safe: str) -> str:
    return quote(uri, safe=safe, errors="ignore")


def _line(text: str) -> str:
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    """The text without what could end a line of the file, or cannot stand in one."""
    return "".join(
        sign
        for sign in _BREAKS.sub("\n", text).strip()
        if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
