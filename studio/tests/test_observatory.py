"""The scorer that ``test_production.py`` asks: it takes and gives what the published table says."""

import dataclasses

import pytest

from studio.tests.observatory import RULES, Visited, score

#: What Django's middleware of a new Wagtail project sends, without a line of settings.
BARE = Visited(
    url="https://bare.example/",
    headers={
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    },
    body='<!doctype html><title>A</title><script src="/static/js/bare.js"></script>',
)
BEST = Visited(
    url="https://best.example/",
    headers={
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    },
    body="<!doctype html><title>B</title>",
    led_to="https://best.example/",
)


def with_header(name, value):
    return dataclasses.replace(BEST, headers=BEST.headers | {name: value})


def test_a_new_project_of_wagtails_gets_35():
    points, told = score(BARE)

    assert points == 35
    assert {name: lost for name, lost in told.items() if lost < 0} == {
        "content_security_policy": -25,
        "redirection": -20,
        "strict_transport_security": -20,
    }


def test_the_best_gets_all_that_can_be_had_without_cookies():
    assert score(BEST)[0] == 130


def test_below_90_nothing_is_added():
    assert score(dataclasses.replace(BEST, led_to=""))[0] == 80


def test_it_never_falls_below_nothing():
    terrible = dataclasses.replace(
        BARE,
        headers={},
        cookies=["sessionid=1"],
        body="<script src='http://a.example/a.js'></script>",
    )
    assert score(terrible)[0] == 0


SELF = "script-src 'self'; frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("policy", "points"),
    [
        ("", -25),
        (f"default-src 'self'; {SELF}", 5),
        (f"default-src 'none'; {SELF}; style-src 'self' 'unsafe-inline'", 0),
        ("default-src 'none'; script-src 'self' 'unsafe-eval'", -10),
        ("default-src 'none'; script-src 'self' 'unsafe-inline'", -20),
        ("default-src 'none'; script-src https:", -20),
        ("script-src 'self'", -20),  # whatever it does not name is open
        (f"default-src 'none'; {SELF}; img-src http:", -10),
        (f"default-src 'none'; {SELF}; connect-src http://a.example", -20),
    ],
)
def test_a_policy_is_worth_what_it_forbids(policy, points):
    assert (
        RULES["content_security_policy"](with_header("Content-Security-Policy", policy)) == points
    )


@pytest.mark.parametrize(
    ("cookie", "points"),
    [
        ("a=1; Secure; SameSite=Lax", 5),
        ("a=1; Secure", 0),
        ("a=1; SameSite=Lax", -5),
        ("csrftoken=1; Secure", -20),
        ("sessionid=1; Secure; SameSite=Lax", -30),
        ("sessionid=1; HttpOnly; SameSite=Lax", -10),
    ],
)
def test_a_cookie_is_worth_what_protects_it(cookie, points):
    assert RULES["cookies"](dataclasses.replace(BEST, cookies=[cookie])) == points


@pytest.mark.parametrize(
    ("name", "value", "rule", "points"),
    [
        ("Strict-Transport-Security", "max-age=86400", "strict_transport_security", -10),
        ("Strict-Transport-Security", "preload", "strict_transport_security", -20),
        ("Referrer-Policy", "unsafe-url", "referrer_policy", -5),
        ("Referrer-Policy", "", "referrer_policy", 0),
        ("Cross-Origin-Resource-Policy", "cross-origin", "cross_origin_resource_policy", 0),
        ("Cross-Origin-Resource-Policy", "ours", "cross_origin_resource_policy", -5),
        ("X-Content-Type-Options", "", "x_content_type_options", -5),
    ],
)
def test_a_header_is_worth_what_it_says(name, value, rule, points):
    assert RULES[rule](with_header(name, value)) == points
