"""The door: name or e-mail address and password, the second factor, and what each answers."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from studio.models import Letter, User
from studio.tests import cast
from studio.tests.entrance import factors

LOGIN, SECOND = "/admin/login/", "/admin/login/second-factor/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(home_page):
    return cast.make_admin()


def sign_in(client, name="admin", password="studio", **more):
    return client.post(LOGIN, {"username": name, "password": password} | more)


def is_signed_in(client):
    return SESSION_KEY in client.session


@pytest.mark.parametrize("name", ["admin", "admin@studio.example", " ADMIN@studio.example "])
def test_a_name_or_an_address_opens_with_its_password(client, owner, name):
    answer = sign_in(client, name)

    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert client.session[SESSION_KEY] == str(owner.pk)


def test_an_address_that_two_people_have_opens_nothing(client, owner):
    User.objects.create_user("twin", "Admin@studio.example", "studio")

    assert sign_in(client, "admin@studio.example").status_code == 200
    assert not is_signed_in(client)


def test_an_account_that_is_closed_opens_nothing(client, owner):
    User.objects.update(is_active=False)

    assert "correct username and password" in sign_in(client).content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:0"])
def test_signing_in_leads_to_no_other_site(client, owner, away):
    assert sign_in(client, next=away).url == "/admin/"


def test_signing_in_leads_to_what_was_asked_for(client, owner):
    door = html.fromstring(client.get("/admin/pages/", follow=True).content)
    asked = door.xpath("//form[1]//input[@name='next']/@value")[0]

    assert asked == "/admin/pages/"
    assert sign_in(client, next=asked).url == asked


def answer_of(client, name, password):
    """Status, headers, words and questions of a wrong sign-in."""
    with CaptureQueriesContext(connection) as questions:
        answer = sign_in(client, name, password)
    page = answer.content.decode().replace(name, "NAME")
    page = re.sub(r"\b\w{64}\b", "TOKEN", page)
    asked = [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in questions]
    return answer.status_code, sorted(answer.headers), page, asked


def test_known_and_unknown_names_get_the_same_answer_for_the_same_work(client, owner):
    cast.make_staff("mara-known")
    answer_of(client, "mara-first", "wrong")  # counting begins with questions of its own
    known = answer_of(client, "mara-known", "wrong")
    unknown = answer_of(client, "mara-unknown", "wrong")

    assert known[:3] == unknown[:3]
    assert known[0] == 200
    assert known[3] == unknown[3]


def test_a_password_of_somebody_without_one_is_wrong(client, owner):
    owner.set_unusable_password()
    owner.save()

    assert sign_in(client, password="").status_code == 200
    assert sign_in(client, password="!").status_code == 200
    assert not is_signed_in(client)


@pytest.mark.parametrize("name", ["a\x00b", "x" * 255, "", "💃", "admin' OR 1=1"])
def test_nonsense_is_answered(client, owner, name):
    answer = sign_in(client, name)

    assert answer.status_code == 200
    assert not is_signed_in(client)


# --- the second factor ---------------------------------------------------------------------


def test_whoever_has_an_app_is_asked_for_its_number(client, owner):
    factors.give_app(owner)

    answer = sign_in(client, next="/admin/pages/")

    assert (answer.status_code, answer.url) == (302, SECOND)
    assert not is_signed_in(client)
    assert client.get("/admin/").status_code == 302
    answer = client.post(SECOND, {"code": factors.shown_by_app()})
    assert (answer.status_code, answer.url) == (302, "/admin/pages/")
    assert is_signed_in(client)


def test_a_wrong_number_opens_nothing(client, owner):
    factors.give_app(owner)
    sign_in(client)

    answer = client.post(SECOND, {"code": factors.wrong_code()})

    assert answer.status_code == 200
    assert "Incorrect code" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_number_opens_once(client, owner):
    factors.give_app(owner)
    code = factors.shown_by_app()
    sign_in(client)
    client.post(SECOND, {"code": code})
    other = type(client)()
    sign_in(other)
    cache.clear()  # as in another process, which has a memory of its own

    answer = other.post(SECOND, {"code": code})

    assert answer.status_code == 200
    assert not is_signed_in(other)


@pytest.mark.parametrize("steps", [-1, 1])
def test_the_number_before_opens_and_the_one_after_but_once(client, owner, steps):
    factors.give_app(owner)
    code = factors.shown_by_app(steps=steps)
    sign_in(client)
    client.post(SECOND, {"code": code})
    assert is_signed_in(client)

    for written in (code, f" {code[:3]} {code[3:]}", f"{code[:3]}-{code[3:]}"):
        other = Client()
        sign_in(other)
        cache.clear()  # as in another process, which has a memory of its own
        assert other.post(SECOND, {"code": written}).status_code == 200, written
        assert not is_signed_in(other)


def test_the_number_two_before_opens_nothing(client, owner):
    factors.give_app(owner)
    sign_in(client)

    assert client.post(SECOND, {"code": factors.shown_by_app(steps=-2)}).status_code == 200
    assert not is_signed_in(client)


def test_a_code_for_emergencies_opens_once(client, owner):
    code = factors.give_app(owner)[0]
    sign_in(client)
    assert client.post(SECOND, {"code": code}).status_code == 302
    other = type(client)()
    sign_in(other)

    assert other.post(SECOND, {"code": code}).status_code == 200
    assert not is_signed_in(other)


def test_without_the_password_nobody_is_asked_for_the_number(client, owner):
    factors.give_app(owner)

    answer = client.post(SECOND, {"code": factors.shown_by_app()})

    assert (answer.status_code, answer.url) == (302, LOGIN)
    assert not is_signed_in(client)


def test_secrets_lie_sealed(owner):
    codes = factors.give_app(owner)

    stored = str([one.data for one in owner.authenticator_set.all()])
    assert factors.SECRET not in stored
    assert not [code for code in codes if code in stored]


def test_with_another_secret_key_numbers_are_wrong_and_no_page_fails(client, owner, settings):
    factors.give_app(owner)
    settings.SECRET_KEY = "another-" + "y" * 50
    sign_in(client)

    assert client.post(SECOND, {"code": factors.shown_by_app()}).status_code == 200
    assert not is_signed_in(client)


def test_a_change_of_the_key_costs_nobody_the_app_where_secrets_are_sealed_anew(
    client, owner, settings, capsys
):
    codes = factors.give_app(owner)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + "y" * 50
    call_command("reseal")
    settings.SECRET_KEY_FALLBACKS = []

    assert capsys.readouterr().out == "2 sealed anew.\n"
    for code in (factors.shown_by_app(), codes[0]):
        client = Client()
        sign_in(client)
        assert client.post(SECOND, {"code": code}).status_code == 302
        assert is_signed_in(client)


def test_what_no_key_opens_is_told_by_name_and_left_as_it_is(owner, settings, capsys):
    factors.give_app(owner)
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    settings.SECRET_KEY = "another-" + "y" * 50
    call_command("reseal")

    told = "0 sealed anew.\nNo key opens what owner has: reset_second_factor owner\n"
    assert capsys.readouterr().out == told.replace("owner", owner.username)
    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before


# --- what is told ----------------------------------------------------------------------


def letters():
    return list(Letter.objects.order_by("pk").values_list("subject", "to"))


def test_a_new_device_is_told_and_one_that_is_known_is_not(client, owner):
    sign_in(client)
    assert letters() == []  # the very first time
    client.post("/admin/logout/")
    sign_in(client)
    assert letters() == []
    elsewhere = type(client)()

    sign_in(elsewhere, HTTP_USER_AGENT="x")

    assert letters() == [("You signed in from a new device", "admin@studio.example")]


def test_a_wrong_password_is_no_new_device(client, owner):
    sign_in(client)
    sign_in(type(client)(), password="wrong")

    assert letters() == []


def test_the_log_names_nobody(client, owner, caplog):
    caplog.set_level("INFO", logger="studio.sign_in")
    sign_in(client, password="wrong")
    sign_in(client, "nimda")
    sign_in(client)

    assert [one.getMessage() for one in caplog.records if one.name == "studio.sign_in"] == [
        f"Wrong password: user {owner.pk}",
        "Wrong password: nobody we know",
        f"Signed in: user {owner.pk}",
    ]


def test_nobody_makes_an_account_at_the_door(client, home_page):
    for path in ("/admin/signup/", "/accounts/signup/", "/admin/account/signup/"):
        assert client.get(path, follow=True).status_code in (200, 404), path
    assert not User.objects.exists()
    assert isinstance(client.get(LOGIN).wsgi_request.user, AnonymousUser)
    assert settings.ACCOUNT_SIGNUP_ENABLED is False
