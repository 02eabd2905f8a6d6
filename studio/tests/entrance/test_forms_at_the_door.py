"""What a form at the door says to whoever sent something wrong, and where the cursor stands."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml import html

from studio.models import Letter
from studio.tests import cast
from studio.tests.entrance import factors

LOGIN, SECOND = "/admin/login/", "/admin/login/second-factor/"
OVERVIEW, CONFIRM = "/admin/account/second-factor/", "/admin/account/confirm/"
ASK = "/admin/password_reset/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(home_page):
    return cast.make_admin()


def signed_in(owner):
    client = Client()
    client.force_login(owner)
    return client


def at_the_code(owner):
    factors.give_app(owner)
    client = Client()
    client.post(LOGIN, {"username": "admin", "password": "studio"})
    return client


def at_the_link(owner):
    client = Client()
    client.post(ASK, {"email": owner.email})
    path = urlsplit(re.search(r"http\S+/confirm/\S+", Letter.objects.get().text)[0]).path
    return client, client.get(path).url


#: Each form: how one gets there, its fields, and where the cursor is before anything was sent.
FORMS = {
    "sign-in": (lambda owner: (Client(), LOGIN), ["username", "password"], "username"),
    "code": (lambda owner: (at_the_code(owner), SECOND), ["code"], "code"),
    "password again": (lambda owner: (signed_in(owner), CONFIRM), ["password"], "password"),
    "code again": (
        lambda owner: (factors.give_app(owner) and signed_in(owner), f"{CONFIRM}code/"),
        ["code"],
        "code",
    ),
    "app": (
        lambda owner: (Client(), f"{OVERVIEW}app/"),
        ["code"],
        None,  # there is a picture to look at first
    ),
    "forgotten": (lambda owner: (Client(), ASK), ["email"], "email"),
    "new password": (at_the_link, ["new_password1", "new_password2"], "new_password1"),
}


def come(owner, name):
    go, fields, first = FORMS[name]
    client, path = go(owner)
    if name == "app":
        client.post(LOGIN, {"username": "admin", "password": "studio"})
    return client, path, fields, first


def read(answer):
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def title(page):
    return " ".join(page.findtext(".//title").split())


def focused(page):
    return page.xpath("//main//input[@autofocus]/@name")


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_form_says_in_words_what_is_missing_beside_each_field(owner, name):
    client, path, fields, _first = come(owner, name)

    page = read(client.post(path, dict.fromkeys(fields, "")))

    for field in fields:
        box = page.xpath("//main//input[@name=$name]", name=field)[0]
        told = [page.xpath("//*[@id=$id]", id=one) for one in box.get("aria-describedby").split()]
        assert all(len(found) == 1 for found in told), field
        words = [found[0].text_content().strip() for found in told]
        assert "This field is required." in words, field
        assert box.get("aria-invalid") == "true"
    # where Wagtail's own styles hide them
    assert not page.cssselect(".login-form .w-field__errors")
    assert title(page).startswith("Error: ")
    assert focused(page) == [fields[0]]


@pytest.mark.parametrize("name", FORMS)
def test_before_anything_was_sent_the_cursor_is_in_the_first_field(owner, name):
    client, path, _fields, first = come(owner, name)

    page = read(client.get(path))

    assert focused(page) == ([first] if first else [])
    assert not title(page).startswith("Error")


def test_the_cursor_is_in_the_first_field_that_is_wrong(owner):
    client, path = at_the_link(owner)

    missing = read(client.post(LOGIN, {"username": "admin"}))
    unlike = read(client.post(path, {"new_password1": "a long way", "new_password2": "a way"}))

    assert focused(missing) == ["password"]
    assert focused(unlike) == ["new_password2"]


def test_what_nobody_sees_has_no_cursor(owner):
    client = Client()
    client.post(LOGIN, {"username": "admin", "password": "studio"})

    page = read(client.post(f"{OVERVIEW}passkeys/add/", {"name": "My thumb", "credential": "{"}))

    assert title(page).startswith("Error: ")
    assert focused(page) == ["name"]


@pytest.mark.parametrize("name", ["code", "code again", "app"])
def test_a_number_is_typed_on_keys_for_numbers(owner, name):
    client, path, _fields, _first = come(owner, name)

    (box,) = read(client.get(path)).xpath("//main//input[@name='code']")

    assert (box.get("inputmode"), box.get("autocomplete")) == ("numeric", "one-time-code")


def test_a_wrong_password_is_an_error_in_the_title(client, owner):
    page = read(client.post(LOGIN, {"username": "admin", "password": "wrong"}))

    assert title(page) == "Error: Sign in - Studio Elsewhere"
    assert focused(page) == ["username"]
