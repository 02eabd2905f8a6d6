"""From where a post may come: from a page of ours, and with a session only with its token."""

import re

import pytest
from django.conf import settings
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from lxml import html as lxml_html
from playwright.sync_api import expect
from wagtail.models import PageViewRestriction

OURS = "http://testserver"


def heading(response):
    return lxml_html.fromstring(response.content.decode()).xpath("string(//h1)")


def token_for(client):
    """A token, and the cookie that goes with it, as a page with a form gives them."""
    request = RequestFactory().get("/")
    token = get_token(request)
    client.cookies[settings.CSRF_COOKIE_NAME] = request.META["CSRF_COOKIE"]
    return token


# --- a browser without a session ---------------------------------------------------


@pytest.mark.parametrize(
    ("site", "origin", "status"),
    [
        ("same-origin", OURS, 200),
        ("same-origin", None, 200),
        ("same-origin", "null", 200),  # a form of ours, in a browser that hides where it stood
        ("same-site", None, 403),
        ("same-site", "http://www.testserver", 403),
        ("cross-site", None, 403),
        ("cross-site", "null", 403),
        ("cross-site", "https://evil.example", 403),
        ("none", None, 403),
        ("none", "null", 403),
        ("none", OURS, 200),
        ("", None, 403),
        ("Same-Origin", None, 403),
        ("same-origin, cross-site", None, 403),
        (None, OURS, 200),
        (None, "null", 403),
        (None, "", 403),
        (None, "https://testserver", 403),
        (None, "http://testserver:8000", 403),
        (None, "http://testserver.evil.example", 403),
        (None, "http://evil.example/http://testserver", 403),
        (None, f"{OURS}/", 403),
        (None, None, 200),
    ],
)
def test_a_post_without_a_session_must_come_from_us(strict_client, letterbox, site, origin, status):
    sent = {"Sec-Fetch-Site": site, "Origin": origin}
    headers = {name: value for name, value in sent.items() if value is not None}

    answer = strict_client.post(letterbox.url, {"text": "Hello"}, headers=headers)

    assert answer.status_code == status
    assert heading(answer) == ("Letterbox" if status == 200 else "This came from another site")


def test_over_https_our_own_origin_is_https(strict_client, letterbox):
    statuses = [
        strict_client.post(letterbox.url, headers={"origin": origin}, secure=True).status_code
        for origin in ("https://testserver", "http://testserver")
    ]

    assert statuses == [200, 403]


def test_a_post_without_a_session_needs_no_token_and_gets_no_cookie(strict_client, letterbox):
    token_for(strict_client)  # left from a visit to a page with a token, long ago

    answer = strict_client.post(letterbox.url, {"text": "Hello"})

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_what_a_stranger_sent_is_refused_without_a_look_at_the_database(
    strict_client, letterbox, django_assert_num_queries, caplog
):
    address = letterbox.url
    with django_assert_num_queries(0):
        strict_client.post(address, headers={"Origin": "https://evil.example"})

    assert caplog.messages == [
        "Refused a post from another site "
        "(Sec-Fetch-Site: None, Origin: https://evil.example): /letterbox/"
    ]


@pytest.mark.parametrize(
    ("site", "origin", "told"),
    [
        ("cross-site", "https://evil.example", "cross-site, Origin: https://evil.example"),
        ("rosa", "null", "?, Origin: null"),
        ("!" * 8_000, "!" * 8_000, "?, Origin: " + "!" * 200),
    ],
)
def test_of_what_a_stranger_says_only_what_a_browser_could_say_is_written_down(
    strict_client, letterbox, caplog, site, origin, told
):
    headers = {"Sec-Fetch-Site": site, "Origin": origin}
    assert strict_client.post(letterbox.url, headers=headers).status_code == 403

    assert caplog.messages == [
        f"Refused a post from another site (Sec-Fetch-Site: {told}): /letterbox/"
    ]


# --- a browser with a session -------------------------------------------------------


def test_a_post_of_somebody_signed_in_needs_its_token(strict_client, admin_user, letterbox):
    strict_client.force_login(admin_user)

    without = strict_client.post(letterbox.url, {"text": "Hello"})
    token = token_for(strict_client)
    forged = strict_client.post(letterbox.url, {"csrfmiddlewaretoken": "x" * 64})
    with_it = strict_client.post(letterbox.url, {"csrfmiddlewaretoken": token})

    assert [without.status_code, forged.status_code, with_it.status_code] == [403, 403, 200]
    assert heading(without) == "This door is closed"


def test_a_token_helps_nobody_from_another_site(strict_client, admin_user, letterbox):
    strict_client.force_login(admin_user)
    token = token_for(strict_client)

    answer = strict_client.post(
        letterbox.url,
        {"csrfmiddlewaretoken": token},
        headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403


def test_whoever_opened_a_page_by_its_password_needs_a_token_there(client, letterbox):
    restriction = PageViewRestriction.objects.create(
        page=letterbox, restriction_type="password", password="juniper"
    )
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{letterbox.pk}/",
        {"password": "juniper", "return_url": letterbox.url},
    )
    visitor = Client(enforce_csrf_checks=True)
    visitor.cookies = client.cookies
    token = token_for(visitor)

    assert visitor.post(letterbox.url).status_code == 403
    answer = visitor.post(letterbox.url, {"csrfmiddlewaretoken": token})
    assert (answer.status_code, heading(answer)) == (200, "Letterbox")


def test_a_session_that_is_over_needs_no_token_and_is_taken_back(strict_client, letterbox):
    strict_client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32

    answer = strict_client.post(letterbox.url, {"text": "Hello"})

    assert answer.status_code == 200
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0


def test_a_session_that_is_over_opens_the_door_to_no_other_site(strict_client, letterbox):
    strict_client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32

    answer = strict_client.post(letterbox.url, headers={"Sec-Fetch-Site": "cross-site"})

    assert heading(answer) == "This came from another site"


# --- in a browser --------------------------------------------------------------------------

FORM = """<!doctype html><html lang="en"><title>A form</title>
<form method="post" action="{action}"><label>Text <textarea name="text"></textarea></label>
<button>Send</button></form></html>"""


def send(page, address, action, text):
    """Fill in and send a form that a cache or another site serves at ``address``."""
    page.route(address, lambda route: route.fulfill(body=FORM.format(action=action)))
    page.goto(address)
    page.get_by_label("Text").fill(text)
    page.get_by_role("button", name="Send").click()


def test_a_browser_posts_from_a_cached_page_without_any_cookie(page, live_site, letterbox):
    send(page, f"{live_site}/cached/", "/letterbox/", "Hello")

    expect(page.get_by_role("heading", level=1)).to_have_text("Letterbox")
    assert page.context.cookies() == []


def test_a_browser_cannot_be_made_to_post_by_another_site(page, live_site, letterbox):
    elsewhere = re.sub(r"//[^:]+", "//elsewhere.localhost", live_site)

    send(page, f"{elsewhere}/", f"{live_site}/letterbox/", "Hello")

    expect(page.get_by_role("heading", level=1)).to_have_text("This came from another site")


def test_a_browser_keeps_what_was_too_long(page, live_site, letterbox):
    text = "Long. " * 50_000

    send(page, f"{live_site}/cached/", "/letterbox/", text)
    expect(page.get_by_role("heading", level=1)).to_have_text("That was too much at once")
    page.go_back()

    expect(page.get_by_label("Text")).to_have_value(text)
