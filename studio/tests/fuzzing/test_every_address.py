"""Whatever a visitor asks and sends, the site answers: never 500."""

import pytest
from wagtail.models import Page, get_page_models

from studio.tests import judged
from studio.tests.fuzzing import forms, routes, samples
from studio.tests.fuzzing.sending import send, text_of
from studio.tests.fuzzing.trying import NAMES, fill, forms_at, knock, misuse, read

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]

PUBLIC = {route.text: route for route in routes.public()}


def addresses():
    """Of each kind of page the first, and what stands at addresses that are none of a page."""
    found = {}
    for page in Page.objects.live().public().filter(depth__gt=1).order_by("path").specific():
        found.setdefault(type(page), page.url)
    besides = ("topic", "author", "search")
    return [*found.values(), *(one.path for one in judged.pages() if one.name in besides)]


def test_our_own_code_tells_what_it_looks_for():
    assert {"comments", "kind", "level", "teacher", "past", "q", "mine"} <= NAMES


def test_a_new_address_with_a_key_is_given_one():
    keyed = {route.text for route in routes.public() if "token" in route.parameters}

    assert keyed == set(samples.KEYS)


@pytest.mark.parametrize("text", PUBLIC)
def test_every_public_address_survives_whatever_is_asked(visitor, text):
    knock(visitor, PUBLIC[text], samples.of(PUBLIC[text]))


@pytest.mark.own_database
@pytest.mark.parametrize("text", PUBLIC)
def test_every_public_address_survives_other_methods_and_bodies(visitor, text):
    misuse(visitor, PUBLIC[text].filled(samples.of(PUBLIC[text])))


def test_every_kind_of_page_is_among_those_that_are_asked(furnished):
    ours = {model for model in get_page_models() if model._meta.app_label in routes.ROOMS}
    asked = {type(page.specific) for page in Page.objects.live().filter(depth__gt=1)}

    assert ours <= asked


def test_every_kind_of_page_survives_whatever_is_asked(visitor):
    for address in addresses():
        path, _, query = address.partition("?")
        here = forms.asked(text_of(send(visitor, path, query=query.encode())))
        read(visitor, path, NAMES | here)


def test_every_form_survives_whatever_is_sent(visitor):
    found = {}
    for page in judged.pages():
        for form in forms_at(visitor, page.path):
            # the same questions on another page are the same form
            found.setdefault(frozenset(name for name, _value in form.fields), form)
    assert len(found) > 5

    for form in found.values():
        fill(visitor, form)


@pytest.mark.parametrize("text", samples.KEYS)
def test_every_form_behind_a_key_survives_whatever_is_sent(visitor, text):
    (key,) = samples.of(PUBLIC[text])["token"]

    for form in forms_at(visitor, PUBLIC[text].opened({"token": [key]})):
        fill(visitor, form)
