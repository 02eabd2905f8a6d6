"""Programs that open every link of every letter before its reader does: nothing changes by them."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.test import Client

from articles.tests.sent import tree
from events import services
from events.ledger import SeatPool
from events.tests import cast
from events.tests.postbox import followed, send
from studio.models import Letter, Tally
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

_LINK = re.compile(r"https?://[^\s<>\"']+")
#: What is counted or remembered about visits, and nothing that anybody is told or has.
_PASSING = {Tally}


def dump():
    """All rows of all tables."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model not in _PASSING
    }


def one_in_each_state(home_page):
    """People in every state there is, as the verbs brought them there."""
    staff = studio_cast.make_admin()
    by_email = cast.make_event(home_page, sign_up="email", capacity=2)
    expired, _pending = cast.register(by_email), cast.register(by_email)
    cast.let_hold_pass(expired)
    cast.register(by_email)
    by_hand = cast.make_event(home_page, sign_up="approval", capacity=2)
    cast.register(by_hand)
    services.decline(cast.register(by_hand), by=staff)
    offers = cast.make_event(home_page, waiting="offer", capacity=1)
    (first,) = cast.fill_up(offers)
    for _guest in range(2):
        cast.register(offers)
    cast.starts_in(offers, timedelta(hours=10))
    services.cancel(first)
    rush = cast.make_event(home_page, capacity=1)
    (last,) = cast.fill_up(rush)
    cast.register(rush)
    cast.starts_in(rush, timedelta(hours=1))
    services.cancel(last, by=staff)
    off = cast.make_event(home_page)
    cast.register(off)
    services.cancel_event(cast.pool_of(off), by=staff, reason="A flood.")


def links():
    """Every address in every letter, text, HTML and attachments."""
    found = set()
    for letter in Letter.objects.all():
        parts = [letter.text, unescape(letter.html), str(letter.headers)]
        parts += [content for _name, content, _type in letter.attachments]
        found |= {link for part in parts for link in _LINK.findall(part)}
    return sorted(link.rstrip(".,)>") for link in found)


def test_nothing_changes_when_every_link_of_every_letter_is_followed(home_page):
    one_in_each_state(home_page)
    before, opened = dump(), 0

    for link in links():
        parts = urlsplit(link)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        for method in ("get", "head"):
            opened += getattr(Client(), method)(path).status_code == 200

    assert opened >= 2 * Letter.objects.count()
    assert dump() == before


def test_nothing_changes_when_all_links_on_those_pages_are_followed_too(home_page):
    one_in_each_state(home_page)
    addresses = {urlsplit(link).path for link in links() if "/registration/" in link}
    before = dump()

    for address in addresses:
        page = Client().get(address)
        if not page["Content-Type"].startswith("text/html"):
            continue
        for link in tree(page).cssselect("main a[href]"):
            href = link.get("href")
            if urlsplit(href).netloc in ("", "testserver"):
                target = address + href if href.startswith("?") else urlsplit(href).path
                Client().get(target or address)

    assert dump() == before


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_whatever_is_asked_in_an_address_acts_on_nothing(home_page, method):
    one_in_each_state(home_page)
    addresses = {urlsplit(link).path for link in links() if "/registration/" in link}
    actions = ["confirm", "accept", "take", "change", "fewer", "cancel", "erase"]
    before = dump()

    for address in sorted(addresses):
        for action in actions:
            query = {"action": action, "sure": "on", "name": "Mallory", "seats": "1"}
            getattr(Client(), method)(address, query)

    assert dump() == before


def test_looking_at_the_event_and_at_a_receipt_changes_nothing(client, home_page):
    event = cast.make_event(home_page, sign_up="email", capacity=1)
    response = send(client, event)
    SeatPool.objects.update(hold_minutes=10)
    before = dump()

    for _look in range(2):
        followed(client, response)
        client.get(event.url)
        client.get("/events/")

    assert dump() == before
