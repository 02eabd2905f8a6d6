"""What somebody does about their own second factor, and the command for who lost it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import html

from studio.models import Letter
from studio.tests import cast
from studio.tests.entrance import factors

OVERVIEW = "/admin/account/second-factor/"
APP = f"{OVERVIEW}app/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(home_page):
    return cast.make_admin()


def signed_in(code=None):
    client = Client()
    client.post("/admin/login/", {"username": "admin", "password": "studio"})
    if code:
        client.post("/admin/login/second-factor/", {"code": code})
    return client


def subjects():
    return list(Letter.objects.order_by("pk").values_list("subject", flat=True))


def set_up(client):
    secret = html.fromstring(client.get(APP).content).cssselect(".entrance-secret")[0].text
    return client.post(APP, {"code": factors.shown_by_app(secret)})


def test_an_app_is_set_up_told_and_signs_out_elsewhere(owner):
    here, there = signed_in(), signed_in()
    Letter.objects.all().delete()

    answer = set_up(here)

    assert answer.url == f"{OVERVIEW}codes/"
    assert factors.kinds_of(owner) == ["recovery_codes", "totp"]
    assert subjects() == ["A second factor was added to your sign-in"]
    assert "an app that shows numbers" in Letter.objects.get().text
    codes = html.fromstring(here.get(answer.url).content).cssselect(".entrance-codes code")
    assert len(codes) == 10
    assert here.get("/admin/").status_code == 200
    assert there.get("/admin/").status_code == 302


def test_a_wrong_first_number_sets_nothing_up(owner):
    client = signed_in()
    client.get(APP)

    assert client.post(APP, {"code": "000000"}).status_code == 200
    assert factors.kinds_of(owner) == []
    assert subjects() == []


def test_an_app_is_removed_told_and_signs_out_elsewhere(owner):
    codes = factors.give_app(owner)
    here, there = signed_in(codes[0]), signed_in(codes[1])
    Letter.objects.all().delete()

    assert "Remove the app" in here.get(f"{APP}remove/").content.decode()
    answer = here.post(f"{APP}remove/")

    assert answer.url == OVERVIEW
    assert factors.kinds_of(owner) == []
    assert subjects() == ["A second factor was taken from your sign-in"]
    assert there.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == 200


def test_new_codes_replace_the_old(owner):
    old = factors.give_app(owner)
    client = signed_in(old[0])

    assert client.post(f"{OVERVIEW}codes/new/").url == f"{OVERVIEW}codes/"

    page = client.get(f"{OVERVIEW}codes/")
    new = [one.text for one in html.fromstring(page.content).cssselect(".entrance-codes code")]
    assert len(new) == 10
    assert not set(new) & set(old)


@pytest.mark.parametrize("address", [APP, f"{APP}remove/", f"{OVERVIEW}codes/new/"])
def test_later_the_password_is_asked_again(owner, address, settings):
    if address != APP:
        factors.give_app(owner)
    client = Client()
    client.force_login(owner)

    answer = client.get(address)

    assert answer.url == f"/admin/account/confirm/?next={address.replace('/', '%2F')}"
    form = client.get(answer.url).content.decode()
    assert "Before anything changes about your sign-in" in form
    wrong = client.post(answer.url, {"password": "wrong", "next": address})
    assert wrong.status_code == 200
    assert client.post(answer.url, {"password": "studio", "next": address}).url == address
    assert client.get(address).status_code == 200


def test_asking_again_is_counted_as_at_the_door(owner):
    client = Client()
    client.force_login(owner)

    codes = [
        client.post("/admin/account/confirm/", {"password": "wrong"}).status_code for _ in range(6)
    ]

    assert codes == [200] * 5 + [429]


@pytest.mark.parametrize(
    "address",
    [OVERVIEW, APP, f"{OVERVIEW}codes/", f"{OVERVIEW}passkeys/add/", "/admin/account/devices/"],
)
def test_strangers_are_led_to_the_door(client, home_page, address):
    assert client.get(address).url.startswith("/admin/login/?next=")


def test_the_account_leads_to_all_of_it(owner):
    client = signed_in()

    page = html.fromstring(client.get("/admin/account/").content)

    ways = page.xpath("//section[@id='tab-actions']//a/@href")
    assert ways == [OVERVIEW, "/admin/account/devices/"]


def test_a_password_changed_in_the_account_is_told_and_signs_out_elsewhere(owner):
    here, there = signed_in(), signed_in()
    Letter.objects.all().delete()
    page = html.fromstring(here.get("/admin/account/").content)
    form = next(one for one in page.forms if "password-old_password" in one.fields)
    sent = dict(form.form_values()) | {
        "name_email-first_name": "Ada",
        "name_email-last_name": "Fable",
        "password-old_password": "studio",
        "password-new_password1": "a long way to the sea",
        "password-new_password2": "a long way to the sea",
    }

    assert here.post("/admin/account/", sent).url == "/admin/account/"

    assert subjects() == ["Your password was changed"]
    assert here.get("/admin/").status_code == 200
    assert there.get("/admin/").status_code == 302
    listed = here.get("/admin/account/devices/").content.decode()
    assert listed.count("(this one)") == 1
    assert listed.count("Sign out there") == 0


def test_who_lost_a_device_gets_in_again_by_a_command(owner):
    code = factors.give_app(owner)[0]
    there = signed_in(code)
    Letter.objects.all().delete()
    said = StringIO()

    call_command("reset_second_factor", "admin", stdout=said)

    assert said.getvalue() == "admin had 1, and has none now.\n"
    assert factors.kinds_of(owner) == []
    assert subjects() == ["A second factor was taken from your sign-in"]
    assert there.get("/admin/").status_code == 302
    assert signed_in().get("/admin/").status_code == 200


def test_the_command_refuses_a_name_that_nobody_has(home_page):
    with pytest.raises(CommandError, match="Nobody signs in as nimda"):
        call_command("reset_second_factor", "nimda")


def test_of_an_account_that_is_deleted_nobody_is_told(owner):
    factors.give_app(owner)
    Letter.objects.all().delete()

    owner.delete()

    assert subjects() == []
