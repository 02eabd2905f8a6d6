"""The words of the front door, and of what a studio is asked most: prices and questions."""

from collections.abc import Callable
from typing import Any

_OFFERS = [
    (
        "Running technique",
        "Shorter steps, quieter feet, a trunk that answers. On the path by the canal, in any weather that "
        "allows conversation.",
        "running-technique",
    ),
    (
        "Pilates",
        "Strength that listens. On the mat, in groups of eight, with springs where springs help.",
        "pilates",
    ),
    (
        "Feldenkrais",
        "Small movements, done slowly, until the body finds the easier way by itself.",
        "feldenkrais",
    ),
    ("Yoga and breathing", "Evening classes for the long exhale. No headstands, no hurry.", "yoga"),
]

PRICES = {
    "title": "Prices",
    "slug": "prices",
    "introduction": "One price for an hour, less for many, and half for whoever needs it.",
}

_CLASSES = [
    ("One hour", "any class, any teacher", "18", ""),
    ("Ten hours", "valid for six months, also for a friend", "150", ""),
    ("As often as you like", "", "84", "a month"),
    ("A first hour", "to see whether we suit each other", "0", ""),
]

_ALONE = [
    ("Feldenkrais, one to one", "fifty minutes", "70", ""),
    ("A look at how you run", "an hour by the canal, and a page of notes", "85", ""),
    ("For teams and ensembles", "at your place or ours", None, "on request"),
]

_QUESTIONS = [
    (
        "What do I bring?",
        "<p>Clothes you can lie down in. Mats, blankets and rollers are there. For running: the "
        "shoes you already own.</p>",
    ),
    (
        "I have not moved for years. Is that all right?",
        "<p>It is the usual beginning. Say so when you come in, and we start where you are.</p>",
    ),
    (
        "Something hurts. May I come?",
        "<p>Ask a doctor first if it is new. If it is known, tell the teacher before the hour: "
        "there is always another way to do a thing, and sometimes the way is to watch.</p>",
    ),
    (
        "What if I cannot come after all?",
        "<p>Give your place back with the link in our letter, as early as you can. Whoever waits "
        "is asked at once. Up to a day before, nothing is lost.</p>",
    ),
    (
        "Do you have a shower?",
        "<p>One, and it is warm. There is a kettle as well.</p>",
    ),
]

NOTE = "Whoever earns little pays half, and is not asked why. Say “half” at the desk; that is all."


def sections(page_id: Callable[[str], int]) -> list[dict[str, Any]]:
    """The front door, section by section; ``page_id`` knows the pages by their address."""
    taught = [
        {"title": title, "text": text, "page": page_id(f"/classes/{slug}/")}
        for title, text, slug in _OFFERS
    ]
    return [
        _section("offers", heading="Four ways in", offers=taught),
        _section("next_events", heading="", number=3),
        _section(
            "voice",
            text="I came for my knee, and stayed for the quiet.",
            name="A guest who does not exist",
            about="Tuesdays, quarter past six",
        ),
        _section("teachers", heading="", people=[]),
        _section("latest_articles", heading="", number=5, topic=None),
        _section(
            "call_to_action",
            heading="The first hour costs nothing",
            text="Come as you are. If we suit each other, there is a second one.",
            button={"text": "What it costs then", "page": page_id("/prices/"), "url": ""},
        ),
        _section("whereabouts", heading=""),
    ]


def prices() -> list[dict[str, Any]]:
    """The page of prices and questions."""
    return [
        _section("prices", heading="Classes", currency="EUR", prices=_lines(_CLASSES), note=NOTE),
        _section("prices", heading="Alone", currency="EUR", prices=_lines(_ALONE), note=""),
        _section(
            "questions",
            heading="Before you come",
            questions=[{"question": question, "answer": answer} for question, answer in _QUESTIONS],
        ),
        _section(
            "newsletter",
            heading="A letter in spring and one in autumn",
            text="What is planned, before it stands on this site. Nothing else.",
            url="https://letters.studio.example/",
            button="",
        ),
    ]


def _section(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def _lines(rows: list[tuple[str, str, str | None, str]]) -> list[dict[str, Any]]:
    return [
        {"what": what, "detail": detail, "price": price, "words": words}
        for what, detail, price, words in rows
    ]
