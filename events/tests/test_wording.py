"""Editors' texts: a closed list of names, and nothing that is evaluated (E6)."""

import pytest

from events.wording import NAMES, filled, unknown_names
from studio.tests.costs import growth

VALUES = {name: f"<{name}>" for name in NAMES}


def test_the_names_are_a_closed_list():
    assert list(NAMES) == [
        "greeting",
        "event",
        "dates",
        "place",
        "teachers",
        "price",
        "studio",
        "link",
        "deadline",
    ]
    assert all(str(label) for label in NAMES.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("No names.", "No names."),
        (
            "{greeting},\n\nyou have a place at {event}.",
            "<greeting>,\n\nyou have a place at <event>.",
        ),
        ("{event}{event} {place}", "<event><event> <place>"),
        ("{dates}\r\n{link}", "<dates>\r\n<link>"),
        ("¡{event}! 🤸{price}", "¡<event>! 🤸<price>"),
    ],
)
def test_names_are_filled_in(text, expected):
    assert filled(text, VALUES) == expected
    assert unknown_names(text) == []


def test_every_name_can_be_used():
    text = " ".join(f"{{{name}}}" for name in NAMES)
    assert filled(text, VALUES) == " ".join(VALUES.values())
    assert unknown_names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "}",
        "a { b",
        "a } b",
        "}{",
        "{}",
        "{ }",
        "{{}}",
        "smile :-{",
        "from { here\nto } there",
        "{greeting\n}",
        "{\n\nlink}",
    ],
)
def test_a_lone_brace_stays_as_typed(text):
    assert filled(text, VALUES) == text
    assert unknown_names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{event}}", "<event>}"),
        ("{{event}", "{<event>"),
        ("}{event}{", "}<event>{"),
        ("{{{event}", "{{<event>"),
        ("{a {event}", "{a <event>"),
        ("{event} b}", "<event> b}"),
    ],
)
def test_a_lone_brace_beside_a_name_stays_too(text, expected):
    assert filled(text, VALUES) == expected
    assert unknown_names(text) == []


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("{name}", ["name"]),
        ("{Event}", ["Event"]),
        ("{ event }", [" event "]),
        ("{{event}}", ["{event}"]),
        ("{{ event }}", ["{ event }"]),
        ("{{{event}}}", ["{{event}}"]),
        ("{{x}}", ["{x}"]),
        ("{0}", ["0"]),
        ("{event!r}", ["event!r"]),
        ("{event:>10000000}", ["event:>10000000"]),
        ("{event.__class__.__mro__}", ["event.__class__.__mro__"]),
        ("{event[0]}", ["event[0]"]),
        ("{{ settings.SECRET_KEY }}", ["{ settings.SECRET_KEY }"]),
        ("{% load x %}", ["% load x %"]),
        ("{# note #}", ["# note #"]),
        ("{lnik} {name} {lnik} {link}", ["lnik", "name"]),
        ("%(event)s $event ${event_}", ["event_"]),
    ],
)
def test_what_is_not_on_the_list_is_told_and_stays_as_typed(text, unknown):
    assert unknown_names(text) == unknown
    assert filled(text, VALUES) == text.replace("{link}", "<link>")


def test_a_value_is_not_filled_in_itself():
    values = {"event": "{link}", "link": "{{event}}", "place": "{", "price": "studio}"}
    text = "{event} {link} {place}{price}"
    assert filled(text, values) == "{link} {{event}} {studio}"


def test_a_value_is_taken_letter_by_letter():
    assert filled("{event}", {"event": r"\1 \g<0> %s {0}"}) == r"\1 \g<0> %s {0}"


def test_a_name_without_a_value_becomes_nothing():
    assert filled("At {place}, {price}.", {"price": "20"}) == "At , 20."


def test_a_value_without_a_name_on_the_list_is_not_used():
    assert filled("{password}", {"password": "secret"}) == "{password}"


@pytest.mark.parametrize(
    "piece",
    ["{", "}", "{}", "{{}}", "}{", "{a", "a}", "{{a}", "{ ", "{event", "{event.", "{x}", "{\n"],
)
def test_a_hundred_thousand_hostile_signs_take_no_time(piece):
    text = piece * (100_000 // len(piece))
    assert filled(text, VALUES) == text
    assert len(unknown_names(text)) <= 1
    assert growth(lambda size: filled(piece * size, VALUES), 10_000 // len(piece)) < 24


def test_many_names_take_no_time():
    assert filled("{event}" * 20_000, VALUES) == "<event>" * 20_000
    assert growth(lambda size: filled("{event}" * size, VALUES), 2_500) < 24
