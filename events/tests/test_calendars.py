"""Dates for calendar programs, and the check that they are read as they are meant (E7)."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.calendars import CalendarDate, Guest, cancellation, feed, invitation
from events.tests.ical import check, content_lines, values

BERLIN = ZoneInfo("Europe/Berlin")
DATE = CalendarDate(
    "4f1c@studio.example",
    0,
    datetime(2026, 5, 9, 10, tzinfo=BERLIN),
    datetime(2026, 5, 9, 13, 30, tzinfo=BERLIN),
    "Trunk Training",
    description="Bring a mat; wear socks,\nif you like.\n\nhttps://studio.example/events/trunk/",
    place="Studio Elsewhere\nMill Lane 4",
    url="https://studio.example/events/trunk/",
    changed_at=datetime(2026, 4, 1, 12, tzinfo=UTC),
)
IDA = Guest("Ida Storey", "ida@visitor.example")
STUDIO = {"organizer_name": "Studio Elsewhere", "organizer_email": "hello@studio.example"}
FEED = {
    "name": "Studio Elsewhere: dates",
    "url": "https://studio.example/events/",
    "refresh": timedelta(hours=1),
}


def invite(*dates, guest=IDA, **fields):
    return invitation(dates, guest=guest, **(STUDIO | fields))


def cancel(*dates, guest=IDA, **fields):
    return cancellation(dates, guest=guest, **(STUDIO | fields))


def publish(*dates, **fields):
    return feed(dates, **(FEED | fields))


def names_in(text):
    """The names of all properties, in order."""
    return [re.match("[A-Z-]+", line)[0] for line in content_lines(text)]


WRITERS = pytest.mark.parametrize("write", [invite, cancel, publish])


def course(count=6):
    return [
        replace(
            DATE,
            uid=f"date-{week}@studio.example",
            starts_at=DATE.starts_at + timedelta(weeks=week),
            ends_at=DATE.ends_at + timedelta(weeks=week),
        )
        for week in range(count)
    ]


def test_an_invitation_says_all_of_the_date():
    (found,) = check(invite(DATE))
    assert vars(found) == {
        "method": "REQUEST",
        "uid": "4f1c@studio.example",
        "sequence": 0,
        "status": "CONFIRMED",
        "starts_at": datetime(2026, 5, 9, 8, tzinfo=UTC),
        "ends_at": datetime(2026, 5, 9, 11, 30, tzinfo=UTC),
        "title": "Trunk Training",
        "description": DATE.description,
        "place": "Studio Elsewhere, Mill Lane 4",
        "url": "https://studio.example/events/trunk/",
        "organizer": "mailto:hello@studio.example",
        "organizer_name": "Studio Elsewhere",
        "attendee": "mailto:ida@visitor.example",
        "attendee_name": "Ida Storey",
        "changed_at": datetime(2026, 4, 1, 12, tzinfo=UTC),
    }


def test_an_invitation_asks_for_no_answer():
    assert values(invite(DATE), "ATTENDEE") == [
        'ATTENDEE;CN="Ida Storey";CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;'
        "RSVP=FALSE:mailto:ida@visitor.example"
    ]


def test_a_calendar_is_written_to_the_letter():
    short = CalendarDate(
        "1@studio.example", 3, DATE.starts_at, DATE.ends_at, "Trunk", changed_at=DATE.changed_at
    )
    assert publish(short).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Studio//Events//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Studio Elsewhere: dates",
        "X-WR-CALNAME:Studio Elsewhere: dates",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "URL:https://studio.example/events/",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VEVENT",
        "SUMMARY:Trunk",
        "DTSTART:20260509T080000Z",
        "DTEND:20260509T113000Z",
        "DTSTAMP:20260401T120000Z",
        "UID:1@studio.example",
        "SEQUENCE:3",
        "LAST-MODIFIED:20260401T120000Z",
        'ORGANIZER;CN="Studio Elsewhere: dates":https://studio.example/events/',
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_change_keeps_the_uid_and_raises_the_sequence():
    moved = replace(DATE, sequence=1, starts_at=DATE.starts_at + timedelta(hours=1))
    before, after = check(invite(DATE))[0], check(invite(moved))[0]
    assert after.uid == before.uid
    assert (before.sequence, after.sequence) == (0, 1)
    assert after.starts_at == before.starts_at + timedelta(hours=1)


def test_a_course_has_one_event_for_each_date_in_order():
    dates = course()
    for write in (invite, cancel, publish):
        assert [found.uid for found in check(write(*dates))] == [date.uid for date in dates]


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (invite, ["CONFIRMED", "CANCELLED"]),
        (cancel, ["CANCELLED", "CANCELLED"]),
        (publish, ["CONFIRMED", "CANCELLED"]),
    ],
)
def test_a_cancelled_date_stays_and_says_so(write, expected):
    one, other = course(2)
    text = write(one, replace(other, is_cancelled=True, sequence=4))
    found = check(text)
    assert [each.status for each in found] == expected
    assert found[1].sequence == 4


@pytest.mark.parametrize(
    ("write", "is_cancelled", "expected"),
    [
        (invite, False, "OPAQUE"),
        (invite, True, "TRANSPARENT"),
        (cancel, False, "TRANSPARENT"),
        (publish, False, "TRANSPARENT"),
    ],
)
def test_only_a_place_of_one_s_own_takes_time(write, is_cancelled, expected):
    text = write(replace(DATE, is_cancelled=is_cancelled))
    assert values(text, "TRANSP") == [f"TRANSP:{expected}"]


@pytest.mark.parametrize(
    ("changes", "status", "takes_time"),
    [
        ({}, "CONFIRMED", True),
        ({"is_tentative": True}, "TENTATIVE", False),
        ({"is_cancelled": True}, "CANCELLED", False),
        ({"is_cancelled": True, "is_tentative": True}, "CANCELLED", False),
    ],
)
def test_ones_own_calendar_says_what_takes_time(changes, status, takes_time):
    text = publish(replace(DATE, **changes), blocks_time=True)
    (found,) = check(text)
    assert found.status == status
    assert values(text, "TRANSP") == ["TRANSP:OPAQUE" if takes_time else "TRANSP:TRANSPARENT"]


@WRITERS
def test_the_same_dates_give_the_same_text(write):
    assert write(*course()) == write(*course())


@WRITERS
def test_times_are_in_utc_on_both_sides_of_a_change_of_the_clock(write):
    summer = datetime(2026, 10, 24, 10, tzinfo=BERLIN)
    winter = summer + timedelta(days=1)
    dates = [
        replace(DATE, uid=str(at.day), starts_at=at, ends_at=at + timedelta(hours=2))
        for at in (summer, winter)
    ]
    assert values(write(*dates), "DTSTART") == [
        "DTSTART:20261024T080000Z",
        "DTSTART:20261025T090000Z",
    ]


def test_a_feed_names_an_organizer_by_mail_if_there_is_one():
    (found,) = check(publish(DATE, **STUDIO))
    assert found.organizer == "mailto:hello@studio.example"
    assert found.organizer_name == "Studio Elsewhere"


def test_a_feed_names_no_guest():
    assert values(publish(DATE), "ATTENDEE") == []


def test_what_is_not_known_is_left_out():
    short = replace(DATE, description="", place="", url="")
    (found,) = check(invite(short, guest=Guest("", "ida@visitor.example")))
    assert (found.description, found.place, found.url, found.attendee_name) == ("", "", "", "")


def test_an_end_that_is_no_later_is_left_out():
    (found,) = check(invite(replace(DATE, ends_at=DATE.starts_at)))
    assert found.ends_at is None


HOSTILE = [
    "x\r\nATTENDEE:mailto:thief@visitor.example",
    "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:2",
    "x\rX-EVIL:1",
    "x\r\n folded",
    "x\u2028X-EVIL:1\u2029X-EVIL:2\x85X-EVIL:3\x0bX-EVIL:4\x0cX-EVIL:5\x1dX-EVIL:6",
    "x\x00\x07\x1b\x7f\ud800x",
    'x";X-EVIL="1":mailto:thief@visitor.example',
    "x;RSVP=TRUE:y",
    "\\",
    "\\n \\N \\; C:\\New\\",
    "^n ^' ^^",
    ",;:\"'",
    "%0D%0AX-EVIL:1",
    "🤸" * 60,
    "ß" * 200,
    "\\" * 200,
    "x" * 5000,
]


@WRITERS
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_becomes_a_property(write, hostile):
    plain = names_in(write(DATE))
    fields = {"title": hostile, "description": hostile, "place": hostile, "url": DATE.url + hostile}
    text = write(replace(DATE, **fields))
    assert len(check(text)) == 1
    assert names_in(text) == plain


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("write", [invite, cancel])
def test_no_name_or_address_becomes_a_property(write, hostile):
    plain = names_in(write(DATE))
    address = "a" + hostile.replace("@", "") + "@visitor.example"
    text = write(
        DATE,
        guest=Guest(hostile, address),
        organizer_name=hostile,
        organizer_email=address,
    )
    (found,) = check(text)
    assert found.attendee.endswith("@visitor.example")
    assert names_in(text) == plain


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_is_read_as_it_was_typed(hostile):
    (found,) = check(invite(replace(DATE, description=hostile, title=hostile)))
    lines = re.sub("\r\n|[\r\u2028\u2029\x85\x0b\x0c]", "\n", hostile)
    seen = re.sub("[\x00-\x08\x0e-\x1f\x7f\ud800]", "", lines)
    assert found.description == seen
    assert found.title == " ".join(seen.split())


# --- the check itself --------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\r\n", "\n"),
        ("END:VCALENDAR\r\n", "END:VCALENDAR"),
        ("VERSION:2.0\r\n", ""),
        ("METHOD:REQUEST\r\n", ""),
        ("METHOD:REQUEST", "METHOD:REPLY"),
        ("METHOD:REQUEST", "METHOD:PUBLISH"),
        ("METHOD:REQUEST", "METHOD:CANCEL"),
        ("UID:4f1c@studio.example\r\n", ""),
        ("UID:4f1c@studio.example", "UID:"),
        ("SEQUENCE:0", "SEQUENCE:-1"),
        ("SEQUENCE:0", "SEQUENCE:0\r\nSEQUENCE:1"),
        ("SUMMARY:Trunk", "X-EVIL:1\r\nSUMMARY:Trunk"),
        ("SUMMARY:Trunk", "SUMMARY:" + "x" * 70),
        ("SUMMARY:Trunk", "SUMMARY:\x07"),
        ("SUMMARY:Trunk", "SUMMARY:\u2028"),
        ("DTSTART:20260509T080000Z", "DTSTART:20260509T080000"),
        ("DTSTART:20260509T080000Z", "DTSTART;TZID=Europe/Berlin:20260509T100000"),
        ("DTSTART:20260509T080000Z", "DTSTART;VALUE=DATE:20260509"),
        ("DTSTART:20260509T080000Z", "DTSTART:20260509T120000Z"),
        ("DTSTART:20260509T080000Z", "DTSTART:soon"),
        ("mailto:hello@studio.example", "hello@studio.example"),
        ("STATUS:CONFIRMED", "STATUS:SURE"),
        ("PARTSTAT=ACCEPTED", "PARTSTAT=DECLINED"),
        ("BEGIN:VEVENT\r\n", "BEGIN:VEVENT\r\nBEGIN:VEVENT\r\n"),
        ("END:VEVENT\r\n", ""),
        ("https://studio.example/events/trunk/\r\nEND", "javascript:x\r\nEND"),
    ],
    ids=range(26),
)
def test_the_check_sees_what_is_wrong(old, new):
    text = invite(replace(DATE, description=""))
    assert old in text
    with pytest.raises((AssertionError, ValueError, KeyError)):
        check(text.replace(old, new))


def test_the_check_wants_an_organizer_of_what_is_published():
    text = publish(DATE, **STUDIO)
    organizer = values(text, "ORGANIZER")[0]
    with pytest.raises(AssertionError, match="ORGANIZER"):
        check(text.replace(f"{organizer}\r\n", ""))


def test_the_check_wants_different_dates():
    with pytest.raises(AssertionError, match="same UID"):
        check(publish(DATE, DATE))
