"""Whose address is believed, and what of it is kept."""

import pytest
from django.test import RequestFactory

from studio.visitors import address_of, connection_of, has_session, network_of, pseudonym

PROXY = "10.0.0.7"


def asked_by(direct, forwarded=None):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=direct)


@pytest.mark.parametrize(
    ("direct", "address"),
    [
        ("192.0.2.9", "192.0.2.9"),
        ("2001:DB8:0:0::9", "2001:db8::9"),
        ("::ffff:192.0.2.9", "192.0.2.9"),
        ("fe80::1%eth0", "fe80::1"),
        ("", ""),  # a socket of Unix
        ("unknown", ""),
    ],
)
def test_without_a_proxy_the_address_is_who_knocks(settings, direct, address):
    settings.BEHIND_PROXY = False

    assert address_of(asked_by(direct)) == address
    assert address_of(asked_by(direct, "198.51.100.1")) == address


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("192.0.2.9", "192.0.2.9"),
        ("198.51.100.1, 192.0.2.9", "192.0.2.9"),
        ("198.51.100.1,192.0.2.9 ", "192.0.2.9"),
        ("nonsense, 2001:db8::9", "2001:db8::9"),
        ("::ffff:192.0.2.9", "192.0.2.9"),
        (None, PROXY),
        ("", PROXY),
        ("192.0.2.9,", PROXY),
        ("192.0.2.9, unknown", PROXY),
        ("192.0.2.9, 1", PROXY),
        ("192.0.2.9, 192.0.2.0/24", PROXY),
        ("192.0.2.9, 192.0.2.010", PROXY),
        ("198.51.100.1, 192.0.2.9, 10.0.0.8", "192.0.2.9"),  # through two proxies of ours
        ("192.0.2.9, unknown, 10.0.0.8", "10.0.0.8"),
        ("10.0.0.9, 10.0.0.8", "10.0.0.9"),
        ("x" * 10_000, PROXY),
    ],
)
def test_behind_our_proxy_its_own_entry_is_believed_and_no_other(settings, forwarded, address):
    settings.BEHIND_PROXY, settings.TRUSTED_PROXIES = True, ["10.0.0.0/24"]

    assert address_of(asked_by(PROXY, forwarded)) == address


@pytest.mark.parametrize("direct", ["10.0.1.7", "127.0.0.1", "192.0.2.1", "2001:db8::1", "x"])
def test_behind_our_proxy_nobody_else_is_believed(settings, direct):
    settings.BEHIND_PROXY, settings.TRUSTED_PROXIES = True, ["10.0.0.0/24"]

    assert address_of(asked_by(direct, "192.0.2.9")) == direct.replace("x", "")


@pytest.mark.parametrize("direct", ["127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1", ""])
def test_proxies_on_the_same_machine_need_no_name(settings, direct):
    settings.BEHIND_PROXY = True

    assert address_of(asked_by(direct, "192.0.2.9")) == "192.0.2.9"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.9", "192.0.2.0/24"),
        ("255.255.255.255", "255.255.255.0/24"),
        ("2001:db8:7:8::9", "2001:db8:7::/48"),
        ("ffff:ffff:ffff:ffff::1", "ffff:ffff:ffff::/48"),
        ("::ffff:192.0.2.9", "192.0.2.0/24"),
        ("::1", "::/48"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_of_an_address_only_its_neighbourhood_is_kept(address, network):
    assert network_of(address) == network
    assert len(network) <= 19


@pytest.mark.parametrize(
    ("address", "connection"),
    [
        ("192.0.2.9", "192.0.2.9"),
        ("2001:db8:7:8:9::1", "2001:db8:7:8::/64"),
        ("2001:db8:7:8:ffff::", "2001:db8:7:8::/64"),
        ("", ""),
    ],
)
def test_what_is_counted_is_what_a_line_is_given(address, connection):
    assert connection_of(address) == connection


def test_a_pseudonym_tells_equals_and_nothing_else(settings):
    one = pseudonym("ida@visitor.example", purpose="trust")

    assert len(one) == 64
    assert int(one, 16)
    assert one == pseudonym("ida@visitor.example", purpose="trust")
    assert one != pseudonym("mara@visitor.example", purpose="trust")
    assert one != pseudonym("ida@visitor.example", purpose="limits")
    settings.SECRET_KEY = "another key " * 5
    assert one != pseudonym("ida@visitor.example", purpose="trust")


def test_a_session_is_told_by_its_cookie_and_not_read(settings):
    request = RequestFactory().get("/")
    assert not has_session(request)
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    assert has_session(request)  # a request without a session to read
