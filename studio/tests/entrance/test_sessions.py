"""Where somebody is signed in: seen, ended at once, and over after a while by itself."""

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from lxml import html

from studio import chores
from studio.entrance import sessions
from studio.entrance.devices import family
from studio.tests import cast
from studio.tests.entrance.factors import give_app

DEVICES = "/admin/account/devices/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(home_page):
    return cast.make_admin()


def signed_in(name="admin", browser=FIREFOX, address="203.0.113.77"):
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=browser)
    client.post("/admin/login/", {"username": name, "password": "studio"})
    assert client.get("/admin/").status_code == 200
    return client


def listed(client, address=DEVICES):
    page = html.fromstring(client.get(address).content)
    return [
        (
            " ".join(" ".join(one.cssselect("p")[0].itertext()).split()).split(" since")[0],
            one.cssselect("[name=session]")[0].get("value"),
        )
        for one in page.cssselect(".entrance-list > li")
    ]


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_devices_are_listed_by_kind_and_network_alone(owner):
    here = signed_in()
    signed_in(browser=IPHONE, address="2001:db8:7:8::9")

    words = [one for one, _number in listed(here)]

    assert sorted(words) == [
        "Firefox, Linux (this one) from the network 203.0.113.0/24",
        "Safari, iPhone from the network 2001:db8:7::/48",
    ]
    stored = set(UserSession.objects.values_list("ip", "user_agent"))
    assert stored == {("203.0.113.0", "Firefox, Linux"), ("2001:db8:7::", "Safari, iPhone")}


@pytest.mark.parametrize(
    ("browser", "called"),
    [
        (FIREFOX, "Firefox, Linux"),
        (IPHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0 Safari/5", "Chrome, macOS"),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/140.0 Safari/537.36", "Chrome, ChromeOS"),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0",
            "Samsung Internet, Android",
        ),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_device_is_called_by_its_kind_and_stays_so(browser, called):
    assert family(browser) == called
    assert family(called) == called


def test_one_is_ended_and_the_others_go_on(owner):
    here, phone, third = signed_in(), signed_in(browser=IPHONE), signed_in()
    number = next(number for words, number in listed(here) if "iPhone" in words)

    here.post(DEVICES, {"session": number})

    assert [is_in(one) for one in (here, phone, third)] == [True, False, True]
    assert len(listed(here)) == 2


def test_all_others_are_ended(owner):
    here, phone, third = signed_in(), signed_in(browser=IPHONE), signed_in()

    here.post(DEVICES, {})

    assert [is_in(one) for one in (here, phone, third)] == [True, False, False]


def test_ones_own_is_ended_as_well(owner):
    here = signed_in()
    (_words, number) = listed(here)[0]

    assert here.post(DEVICES, {"session": number}).url == "/admin/login/"
    assert not is_in(here)


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "١"])
def test_nonsense_ends_nothing(owner, number):
    here, phone = signed_in(), signed_in(browser=IPHONE)

    assert here.post(DEVICES, {"session": number}).status_code == 302
    assert is_in(phone)


def test_nobody_ends_what_is_another_persons(owner):
    mara = cast.make_staff("mara")
    hers, mine = signed_in("mara"), signed_in()
    number = UserSession.objects.get(user=mara).pk

    mine.post(DEVICES, {"session": number})

    assert is_in(hers)


def test_signing_out_takes_it_from_the_list(owner):
    here = signed_in()
    here.post("/admin/logout/")

    assert not UserSession.objects.exists()


# --- of colleagues ---------------------------------------------------------------------


def test_who_may_change_accounts_ends_sessions_of_colleagues(owner):
    mara, lena = cast.make_staff("mara"), cast.make_staff("lena", "change_user")
    hers, desk = signed_in("mara"), signed_in("lena")
    address = f"{DEVICES}of/{mara.pk}/"

    assert [words for words, _number in listed(desk, address)] == [
        "Firefox, Linux from the network 203.0.113.0/24"
    ]
    desk.post(address, {})

    assert [is_in(hers), is_in(desk)] == [False, True]
    assert signed_in("mara").get(f"{DEVICES}of/{lena.pk}/").status_code == 403


def test_only_owners_end_sessions_of_owners(owner):
    cast.make_staff("lena", "change_user")
    desk, mine = signed_in("lena"), signed_in()

    assert desk.post(f"{DEVICES}of/{owner.pk}/", {}).status_code == 403
    assert is_in(mine)


