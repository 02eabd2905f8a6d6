"""What a strict calendar program would read, or complain about (RFC 5545, 5546, 7986).

Looser than RFC 5546 in two points, which are the house's own: a REQUEST may hold
several UIDs (the dates of a course), and a cancelled date among them.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar
from icalendar.parser import Contentline

#: By method, what every VEVENT must have (RFC 5546, 3.2.1, 3.2.2, 3.2.5) and may not have.
REQUIRED = {
    "PUBLISH": {"DTSTAMP", "DTSTART", "ORGANIZER", "SUMMARY", "UID"},
    "REQUEST": {"ATTENDEE", "DTSTAMP", "DTSTART", "ORGANIZER", "SUMMARY", "UID"},
    "CANCEL": {"ATTENDEE", "DTSTAMP", "ORGANIZER", "SEQUENCE", "STATUS", "UID"},
}
FORBIDDEN = {
    "PUBLISH": {"ATTENDEE", "REQUEST-STATUS"},
    "REQUEST": set(),
    "CANCEL": {"REQUEST-STATUS"},
}
STATUSES = {
    "PUBLISH": {"CONFIRMED", "CANCELLED", "TENTATIVE"},
    "REQUEST": {"CONFIRMED", "CANCELLED", "TENTATIVE"},
    "CANCEL": {"CANCELLED"},
}
#: What may stand more than once (RFC 5545, 3.6.1; RFC 7986, 4).
REPEATABLE = {
    "ATTACH", "ATTENDEE", "CATEGORIES", "COMMENT", "CONTACT", "EXDATE", "IMAGE",
    "RDATE", "RELATED-TO", "REQUEST-STATUS", "RESOURCES",
}  # fmt: skip
#: Everything we write; a name besides is one that a text has smuggled in.
KNOWN = {
    "VCALENDAR": {
        "CALSCALE", "METHOD", "NAME", "PRODID", "REFRESH-INTERVAL", "URL", "VERSION",
        "X-PUBLISHED-TTL", "X-WR-CALNAME",
    },
    "VEVENT": {
        "ATTENDEE", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "LOCATION",
        "ORGANIZER", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "UID", "URL",
    },
}  # fmt: skip

_MOMENT = re.compile(r"\d{8}T\d{6}Z")
_ADDRESS = re.compile(r"mailto:[^\s@:/?#]+@[^\s@:/?#]+|https?://\S+")


@dataclass(frozen=True)
class Parsed:
    """One date as it was read. Moments are in UTC, addresses as they stand there."""

    method: str
    uid: str
    sequence: int
    status: str
    starts_at: datetime
    ends_at: datetime | None
    title: str
    description: str
    place: str
    url: str
    organizer: str
    organizer_name: str
    attendee: str
    attendee_name: str
    changed_at: datetime


def check(text):
    """The dates of a calendar in order; an ``AssertionError`` says what is wrong with it."""
    lines = content_lines(text)
    _check_structure(lines)
    calendar = Calendar.from_ical(text)
    method = str(calendar["METHOD"])
    assert method in REQUIRED, f"METHOD is {method}"
    assert not calendar.errors, calendar.errors
    events = calendar.subcomponents
    assert events, f"a {method} needs a VEVENT"  # RFC 5546: 1+
    for event in events:
        _check_event(event, method)
    uids = [str(event["UID"]) for event in events]
    assert len(uids) == len(set(uids)), "two dates have the same UID"
    return [_parsed(event, method) for event in events]


def content_lines(text):
    """The unfolded lines of a file whose every line is as RFC 5545, 3.1 wants it."""
    assert text.endswith("\r\n"), "the last line does not end"
    for line in text[:-2].split("\r\n"):
        assert line, "an empty line"
        assert len(line.encode()) <= 75, f"more than 75 octets: {line}"
        # Python and others break lines at more than CRLF
        assert line.splitlines() == [line], f"a line breaks within: {line!r}"
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f]", line), f"a control character: {line!r}"
    return text[:-2].replace("\r\n ", "").split("\r\n")


def values(text, name):
    """What stands behind a name, with its parameters, as it was written."""
    return [line for line in content_lines(text) if re.match(rf"{re.escape(name)}[;:]", line)]


def _check_structure(lines):
    """Nothing but VEVENTs within one VCALENDAR, and every property known and single."""
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    place, seen = "VCALENDAR", set()
    of_calendar = seen
    for line in lines[1:-1]:
        if line == "BEGIN:VEVENT":
            assert place == "VCALENDAR", "a VEVENT within another"
            place, seen = "VEVENT", set()
            continue
        if line == "END:VEVENT":
            assert place == "VEVENT", "a VEVENT ends that did not begin"
            place, seen = "VCALENDAR", of_calendar
            continue
        name, parameters, value = Contentline(line, strict=True).parts()
        assert name in KNOWN[place], f"{name} in {place}"
        assert name not in seen or name in REPEATABLE, f"{name} twice"
        assert value, f"{name} is empty"
        assert "TZID" not in parameters, f"{name} names a time zone"
        seen.add(name)
    assert place == "VCALENDAR", "a VEVENT does not end"
    assert {"METHOD", "PRODID", "VERSION"} <= of_calendar, of_calendar
    assert "VERSION:2.0" in lines


def _check_event(event, method):
    assert event.name == "VEVENT"
    assert not event.errors, event.errors
    assert not event.subcomponents
    missing = REQUIRED[method] - set(event)
    assert not missing, f"a {method} needs {missing}"
    assert not FORBIDDEN[method] & set(event), f"a {method} may not have {FORBIDDEN[method]}"
    assert event["UID"] == str(event["UID"]).strip() != ""
    assert event.get("SEQUENCE", 0) >= 0
    if "STATUS" in event:
        assert event["STATUS"] in STATUSES[method], event["STATUS"]
    assert event.get("TRANSP", "OPAQUE") in {"OPAQUE", "TRANSPARENT"}
    for name in {"DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED"} & set(event):
        assert _MOMENT.fullmatch(event[name].to_ical().decode()), f"{name} is not in UTC"
        assert event[name].dt.utcoffset() == UTC.utcoffset(None)
    if "DTEND" in event:
        assert event["DTEND"].dt > event["DTSTART"].dt, "it ends before it begins"
    _check_address(event["ORGANIZER"])
    if method != "PUBLISH":
        assert event["ORGANIZER"].startswith("mailto:")
        _check_address(event["ATTENDEE"])
        assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
        assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    if "URL" in event:
        assert re.fullmatch(r"https?://[!-~]+", event["URL"]), event["URL"]


def _check_address(address):
    assert _ADDRESS.fullmatch(address), address
    assert set(address.params) <= {"CN", "CUTYPE", "PARTSTAT", "ROLE", "RSVP"}, address.params


def _parsed(event, method):
    attendee = event.get("ATTENDEE")
    return Parsed(
        method=method,
        uid=str(event["UID"]),
        sequence=int(event.get("SEQUENCE", 0)),
        status=str(event.get("STATUS", "")),
        starts_at=event["DTSTART"].dt if "DTSTART" in event else None,
        ends_at=event["DTEND"].dt if "DTEND" in event else None,
        title=str(event.get("SUMMARY", "")),
        description=str(event.get("DESCRIPTION", "")),
        place=str(event.get("LOCATION", "")),
        url=str(event.get("URL", "")),
        organizer=str(event["ORGANIZER"]),
        organizer_name=event["ORGANIZER"].params.get("CN", ""),
        attendee=str(attendee or ""),
        attendee_name=attendee.params.get("CN", "") if attendee else "",
        changed_at=event["DTSTAMP"].dt,
    )
