"""Exactly five wrong tries by name and address, whoever tries, and the rightful owner gets in."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from studio.entrance import hashing, locks
from studio.models import Tally
from studio.tests import cast
from studio.tests.entrance import factors

LOGIN, SECOND = "/admin/login/", "/admin/login/second-factor/"
ASK = "/admin/password_reset/"


def wrong(client=None, name="admin", address="203.0.113.7", password="wrong"):
    client = client or Client()
    data = {"username": name, "password": password}
    return client.post(LOGIN, data, REMOTE_ADDR=address)


@pytest.fixture
def owner(home_page):
    return cast.make_admin()


@pytest.mark.django_db
class TestOneAfterTheOther:
    def test_five_are_answered_as_wrong_and_the_sixth_must_wait(self, owner):
        answers = [wrong() for _ in range(7)]

        assert [one.status_code for one in answers] == [200] * 5 + [429] * 2
        assert 14 * 60 < int(answers[5]["Retry-After"]) <= 15 * 60
        assert "In 15 minutes you can try again from here." in answers[5].content.decode()

    def test_the_right_password_must_wait_as_well(self, owner):
        for _ in range(5):
            wrong()

        assert wrong(password="studio").status_code == 429

    def test_the_rightful_owner_elsewhere_gets_in(self, owner):
        for _ in range(6):
            wrong()

        assert wrong(address="198.51.100.1", password="studio").status_code == 302

    @pytest.mark.parametrize("name", ["nobody", "admin@studio.example"])
    def test_known_or_not_a_name_is_locked_alike(self, owner, name):
        assert [wrong(name=name).status_code for _ in range(6)] == [200] * 5 + [429]

    def test_a_name_is_the_same_in_capitals(self, owner):
        names = ["admin", "ADMIN", " Admin", "aDmin", "ａdmin", "admin"]

        assert [wrong(name=one).status_code for one in names] == [200] * 5 + [429]

    def test_success_begins_anew(self, owner):
        for _ in range(4):
            wrong()
        assert wrong(password="studio").status_code == 302

        assert [wrong().status_code for _ in range(6)] == [200] * 5 + [429]

    def test_after_its_time_the_lock_opens(self, owner):
        for _ in range(6):
            wrong()
        Tally.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

        assert wrong(password="studio").status_code == 302

    def test_one_address_is_bounded_whatever_names_it_tries(self, owner):
        codes = [wrong(name=f"name{number}").status_code for number in range(52)]

        assert codes == [200] * locks.TRIES_BY_ADDRESS + [429] * 2

    def test_a_house_full_of_people_who_are_right_is_not_bounded(self, owner):
        for _ in range(locks.TRIES_BY_ADDRESS + 2):
            assert wrong(password="studio").status_code == 302

    def test_one_name_is_bounded_from_wherever_it_is_tried(self, owner):
        addresses = [f"198.51.{net}.{host}" for net in range(21) for host in (1,) * 5]
        codes = [wrong(address=one).status_code for one in addresses]

        assert codes == [200] * locks.TRIES_BY_NAME + [429] * 5

    def test_addresses_of_one_household_are_one(self, owner):
        addresses = [f"2001:db8:7:1::{number}" for number in range(6)]

        codes = [wrong(address=one).status_code for one in addresses]

        assert codes == [200] * 5 + [429]
        assert wrong(address="2001:db8:7:2::1").status_code == 200

    def test_a_neighbourhood_is_bounded_by_name_and_shuts_nobody_elsewhere_out(self, owner):
        addresses = [f"2001:db8:7:{net}::1" for net in range(7) for _again in range(5)]
        codes = [wrong(address=one).status_code for one in addresses]

        assert codes == [200] * locks.TRIES_BY_NEIGHBOURHOOD + [429] * 15
        assert wrong(address="2001:db8:7:99::1", name="another").status_code == 200
        assert wrong(address="2001:db8:8::1", password="studio").status_code == 302

    def test_being_right_counts_nowhere_in_a_neighbourhood(self, owner):
        for net in range(locks.TRIES_BY_NEIGHBOURHOOD + 2):
            assert wrong(address=f"2001:db8:7:{net}::1", password="studio").status_code == 302

    def test_forged_addresses_count_as_the_one_that_knocked(self, owner):
        forged = [Client(headers={"X-Forwarded-For": f"192.0.2.{number}"}) for number in range(200)]

        assert [wrong(one).status_code for one in forged] == [200] * 5 + [429] * 195

    def test_the_page_for_members_is_no_second_count(self, owner):
        for _ in range(5):
            wrong()

        data = {"username": "admin", "password": "studio"}
        answer = Client().post("/_util/login/", data, REMOTE_ADDR="203.0.113.7")

        assert answer.status_code == 429

    def test_five_wrong_codes_make_one_wait(self, owner, client):
        factors.give_app(owner)
        wrong(client, password="studio")
        codes = [client.post(SECOND, {"code": factors.wrong_code()}).status_code for _ in range(6)]

        assert codes == [200] * 5 + [429]
        assert client.post(SECOND, {"code": factors.shown_by_app()}).status_code == 429

    def test_a_new_password_is_offered_where_it_helps_and_nowhere_else(self, owner, client):
        factors.give_app(owner)
        refused = [wrong() for _ in range(6)][-1].content.decode()
        wrong(client, password="studio", address="198.51.100.1")
        sent = {"code": factors.wrong_code()}
        at_code = [client.post(SECOND, sent) for _ in range(6)][-1].content.decode()
        at_letter = [Client().post(ASK, {"email": "nobody@example.org"}) for _ in range(21)][-1]

        assert "choose a new one" in refused
        assert ASK in refused
        for page in (at_code, at_letter.content.decode()):
            assert "That was wrong too often." in page
            assert "choose a new one" not in page
            assert ASK not in page

    def test_what_is_locked_is_not_compared(self, owner, monkeypatch):
        for _ in range(5):
            wrong()
        compared = []
        monkeypatch.setattr(
            "django.contrib.auth.hashers.MD5PasswordHasher.verify",
            lambda *arguments: compared.append(arguments) or False,
        )

        wrong()

        assert compared == []


def strangers_guess(name):
    """So often, from so many networks, that nobody may try that name any more."""
    for host in range(locks.TRIES_BY_NAME):
        wrong(name=name, address=f"198.51.100.{host}")
    assert wrong(name=name, address="203.0.113.1", password="studio").status_code == 429


@pytest.mark.django_db
class TestOnADeviceThatIsKnown:
    @pytest.mark.parametrize("name", ["admin", "admin@studio.example"])
    def test_strangers_do_not_lock_the_owner_out(self, owner, client, name):
        wrong(client, password="studio")
        client.post("/admin/logout/")
        strangers_guess(name)

        assert wrong(client, name, address="192.0.2.1", password="studio").status_code == 302

    @pytest.mark.parametrize("name", ["admin", "nobody"])
    def test_that_of_somebody_else_changes_nothing(self, owner, client, name):
        cast.make_staff("mara")
        wrong(client, "mara", password="studio")
        client.post("/admin/logout/")
        strangers_guess(name)

        assert wrong(client, name, address="192.0.2.1", password="studio").status_code == 429

    def test_a_cookie_that_we_have_not_signed_changes_nothing(self, owner, client):
        wrong(client, password="studio")
        client.post("/admin/logout/")
        client.cookies["device"] = client.cookies["device"].value[:-1] + "~"
        strangers_guess("admin")

        assert wrong(client, address="192.0.2.1", password="studio").status_code == 429

    def test_one_that_is_stolen_guesses_no_more_than_others(self, owner, client):
        wrong(client, password="studio")
        client.post("/admin/logout/")
        networks = range(locks.TRIES_BY_NAME + 2)

        codes = [wrong(client, address=f"198.51.100.{host}").status_code for host in networks]

        assert codes == [200] * locks.TRIES_BY_NAME + [429] * 2

    def test_five_from_one_address_are_five(self, owner, client):
        wrong(client, password="studio")
        client.post("/admin/logout/")

        assert [wrong(client).status_code for _ in range(6)] == [200] * 5 + [429]

    def test_whoever_stole_the_password_does_not_lock_out_the_app(self, owner, client):
        codes = factors.give_app(owner)
        wrong(client, password="studio")
        client.post(SECOND, {"code": codes[0]})
        client.post("/admin/logout/")
        for host in range(locks.TRIES_BY_NAME):
            thief, address = Client(), f"198.51.100.{host}"
            wrong(thief, address=address, password="studio")
            thief.post(SECOND, {"code": factors.wrong_code()}, REMOTE_ADDR=address)

        new = Client()
        for one, answer in ((new, 429), (client, 302)):
            wrong(one, password="studio")
            assert one.post(SECOND, {"code": codes[1]}).status_code == answer


@pytest.mark.django_db
@pytest.mark.parametrize("device", [False, True])
def test_known_or_not_a_name_costs_the_same_questions(owner, client, device):
    if device:
        wrong(client, password="studio")
        client.post("/admin/logout/")
    counts = []
    for name in ("admin", "nobody"):
        wrong(client, name)
        with CaptureQueriesContext(connection) as asked:
            wrong(client, name)
        counts.append([query["sql"].split('"')[:2] for query in asked.captured_queries])

    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_of_thirty_at_once_exactly_five_are_answered_as_wrong(monkeypatch):
    # as many processes as it takes for none to be sent away by the crowd
    wide = hashing.Turnstile(at_once=30)
    monkeypatch.setattr("studio.entrance.passwords.turnstile", wide)
    cast.make_site()
    cast.make_admin()
    together = Barrier(30)

    def one(_number):
        try:
            together.wait()
            return wrong().status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(30) as threads:
        codes = list(threads.map(one, range(30)))

    assert sorted(codes) == [200] * 5 + [429] * 25


# --- the turnstile -------------------------------------------------------------------------


def test_whoever_comes_when_it_is_full_is_sent_away():
    turnstile = hashing.Turnstile()
    with ExitStack() as queue:
        for _place in range(3):
            queue.enter_context(turnstile.standing())
        for _again in range(2):
            with pytest.raises(hashing.Busy), turnstile.standing():
                pass

    with turnstile.standing():  # the way is free again
        pass


def test_one_is_compared_at_a_time():
    turnstile, come, at_once, most = hashing.Turnstile(), Barrier(8), [], []

    def compare(_number):
        come.wait()
        with turnstile.passing():
            at_once.append(1)
            most.append(len(at_once))
            at_once.pop()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(compare, range(8)))

    assert most == [1] * 8


@pytest.mark.django_db
def test_whoever_is_sent_away_by_the_crowd_has_not_tried(owner, monkeypatch):
    full = hashing.Turnstile(at_once=0)
    monkeypatch.setattr("studio.entrance.passwords.turnstile", full)
    answers = [wrong(password="studio") for _ in range(7)]
    assert {(one.status_code, one["Retry-After"]) for one in answers} == {(429, "2")}
    monkeypatch.undo()

    assert wrong(password="studio").status_code == 302


@pytest.mark.django_db
def test_an_address_asks_for_passkeys_only_so_often(home_page):
    path, told = "/admin/login/passkey/", {"Accept": "application/json"}

    codes = [Client().get(path, headers=told).status_code for _ in range(101)]

    assert codes == [200] * 100 + [429]


@pytest.mark.django_db
def test_a_line_of_the_newer_kind_has_many_addresses_and_asks_as_often_as_others(home_page):
    path, told = "/admin/login/passkey/", {"Accept": "application/json"}
    line = [f"2001:db8:0:1::{number:x}" for number in range(101)]

    codes = [Client().get(path, headers=told, REMOTE_ADDR=one).status_code for one in line]

    assert codes == [200] * 100 + [429]


@pytest.mark.django_db
def test_the_old_password_is_not_guessed_in_the_account(owner):
    client = Client()
    client.force_login(owner)
    sent = {"password-old_password": "wrong", "password-new_password1": "a long way to the sea"}

    codes = [client.post("/admin/account/", sent).status_code for _ in range(11)]

    assert codes == [200] * 10 + [429]
