"""The control: where there is a fault, these tests do not pass."""

import pytest
from django.http.response import BadHeaderError
from django.urls import clear_url_caches
from hypothesis import given
from hypothesis import strategies as st

from studio.tests.fuzzing import forms, routes, words
from studio.tests.fuzzing.trying import NAMES, fill, forms_at, knock, misuse, read, survives

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted(settings, furnished):
    """The site with faults of every kind."""
    settings.ROOT_URLCONF = "studio.tests.fuzzing.planted"
    routes.every.cache_clear()
    clear_url_caches()
    yield {route.text: route for route in routes.public() if route.text.startswith("planted/")}
    routes.every.cache_clear()
    clear_url_caches()


def test_a_new_address_is_fuzzed_without_being_named(planted):
    assert len(planted) == 4


def test_a_question_that_breaks_a_view_is_found(planted, visitor):
    with pytest.raises(ValueError, match="int"):
        read(visitor, "/planted/counts/")


def test_a_word_in_an_address_that_breaks_a_view_is_found(planted, visitor):
    with pytest.raises(BadHeaderError):
        knock(visitor, planted["planted/tells/<str:word>/"], {})


def test_a_row_that_is_kept_of_what_was_refused_is_found(planted, visitor):
    with pytest.raises(AssertionError, match="422"):
        misuse(visitor, st.just("/planted/keeps/"))


def test_a_field_that_is_missing_and_breaks_a_view_is_found(planted, visitor):
    form = forms.Form("/planted/asks/", (("text", "A thought"),), frozenset({"text"}))

    with pytest.raises(KeyError, match="text"):
        fill(visitor, form)


def test_forms_that_nobody_has_changed_are_taken(visitor):
    """So what is sent with something done to it reaches the inside of the house."""
    taken = {}
    for address in ("/contact/", "/search/?q=breath"):
        for form in forms_at(visitor, address):
            body, kind = forms.urlencoded(form.fields)
            answer = survives(visitor, form.action, method="POST", body=body, content_type=kind)
            taken[form.action] = answer.status_code
    assert taken


def draw(into):
    @words.SETTINGS
    @given(words.queries(NAMES))
    def keep(query):
        into.append(query)

    keep()


def test_the_same_is_sent_in_every_run():
    seen = []
    for _ in range(2):
        drawn = []

        draw(drawn)
        seen.append(drawn)
    assert len(seen[0]) >= 3
    assert seen[0] == seen[1]
