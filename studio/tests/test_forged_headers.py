"""What strangers write into the headers of proxies moves nothing."""

import pytest
from django.test import Client

from home.models import Message
from home.tests.cast import make_contact, write
from studio.models import Letter

pytestmark = pytest.mark.django_db

FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=192.0.2.1;host=evil.example;proto=https",
    "X-Original-Url": "/admin/",
    "X-Rewrite-Url": "/admin/",
    "X-Http-Method-Override": "DELETE",
}
SECURE = ("HTTP_X_FORWARDED_PROTO", "https")


def accepted(client, contact, times):
    for number in range(times):
        headers = {
            "X-Forwarded-For": f"198.{number}.0.1, 203.{number}.113.{number}",
            "X-Real-Ip": f"203.{number}.113.{number}",
            "Forwarded": f"for=203.{number}.113.{number}",
        }
        fields = {"text": f"Number {number}", "email": f"reader{number}@reader.example"}
        write(client, contact, headers, **fields)
    return Message.objects.count()


@pytest.mark.parametrize("behind", [False, True])
def test_of_two_hundred_posts_with_forged_addresses_five_are_taken(home_page, settings, behind):
    contact = make_contact(home_page)
    settings.BEHIND_PROXY = behind

    assert accepted(Client(REMOTE_ADDR="192.0.2.9"), contact, 200) == 5


def test_where_the_header_was_believed_of_anybody_all_of_them_would_be(home_page, settings):
    """The control: the very same posts, by a proxy of ours."""
    contact = make_contact(home_page)
    settings.BEHIND_PROXY, settings.TRUSTED_PROXIES = True, ["192.0.2.9"]

    assert accepted(Client(REMOTE_ADDR="192.0.2.9"), contact, 20) == 20


@pytest.mark.parametrize(
    "address", ["/", "/search/?q=x", "/robots.txt", "/sitemap.xml", "/nowhere/"]
)
def test_no_header_of_a_proxy_changes_an_answer(client, home_page, address):
    clean = client.get(address)
    forged = client.get(address, headers=FORGED)

    assert (forged.status_code, forged.content) == (clean.status_code, clean.content)
    assert b"evil" not in forged.content
    assert "https://testserver" not in forged.content.decode()


def test_no_header_of_a_proxy_gets_into_a_letter(client, home_page):
    contact = make_contact(home_page)

    assert write(client, contact, FORGED).status_code == 303
    told = "".join(f"{one.subject} {one.text} {one.html}" for one in Letter.objects.all())
    assert Letter.objects.exists()
    assert "evil" not in told


@pytest.mark.parametrize(
    ("direct", "behind", "is_secure"),
    [
        ("127.0.0.1", True, True),
        ("", True, True),
        ("192.0.2.9", True, False),
        ("127.0.0.1", False, False),
    ],
)
def test_https_is_believed_of_our_proxies_alone(home_page, settings, direct, behind, is_secure):
    settings.BEHIND_PROXY, settings.SECURE_PROXY_SSL_HEADER = behind, SECURE

    answer = Client(REMOTE_ADDR=direct).get("/", headers={"X-Forwarded-Proto": "https"})

    assert answer.wsgi_request.is_secure() is is_secure


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "testserver.evil.example",
        "testserver@evil.example",
        "a b",
        "",
        "[::1",
        "\xff",
    ],
)
def test_a_forged_host_is_a_bad_request(client, home_page, host):
    answer = client.get("/", headers={"Host": host}) if host else client.get("/", HTTP_HOST=".")

    assert answer.status_code == 400
    assert b"evil" not in answer.content


@pytest.mark.parametrize(
    "way", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_way_back_leads_to_another_site(admin_client, admin_user, home_page, way):
    stranger = Client()
    sent = {"username": "admin", "password": "studio", "next": way}
    for address in (f"/_util/login/?next={way}", f"/admin/login/?next={way}"):
        for answer in (stranger.post(address, sent), admin_client.get(address)):
            assert "evil" not in answer.get("Location", ""), address
            assert not answer.get("Location", "").startswith("javascript"), address


@pytest.mark.parametrize("field", ["name", "subject", "email"])
def test_no_line_break_gets_into_the_head_of_a_letter(client, home_page, field):
    contact = make_contact(home_page)

    for breaking in ("\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "%0d%0a"):
        write(client, contact, **{field: f"Rosa{breaking}Bcc: all@evil.example"})

    for letter in Letter.objects.all():
        assert not set("\r\n\u2028\x85\x0b") & set(f"{letter.subject}{letter.to}{letter.reply_to}")
