"""The way into a meeting online is told to those alone who have a place."""

import pytest
from django.test import Client
from django.urls import reverse

from events import services
from events.content import Place
from events.tests import cast
from events.tests.letters import delivered, everything_in, in_one_line, make_event
from events.tests.postbox import link_to
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

LINK = "https://meet.example/room-7"
LATER = "You get the link once you have a place."


@pytest.fixture
def online(home_page):
    Place.objects.create(name="Our room online", is_online=True, address=LINK)

    def make(**fields):
        return make_event(home_page, place="Our room online", **fields)

    return make


def told(registration, post_office):
    """Whether the last letter, the page of the registration and its calendar tell the way."""
    letter = delivered(post_office, registration.email)[-1]
    address = link_to(registration)
    page = Client().get(address).text
    calendar = Client().get(f"{address}calendar.ics").content.decode().replace("\r\n ", "")
    found = [LINK in words for words in (everything_in(letter), page, calendar)]
    assert [LATER in in_one_line(letter), LATER in page] == [not found[0], not found[1]]
    return found


def test_who_has_a_place_is_told(online, post_office):
    assert told(cast.register(online()), post_office) == [True] * 3


def test_who_has_not_confirmed_an_address_is_not_told_before(online, post_office):
    ada = cast.register(online(sign_up="email"))
    assert told(ada, post_office) == [False] * 3

    services.confirm_address(ada)

    assert told(cast.again(ada), post_office) == [True] * 3


def test_who_waits_or_is_offered_a_place_is_not_told_before(online, post_office):
    event = online(capacity=1, waiting="offer")
    first, second = cast.register(event), cast.register(event)
    assert told(second, post_office) == [False] * 3
    services.cancel(first, by=studio_cast.make_admin())
    assert cast.status_of(second) == "offered"
    assert told(cast.again(second), post_office) == [False] * 3

    services.accept(second)

    assert told(cast.again(second), post_office) == [True] * 3


def test_who_waits_for_approval_is_not_told_before(online, post_office):
    ada = cast.register(online(sign_up="approval"))
    assert told(ada, post_office) == [False] * 3

    services.approve(ada, by=studio_cast.make_admin())

    assert told(cast.again(ada), post_office) == [True] * 3


def test_who_was_given_a_place_and_never_confirmed_finds_it_behind_no_unproved_letter(
    online, post_office
):
    ada = cast.register(online(sign_up="email"))
    services.give_place(ada, by=studio_cast.make_admin())

    assert told(cast.again(ada), post_office) == [False] * 3


def test_who_has_given_the_place_back_is_not_told_any_more(online, post_office):
    ada = cast.register(online())
    delivered(post_office)
    services.cancel(ada)

    (letter,) = delivered(post_office)
    assert LINK not in everything_in(letter)
    assert LATER not in in_one_line(letter)
    assert LINK not in Client().get(link_to(ada)).text


def test_words_of_the_studio_do_not_tell_it_either(online, post_office):
    cast.register(online(sign_up="email", letters={"confirm_address": "{greeting} at {place}"}))

    (letter,) = delivered(post_office)

    assert "Hello, at Our room online" in in_one_line(letter)
    assert LINK not in everything_in(letter)


def test_the_public_pages_and_calendars_never_tell(client, online):
    event = online()
    cast.register(event)
    Place.objects.update(is_online=False)  # a draft of the place changes no published event

    shown = [event.url, reverse("events:feed"), reverse("events:page_feed", args=[event.pk])]

    for address in shown:
        response = client.get(address)
        assert response.status_code == 200
        assert LINK not in response.content.decode().replace("\r\n ", "")
    assert "Whoever has a place gets the link by e-mail." in client.get(event.url).text
