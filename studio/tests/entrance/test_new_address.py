"""Whoever holds a session alone cannot make the account theirs by another e-mail address."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from studio.entrance.tasks import write_about_forgotten_password
from studio.models import Letter, User
from studio.tests import cast

ACCOUNT, CONFIRM = "/admin/account/", "/admin/account/confirm/"
NEW = "ada@elsewhere.example"
TOLD = "The e-mail address of your account was changed"
NOT_YET = "Nothing is saved yet. Show that it is you, and it will be."
STILL_NOT_KEPT = "The new password or picture was not kept. Please choose it once more."
NOT_KEPT = "A new password or picture was not kept: please choose it once more then."

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(home_page):
    return cast.make_admin()


def signed_in():
    client = Client()
    client.post("/admin/login/", {"username": "admin", "password": "studio"})
    return client


def later(client):
    """As the session is when somebody else finds it: nobody proved anything for a while."""
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        {**one, "at": time.time() - 301} for one in records
    ]
    session.save()
    return client


def filled_in(client, **more):
    """The form of one's own account, as it stands there, and with what is typed."""
    page = html.fromstring(client.get(ACCOUNT).content)
    form = next(one for one in page.forms if "name_email-email" in one.fields)
    stands = {name: value for name, value in form.form_values() if value}
    names = {"name_email-first_name": "Ada", "name_email-last_name": "Fable"}
    return stands | names | more


def among_others(user, **more):
    fields = {"username": user.username, "email": user.email, "is_active": "on"}
    names = {"first_name": "Ada", "last_name": "Fable", "is_superuser": "on"}
    return fields | names | more


def edit(user):
    return reverse("wagtailusers_users:edit", args=[user.pk])


def told():
    return list(Letter.objects.filter(subject=TOLD).values_list("to", flat=True))


def test_a_new_address_asks_for_the_password_and_is_saved_then(owner):
    client = later(signed_in())

    answer = client.post(ACCOUNT, filled_in(client, **{"name_email-email": NEW}))

    assert answer.url == f"{CONFIRM}?next=%2Fadmin%2Faccount%2F"
    owner.refresh_from_db()
    assert (owner.email, owner.first_name) == ("admin@studio.example", "")
    page = client.get(answer.url).content.decode()
    assert NOT_YET in page
    assert NOT_KEPT not in page
    wrong = client.post(answer.url, {"password": "wrong", "next": ACCOUNT})
    assert wrong.status_code == 200
    assert told() == []
    assert client.post(answer.url, {"password": "studio", "next": ACCOUNT}).url == ACCOUNT
    owner.refresh_from_db()
    assert (owner.email, owner.first_name) == (NEW, "Ada")
    assert told() == ["admin@studio.example"]
    assert STILL_NOT_KEPT not in client.get(ACCOUNT).content.decode()


def test_whoever_holds_the_session_alone_gets_no_letter_with_a_link(owner):
    thief = later(signed_in())

    thief.post(ACCOUNT, filled_in(thief, **{"name_email-email": "thief@evil.example"}))

    assert write_about_forgotten_password.func("thief@evil.example") == 0


def test_right_after_signing_in_nobody_is_asked_and_the_old_address_is_told(owner):
    client = signed_in()

    answer = client.post(ACCOUNT, filled_in(client, **{"name_email-email": NEW}))

    assert answer.url == ACCOUNT
    assert told() == ["admin@studio.example"]
    letter = Letter.objects.get(subject=TOLD)
    for words in (letter.text, letter.html):
        assert "Letters about it go to another one from now on." in words
        assert f"{ACCOUNT}" in words
        assert "password_reset" not in words
        assert NEW not in words


def test_the_same_address_asks_nothing(owner):
    client = later(signed_in())

    assert client.post(ACCOUNT, filled_in(client)).url == ACCOUNT

    owner.refresh_from_db()
    assert owner.first_name == "Ada"
    assert told() == []


@pytest.mark.parametrize(
    "more",
    [
        {"password-old_password": "studio", "password-new_password1": "a long way to the sea"},
        {"avatar-avatar": SimpleUploadedFile("me.png", b"a picture", "image/png")},
    ],
)
def test_what_is_not_kept_is_told_and_lies_nowhere(owner, more):
    client = later(signed_in())

    client.post(ACCOUNT, filled_in(client, **{"name_email-email": NEW}, **more))

    assert "a long way" not in str(dict(client.session))
    assert NOT_KEPT in client.get(f"{CONFIRM}?next={ACCOUNT}").content.decode()
    assert client.post(CONFIRM, {"password": "studio", "next": ACCOUNT}).url == ACCOUNT
    owner.refresh_from_db()
    assert owner.email == NEW
    assert owner.check_password("studio")
    assert STILL_NOT_KEPT in client.get(ACCOUNT).content.decode()


def test_what_was_left_in_a_session_is_not_saved_by_an_answer_about_something_else(owner):
    client = later(signed_in())
    client.post(ACCOUNT, filled_in(client, **{"name_email-email": "thief@evil.example"}))
    app = "/admin/account/second-factor/app/"

    assert client.get(app).url.startswith(CONFIRM)
    assert client.post(CONFIRM, {"password": "studio", "next": app}).url == app

    client.get(f"{CONFIRM}?next={ACCOUNT}")
    client.post(CONFIRM, {"password": "studio", "next": ACCOUNT})
    owner.refresh_from_db()
    assert owner.email == "admin@studio.example"


@pytest.mark.parametrize("more", [{"email": NEW}, {"password1": "wide-sea-7", "password2": "x"}])
def test_ones_own_account_among_those_of_colleagues_is_no_side_door(owner, more):
    client = later(signed_in())

    answer = client.post(edit(owner), among_others(owner, **more))

    assert answer.url.startswith(f"{CONFIRM}?next=")
    assert client.post(answer.url, {"password": "studio", "next": edit(owner)}).status_code == 302
    owner.refresh_from_db()
    assert owner.email == more.get("email", "admin@studio.example")
    assert owner.check_password("studio")


def test_a_colleague_changes_it_and_the_old_address_is_told(owner):
    mara = User.objects.create_user("mara", "mara@studio.example", "studio")
    client = later(signed_in())

    client.post(edit(mara), among_others(mara, email=NEW))

    mara.refresh_from_db()
    assert mara.email == NEW
    assert told() == ["mara@studio.example"]


def test_a_first_address_is_told_to_nobody(owner):
    mara = cast.make_staff("mara")
    mara.email = "mara@studio.example"
    mara.save()

    assert told() == []


def test_strangers_with_a_stale_cookie_are_led_to_the_door(home_page):
    client = Client()
    client.cookies["sessionid"] = "x" * 32

    answer = client.post(ACCOUNT, {"name_email-email": NEW})

    assert answer.url.startswith("/admin/login/")
