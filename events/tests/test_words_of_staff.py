"""Words of the studio's own: filled in, never run, and never without the facts (E6)."""

import pytest

from events import services
from events.content import EventLetter
from events.services import writing
from events.tests import cast
from events.tests.letters import (
    FIRST,
    SECOND,
    calendars_in,
    delivered,
    header,
    html_of,
    link_in,
    make_event,
    text_of,
)
from studio.tests.cast import make_admin, make_person

pytestmark = pytest.mark.django_db

EVERY_NAME = "\n".join(
    f"{{{name}}}"
    for name in (
        "greeting", "event", "dates", "place", "teachers", "price", "studio", "link", "deadline",
    )
)  # fmt: skip


def with_words(home, text, subject="", telling="confirmed", *days, **fields):
    """An event with a letter of the studio's own."""
    page = make_event(home, *days, **fields)
    page.event_letters = [EventLetter(telling=telling, subject=subject, text=text)]
    page.save_revision().publish()
    return page


def words_of(letter):
    """What stands above the facts."""
    return text_of(letter).partition("\n\nEvent:\n")[0]


def test_every_name_is_filled_in(home_page, post_office):
    page = with_words(
        home_page,
        EVERY_NAME,
        "{event} at {studio}",
        price_text="60 euros",
        teachers=[make_person()],
        change_hours_before=24,
    )
    cast.register(page)
    (letter,) = delivered(post_office)
    assert words_of(letter).split("\n") == [
        "Hello,",
        "Trunk training",
        "Saturday, 5 May 2040, 10:00 to 12:00 (Berlin time)",
        "The long room, 1 Elm Lane, Elsewhere",
        "Juno Fable",
        "60 euros",
        "Studio Elsewhere",
        f"http://testserver{link_in(letter)}",
        "Friday, 4 May 2040, 10:00 (Berlin time)",
    ]
    assert header(letter, "Subject") == "Trunk training at Studio Elsewhere"


def test_what_is_not_known_becomes_nothing(home_page, post_office):
    cast.register(with_words(home_page, "[{price}][{teachers}]"))
    (letter,) = delivered(post_office)
    assert words_of(letter) == "[][]"


def test_the_dates_of_a_course_stand_one_below_the_other(home_page, post_office):
    cast.register(with_words(home_page, "We meet on\n{dates}", "", "confirmed", FIRST, SECOND))
    (letter,) = delivered(post_office)
    assert words_of(letter) == (
        "We meet on\nSaturday, 5 May 2040, 10:00 to 12:00\n"
        "Saturday, 12 May 2040, 10:00 to 12:00\n(Berlin time)"
    )


def test_the_facts_and_the_file_stand_below_whatever_staff_wrote(home_page, post_office):
    registration = cast.register(with_words(home_page, "Come!"))
    (letter,) = delivered(post_office)
    assert words_of(letter) == "Come!"
    for words in (text_of(letter), html_of(letter)):
        for fact in ("5 May 2040, 10:00 to 12:00", "The long room", registration.reference):
            assert fact in words
    assert link_in(letter)
    assert [method for _name, method, _dates in calendars_in(letter)] == ["REQUEST"]


def test_other_letters_keep_our_words(home_page, post_office):
    page = with_words(home_page, "Come!", capacity=1)
    cast.register(page)
    cast.register(page)
    own, ours = delivered(post_office)
    assert header(own, "Subject") == "You have a place: Trunk training"  # only the text is theirs
    assert "You do not have a place yet" in text_of(ours)


def test_words_of_a_draft_are_in_no_letter(home_page, post_office):
    page = with_words(home_page, "Come!")
    page.event_letters = [EventLetter(telling="confirmed", text="Stay away!")]
    page.save_revision()
    cast.register(page)
    (letter,) = delivered(post_office)
    assert words_of(letter) == "Come!"


