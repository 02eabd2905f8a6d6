"""A forgotten password: the same answer for everybody, and a link that signs nobody in."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from studio.entrance import locks
from studio.models import Letter, User
from studio.tests import cast
from studio.tests.entrance import factors

ASK = "/admin/password_reset/"
#: What differs between any two answers: the id in our log, and the second.
OF_EACH_REQUEST = {"X-Request-ID", "Expires"}
NEW = {"new_password1": "a long way to the sea", "new_password2": "a long way to the sea"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara(home_page):
    user = cast.make_staff("mara")
    user.email = "mara@studio.example"
    user.save()
    return user


def ask(email="mara@studio.example", **extra):
    return Client().post(ASK, {"email": email}, **extra)


def path_in_letter():
    letter = Letter.objects.get(kind="sign-in: reset")
    return urlsplit(re.search(r"http\S+/confirm/\S+", letter.text)[0]).path


def choose(client, path):
    """Follow the link, and choose; gives the last answer."""
    form = client.get(path, follow=True)
    return client.post(form.redirect_chain[-1][0], NEW)


def test_the_letter_leads_to_a_new_password(client, mara):
    answer = ask("Mara@Studio.example")

    assert (answer.status_code, answer.url) == (302, "/admin/password_reset/done/")
    letter = Letter.objects.get()
    assert (letter.subject, letter.to) == ("Choose a new password", "mara@studio.example")
    assert "Your user name is mara." in letter.text
    assert choose(client, path_in_letter()).url == "/admin/password_reset/complete/"
    assert User.objects.get().check_password("a long way to the sea")
    subjects = list(Letter.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects == ["Choose a new password", "Your password was changed"]


def test_known_and_unknown_addresses_get_the_same_answer_for_the_same_work(mara, no_worker):
    def asked(email):
        with CaptureQueriesContext(connection) as questions:
            answer = ask(email)
        sqls = [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in questions]
        headers = {name: said for name, said in answer.items() if name not in OF_EACH_REQUEST}
        return answer.status_code, headers, sqls

    ask("first@studio.example")  # counting begins with one question more
    known, unknown = asked("mara@studio.example"), asked("nobody@studio.example")

    assert known == unknown
    assert not Letter.objects.exists()
    assert DBTaskResult.objects.count() == 3


def test_nobody_unknown_closed_or_without_password_is_written_to(mara):
    User.objects.create_user("closed", "closed@studio.example", "studio", is_active=False)
    User.objects.create_user("without", "without@studio.example")

    for name in ("nobody", "closed", "without"):
        assert ask(f"{name}@studio.example").status_code == 302

    assert not Letter.objects.exists()


def test_a_link_opens_once_and_signs_nobody_in(client, mara):
    ask()
    path = path_in_letter()
    choose(client, path)

    assert SESSION_KEY not in client.session
    page = Client().get(path, follow=True).content.decode()
    assert "Invalid password reset link" in page


def test_a_new_password_does_not_replace_the_second_factor(client, mara):
    factors.give_app(mara)
    ask()
    choose(client, path_in_letter())

    answer = client.post("/admin/login/", {"username": "mara", "password": "a long way to the sea"})

    assert answer.url == "/admin/login/second-factor/"
    assert SESSION_KEY not in client.session


def try_in(name, password="wrong", client=None, **extra):
    client = client or Client()
    return client.post("/admin/login/", {"username": name, "password": password}, **extra)


@pytest.mark.parametrize("name", ["mara", "mara@studio.example"])
@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8:7:1::1"])
def test_a_new_password_ends_the_waiting(client, mara, name, address):
    for _ in range(6):
        try_in(name, REMOTE_ADDR=address)
    for host in range(locks.TRIES_BY_NAME):
        try_in(name, REMOTE_ADDR=f"198.51.100.{host}")
    assert try_in(name, "studio", REMOTE_ADDR=address).status_code == 429
    ask()
    client.defaults["REMOTE_ADDR"] = address
    choose(client, path_in_letter())

    assert try_in(name, "a long way to the sea", REMOTE_ADDR=address).status_code == 302


def test_a_new_password_ends_the_waiting_of_nobody_else(client, mara):
    User.objects.filter(pk=mara.pk).update(username="m@studio.example")
    twin = cast.make_staff("twin")
    User.objects.filter(pk=twin.pk).update(email="m@studio.example")
    for _ in range(6):
        try_in("m@studio.example")
    ask("m@studio.example")
    choose(client, path_in_letter())

    twin.refresh_from_db()
    assert twin.check_password("a long way to the sea")
    assert try_in("m@studio.example", "studio").status_code == 429


def test_a_new_password_does_not_end_the_waiting_of_a_second_factor(client, mara):
    factors.give_app(mara)
    try_in("mara", "studio", client)
    for _ in range(6):
        client.post("/admin/login/second-factor/", {"code": factors.wrong_code()})
    ask()
    choose(Client(), path_in_letter())

    try_in("mara", "a long way to the sea", client)
    sent = {"code": factors.shown_by_app()}
    assert client.post("/admin/login/second-factor/", sent).status_code == 429


def test_a_new_password_signs_out_everywhere(mara):
    there = Client()
    there.post("/admin/login/", {"username": "mara", "password": "studio"})
    assert there.get("/admin/").status_code == 200
    ask()
    choose(Client(), path_in_letter())

    assert there.get("/admin/").status_code == 302
    assert not mara.usersession_set.exists()


def test_one_person_gets_few_letters_and_one_address_may_ask_only_so_often(mara):
    codes = [ask(REMOTE_ADDR="203.0.113.7").status_code for _ in range(21)]

    assert codes == [302] * 20 + [429]
    assert Letter.objects.count() == 5
    ask(REMOTE_ADDR="203.0.113.8")
    assert Letter.objects.count() == 5


def test_a_line_of_the_newer_kind_asks_twenty_times_an_hour_from_all_its_addresses(mara, no_worker):
    line = [f"2001:db8:0:1::{number:x}" for number in range(22)]
    assert [ask(REMOTE_ADDR=one).status_code for one in line] == [302] * 20 + [429] * 2
