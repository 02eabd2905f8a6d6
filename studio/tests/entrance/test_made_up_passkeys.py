"""Whatever is said about a passkey is right or wrong, and tells nobody who is known."""

import json

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from fido2.utils import websafe_encode

from studio.tests import cast
from studio.tests.entrance import factors
from studio.tests.fuzzing.words import PASSKEYS

ALONE, ADD = "/admin/login/passkey/", "/admin/account/second-factor/passkeys/add/"
AGAIN, SECOND = "/admin/account/confirm/passkey/", "/admin/login/second-factor/"
ASKED = {"Accept": "application/json"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(home_page):
    return cast.make_admin()


def handle(number):
    return websafe_encode(str(number).encode())


def told(answer):
    return [str(one) for one in get_messages(answer.wsgi_request)]


def password(client):
    return client.post("/admin/login/", {"username": "admin", "password": "studio"})


@pytest.mark.parametrize("rest", [{}, {"rawId": "eA"}, {"rawId": "eA", "type": "public-key"}])
def test_known_or_not_the_answer_is_the_same(owner, rest):
    answers = []
    for number in (owner.pk, owner.pk + 1):
        client = Client()
        client.get(ALONE, headers=ASKED)
        said = {"response": {"userHandle": handle(number)}, "id": "x"} | rest
        answer = client.post(ALONE, {"credential": json.dumps(said)})
        answers.append((answer.status_code, answer.url, told(answer)))

    assert answers[0] == answers[1]
    assert answers[0] == (302, "/admin/login/", ["Incorrect code."])


def test_alone_it_signs_nobody_in(owner):
    factors.give_passkey(owner)
    for number, said in enumerate(PASSKEYS):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        client.get(ALONE, headers=ASKED)

        assert client.post(ALONE, {"credential": said}).url == "/admin/login/", said[:80]
        assert client.get("/admin/").status_code == 302


def test_after_the_password_neither(owner):
    factors.give_app(owner)
    client = Client()
    password(client)
    for said in PASSKEYS:
        client.get(SECOND)

        assert client.post(SECOND, {"credential": said}).status_code == 200, said[:80]
    assert client.get("/admin/").status_code == 302


def test_none_is_added(owner):
    client = Client()
    password(client)
    for said in PASSKEYS:
        client.get(ADD)

        answer = client.post(ADD, {"credential": said, "name": "My thumb"})

        assert answer.status_code == 200, said[:80]
        assert answer.context["form"].errors, said[:80]
    assert factors.kinds_of(owner) == []


def test_nobody_is_asked_once_more_in_vain(owner):
    factors.give_passkey(owner)
    client = Client()
    client.force_login(owner)
    for said in PASSKEYS:
        client.get(AGAIN)
        client.post(AGAIN, {"credential": said})
    assert client.get(ADD).url.startswith("/admin/account/confirm/")