def test_paragraphs_and_lines_are_kept(home_page, post_office):
    cast.register(with_words(home_page, "One\r\ntwo\r\n\r\nThree"))
    (letter,) = delivered(post_office)
    assert words_of(letter) == "One\ntwo\n\nThree"
    assert "<p>One<br>two</p>\n\n<p>Three</p>" in html_of(letter)


def test_markup_is_text_and_links_are_plain(home_page, post_office):
    cast.register(with_words(home_page, "<b>Now</b> & https://map.example/?a=1&b=2 {studio}"))
    (letter,) = delivered(post_office)
    assert words_of(letter) == "<b>Now</b> & https://map.example/?a=1&b=2 Studio Elsewhere"
    expected = (
        "<p>&lt;b&gt;Now&lt;/b&gt; &amp; https://map.example/?a=1&amp;b=2 Studio Elsewhere</p>"
    )
    assert expected in html_of(letter)


@pytest.mark.parametrize(
    "text",
    [
        "{name}",
        "{{ registration.email }}",
        "{% load i18n %}",
        "{event.__class__}",
        "{event!r}",
        "{0}",
        "{ event }",
        "{",
        "}{",
        "%(event)s %s",
        "$event",
    ],
)
def test_nothing_else_in_braces_is_ever_run(home_page, post_office, text):
    cast.register(with_words(home_page, f"Words {text} words", f"Subject {text} subject"))
    (letter,) = delivered(post_office)
    assert words_of(letter) == f"Words {text} words"
    assert header(letter, "Subject") == f"Subject {text} subject"


def test_a_title_with_a_name_in_braces_is_not_filled_in_again(home_page, post_office):
    cast.register(with_words(home_page, "On {event}", title="The {link}"))
    (letter,) = delivered(post_office)
    assert words_of(letter) == "On The {link}"


def test_a_subject_holds_no_key_and_one_line(home_page, post_office):
    page = with_words(
        home_page, "Come!", "On {dates} {link} {greeting}", "confirmed", FIRST, SECOND
    )
    cast.register(page)
    (letter,) = delivered(post_office)
    assert header(letter, "Subject") == (
        "On Saturday, 5 May 2040, 10:00 to 12:00 Saturday, 12 May 2040, 10:00 to 12:00"
        " (Berlin time) Hello,"
    )


def test_a_title_that_breaks_lines_breaks_no_header(home_page, post_office):
    page = make_event(home_page, title="Trunk\u2028Bcc: all@reader.example")
    cast.register(page)
    (letter,) = delivered(post_office)
    assert header(letter, "Subject") == "You have a place: Trunk Bcc: all@reader.example"
    assert letter["Bcc"] is None


def test_words_for_a_letter_hold_for_who_only_waited_as_well(home_page, post_office):
    page = with_words(home_page, "Farewell.", telling="cancelled", capacity=1)
    cast.register(page)
    waiting = cast.register(page)
    delivered(post_office)
    services.cancel(waiting)
    (letter,) = delivered(post_office)
    assert header(letter, "Subject") == "You are off the list: Trunk training"
    assert words_of(letter) == "Farewell."


def test_a_message_to_many_is_filled_in_for_each(home_page, post_office):
    page = make_event(home_page)
    people = [cast.register(page), cast.register(page)]
    delivered(post_office)
    for one in people:
        services.confirm_address(one)  # by a link of theirs: their names may be told
    writing.write(
        [one.pk for one in people],
        subject="Shoes for {event}",
        text="{greeting}\n\nbring <none>. {link} {unknown}",
        token="1",
        by=make_admin(),
    )
    letters = delivered(post_office)
    assert [words_of(letter) for letter in letters] == [
        f"Hello {one.name},\n\nbring <none>. http://testserver{link_in(letter)} {{unknown}}"
        for one, letter in zip(people, letters, strict=True)
    ]
    assert {header(letter, "Subject") for letter in letters} == {"Shoes for Trunk training"}
    assert len({link_in(letter) for letter in letters}) == 2
    assert all("bring &lt;none&gt;." in html_of(letter) for letter in letters)