def test_nobody_ends_or_sees_sessions_of_whoever_may_more(owner):
    registrar = cast.make_staff("rhea", "view_letter")
    editors = Group.objects.create(name="Those who publish")
    mara = cast.make_staff("mara")
    mara.groups.add(editors)
    cast.make_staff("lena", "change_user")
    theirs, desk = [signed_in("rhea"), signed_in("mara")], signed_in("lena")

    for colleague in (registrar, mara):
        address = f"{DEVICES}of/{colleague.pk}/"
        assert desk.get(address).status_code == 403
        assert desk.post(address, {}).status_code == 403
    assert [is_in(one) for one in theirs] == [True, True]


def test_the_list_of_users_leads_to_it(owner):
    mara = cast.make_staff("mara")

    page = signed_in().get("/admin/users/").content.decode()

    assert f"{DEVICES}of/{mara.pk}/" in page


def test_an_account_that_is_closed_is_signed_out_at_once(owner):
    mara = cast.make_staff("mara")
    hers = signed_in("mara")

    mara.is_active = False
    mara.save()

    assert not is_in(hers)
    assert not UserSession.objects.filter(user=mara).exists()
    assert Session.objects.count() == 0


def test_a_password_set_by_a_colleague_signs_out(owner):
    mara = cast.make_staff("mara")
    hers = signed_in("mara")

    mara.set_password("another")
    mara.save()

    assert not is_in(hers)


def test_rights_that_are_taken_hold_at_once(owner):
    mara = cast.make_staff("mara")
    hers = signed_in("mara")

    mara.user_permissions.remove(Permission.objects.get(codename="access_admin"))

    assert not is_in(hers)


# --- over by itself ------------------------------------------------------------------------


def turn_back(client, **seconds):
    session = client.session
    for name, by in seconds.items():
        session[name] = int(time.time()) - by
    session.save()


def test_a_session_left_alone_ends_after_twelve_hours(owner):
    client = signed_in()

    left = Session.objects.get().expire_date - timezone.now()

    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
    assert client.cookies["sessionid"]["max-age"] == 12 * 3600


def test_who_is_still_there_is_noted_every_ten_minutes(owner, django_assert_num_queries):
    client = signed_in()
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(hours=3))
    client.get("/admin/")
    assert Session.objects.get().expire_date < timezone.now() + timedelta(hours=2)

    turn_back(client, **{sessions.SEEN: 601})
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
    client.get("/admin/")

    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=11)
    assert UserSession.objects.get().last_seen_at > timezone.now() - timedelta(minutes=1)


def test_after_seven_days_everybody_signs_in_again(owner):
    client = signed_in()
    turn_back(client, **{sessions.BEGAN: 7 * 24 * 3600 + 1})

    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert not UserSession.objects.exists()


def test_what_ended_is_forgotten_within_a_day(owner):
    signed_in()
    going_on = signed_in(browser=IPHONE)
    key = UserSession.objects.exclude(user_agent__contains="iPhone").get().session_key
    Session.objects.filter(session_key=key).update(expire_date=timezone.now())

    chores.forget_sessions()

    assert [one.user_agent for one in UserSession.objects.all()] == ["Safari, iPhone"]
    assert is_in(going_on)


# --- from the terminal --------------------------------------------------------------------


def test_a_command_signs_somebody_out_everywhere(owner, capsys):
    here, there, colleague = signed_in(), signed_in(browser=IPHONE), None
    cast.make_staff("rita")
    colleague = signed_in("rita")

    call_command("sign_out", "admin")

    assert capsys.readouterr().out == "admin is signed out everywhere.\n"
    assert [is_in(client) for client in (here, there, colleague)] == [False, False, True]
    with pytest.raises(CommandError, match="Nobody signs in as nimda"):
        call_command("sign_out", "nimda")
    with pytest.raises(CommandError):
        call_command("sign_out")


def test_a_command_signs_everybody_out(owner, capsys):
    cast.make_staff("rita")
    clients = [signed_in(), signed_in("rita")]

    call_command("sign_out", "--all")

    assert capsys.readouterr().out.startswith("Everybody is signed out: 2 sessions ended")
    assert [is_in(client) for client in clients] == [False, False]
    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)


def test_a_command_lists_accounts_and_what_opens_them(owner, capsys):
    give_app(owner)
    cast.make_staff("rita")
    call_command("accounts", "--owners")
    assert capsys.readouterr().out.split() == [
        "admin",
        owner.email or "-",
        "owner,",
        "app,",
        "codes",
    ]
    type(owner).objects.filter(username="rita").update(is_active=False)
    call_command("accounts")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["admin", "rita"]
    assert lines[1].endswith("closed")
    type(owner).objects.update(is_superuser=False)
    call_command("accounts", "--owners")
    assert capsys.readouterr().out == "Nobody: studio createsuperuser makes an owner.\n"
