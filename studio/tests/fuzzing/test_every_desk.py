"""What staff ask and send in the CMS: never 500 either, where one of our rooms answers."""

import pytest

from studio.tests.fuzzing import routes, samples, words
from studio.tests.fuzzing.trying import ask, forms_at, hurt, hurt_form, make_up, misuse

# What databases refuse is asked of both by ``test_every_address``; desks are asked once.
pytestmark = [pytest.mark.django_db, pytest.mark.own_database]

DESKS = {route.text: route for route in routes.of_our_desks()}


def some_of_what_hurts(number):
    """All of it where there is time (``make fuzz``), else a third, another at the next desk."""
    return words.HURTFUL if words.ASKED else words.HURTFUL[number % 3 :: 3]


def forms_of_desks(owner):
    """Each once: the same questions at another desk are the same form."""
    found = {}
    for route in DESKS.values():
        for form in forms_at(owner, route.opened(samples.of(route))):
            if not form.action.startswith("/admin/logout"):
                found.setdefault(frozenset(name for name, _value in form.fields), form)
    return found.values()


@pytest.mark.parametrize(("number", "text"), list(enumerate(DESKS)))
def test_every_desk_of_ours_survives_what_hurts(owner, number, text):
    hurt(owner, DESKS[text], samples.of(DESKS[text]), some_of_what_hurts(number))


@pytest.mark.parametrize("text", DESKS)
def test_every_desk_of_ours_survives_whatever_is_asked_and_how(owner, text):
    paths = DESKS[text].filled(samples.of(DESKS[text]))
    ask(owner, paths)
    misuse(owner, paths)


def test_every_form_of_our_desks_survives_what_hurts(owner):
    for form in forms_of_desks(owner):
        hurt_form(owner, form)


def test_every_form_of_our_desks_survives_whatever_is_sent(owner):
    found = forms_of_desks(owner)
    assert len(found) > 20

    for form in found:
        make_up(owner, form)
