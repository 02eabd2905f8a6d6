"""What stands below the words of every letter: dates, place, price, reference, links (E6, E25)."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import services
from events.ledger import Registration, SeatPool
from events.tests import cast, told
from events.tests.letters import (
    FIRST,
    SECOND,
    THIRD,
    calendars_in,
    delivered,
    header,
    html_of,
    link_in,
    make_event,
    text_of,
)
from studio.masks import masked
from studio.models import SiteSettings
from studio.tests.cast import make_admin, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return make_admin("mara")


def test_a_letter_from_its_first_to_its_last_line(home_page, post_office):
    SiteSettings.objects.update(email="hello@studio.example")
    page = make_event(
        home_page,
        FIRST,
        THIRD,
        title="Trunk & feet",
        price=Decimal("60.50"),
        price_text="60.50 euros, towel included",
        teachers=[make_person()],
        largest_party=2,
        change_hours_before=24,
    )
    registration = cast.register(page, seats=2)
    (letter,) = delivered(post_office)
    url = f"http://testserver{link_in(letter)}"
    assert text_of(letter) == (
        "Hello,\n"
        "\n"
        "You have a place at “Trunk & feet”. We look forward to seeing you.\n"
        "\n"
        "Event:\n"
        "  Trunk & feet\n"
        "When (Berlin time):\n"
        "  Saturday, 5 May 2040, 10:00 to 12:00\n"
        "  Saturday, 19 May 2040, 10:00 to 12:00\n"
        "Where:\n"
        "  The long room\n"
        "  1 Elm Lane\n"
        "  Elsewhere\n"
        "With:\n"
        "  Juno Fable\n"
        "Price of a place:\n"
        "  60.50 euros, towel included\n"
        "To pay:\n"
        "  121 EUR (pay at the desk; a reduction is taken off there)\n"
        "Places:\n"
        "  2\n"
        "Your registration:\n"
        "  You have 2 places.\n"
        "Your reference:\n"
        f"  {registration.reference}\n"
        "More about it:\n"
        f"  http://testserver{page.url}\n"
        "\n"
        "The files attached keep your calendar right.\n"
        "\n"
        "To change your answers, or to give your place back, until"
        " Friday, 4 May 2040, 10:00:\n"
        f"{url}\n"
        "Whoever holds this link can do all that, so keep it to yourself.\n"
        "\n"
        "Studio Elsewhere\n"
        "http://testserver\n"
    )
    assert header(letter, "To") == registration.email
    assert header(letter, "Reply-To") == "hello@studio.example"
    assert header(letter, "Auto-Submitted") == "auto-generated"
    assert f'href="{url}"' in html_of(letter)
    assert "Trunk &amp; feet" in html_of(letter)


def test_without_an_address_of_the_studio_there_is_no_reply_to(home_page, post_office):
    cast.register(make_event(home_page))
    (letter,) = delivered(post_office)
    assert letter["Reply-To"] is None


def test_what_is_paid_is_not_asked_for_again(home_page, post_office, monkeypatch, staff):
    page = make_event(home_page, price=60)
    told.make_prepaid(page, monkeypatch)
    registration = cast.register(page)
    services.pay(registration, amount=Decimal(60), reference="V-1", provider="voucher", by=staff)
    asked, thanked = delivered(post_office)
    assert "To pay:\n  60 EUR (by voucher)\n" in text_of(asked)
    assert "To pay:\n  nothing: it is paid\n" in text_of(thanked)


@pytest.mark.parametrize(
    ("price", "words", "expected"),
    [
        (None, "", None),
        (None, "By donation", "By donation"),
        (0, "", "free of charge"),
        (60, "", "60 EUR"),
    ],
)
def test_the_price_in_words_or_as_a_number(home_page, post_office, price, words, expected):
    cast.register(make_event(home_page, price=price, price_text=words))
    (letter,) = delivered(post_office)
    found = re.search("Price of a place:\n  (.*)\n", text_of(letter))
    assert (found and found[1]) == expected
    assert ("To pay:" in text_of(letter)) == bool(price)


def test_an_event_without_a_date_says_so(home_page, post_office):
    page = make_event(home_page)
    SeatPool.objects.get().occurrences.all().delete()
    cast.register(page)
    (letter,) = delivered(post_office)
    assert "When:\n  The date is not known yet.\n" in text_of(letter)
    assert calendars_in(letter) == []


def test_of_a_course_that_has_begun_only_what_is_to_come_is_told(home_page, post_office, staff):
    page = make_event(home_page, FIRST, SECOND)
    registration = cast.register(page)
    delivered(post_office)
    yesterday = timezone.now() - timedelta(days=1)
    first = registration.pool.occurrences.first()
    first.starts_at, first.ends_at = yesterday - timedelta(hours=2), yesterday
    first.save()
    services.cancel(registration, by=staff)
    (letter,) = delivered(post_office)
    assert "When (Berlin time):\n  Saturday, 12 May 2040, 10:00 to 12:00\nWhere" in text_of(letter)


def test_a_pool_whose_page_and_site_are_gone_still_writes(home_page, post_office, staff):
    page = make_event(home_page)
    registration = cast.register(page)
    delivered(post_office)
    SeatPool.objects.update(site=None, page=None)
    services.cancel(registration, by=staff)
    (letter,) = delivered(post_office)
    assert "More about it" not in text_of(letter)
    assert text_of(letter).endswith("\nStudio Elsewhere\nhttp://testserver\n")


def test_who_has_no_address_is_written_nothing(home_page, post_office, staff):
    page = make_event(home_page)
    unreachable = services.Application(name="Ada", email="")
    registration = services.add_by_hand(cast.pool_of(page), unreachable, by=staff)
    services.cancel(registration, by=staff)
    assert delivered(post_office) == []
    assert Registration.objects.get().status == "cancelled"


def test_whoever_looks_at_the_outbox_gets_no_key(home_page, post_office):
    cast.register(make_event(home_page))
    (letter,) = delivered(post_office)
    key = link_in(letter).split("/")[2]
    assert key in text_of(letter)
    assert key not in masked(text_of(letter))
    assert key not in header(letter, "Subject")


def test_many_are_told_with_as_many_queries_as_one(home_page, staff):
    def queries_to_cancel(people):
        page = make_event(home_page, price=60)
        for _person in range(people):
            cast.register(page)
        with CaptureQueriesContext(connection) as captured:
            services.cancel_event(cast.pool_of(page), by=staff)
        return len(captured)

    assert queries_to_cancel(1) == queries_to_cancel(20)
