"""Who a visitor is, as far as a site may know: an address, shortened before it is stored."""

from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

#: Bits of an address that are kept: what a provider gives a neighbourhood or a household.
_KEPT_OF_IPV4 = 24
_KEPT_OF_IPV6 = 48
#: Bits of an IPv6 address that a line is given; whoever has it chooses the rest (RFC 6177).
_LINE_OF_IPV6 = 64


def is_our_proxy(request: HttpRequest) -> bool:
    """Whether a proxy of ours knocked, whose words about the visitor are believed.

    Named by ``TRUSTED_PROXIES``; so is who comes through a socket of Unix, which has no
    address: nobody reaches one from outside.
    """
    return settings.BEHIND_PROXY and _is_ours(request.META.get("REMOTE_ADDR", ""))


def address_of(request: HttpRequest) -> str:
    """The visitor's IP address in its shortest form; "" where nobody tells it.

    Behind our proxies it is the last entry of ``X-Forwarded-For`` that none of them is:
    each wrote down who knocked at it, and those before are whatever the visitor sent.
    Nonsense there leaves the last of whom we know, which is a proxy.
    """
    address = _parse(request.META.get("REMOTE_ADDR", ""))
    if is_our_proxy(request):
        for entry in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
            told = _parse(entry)
            if told is None:
                break
            address = told
            if not _is_ours(str(told)):
                break
    return str(address or "")


def network_of(address: str) -> str:
    """The address as it may be stored: its /24 (IPv4) or /48 (IPv6), at most 19 characters.

    As in ``192.0.2.0/24`` and ``2001:db8:7::/48``; "" for what is no address.
    """
    parsed = _parse(address)
    if parsed is None:
        return ""
    kept = _KEPT_OF_IPV4 if parsed.version == 4 else _KEPT_OF_IPV6
    return str(ip_network((parsed, kept), strict=False))


def connection_of(address: str) -> str:
    """What is counted for a limit: the address, or the part of it that one line is given."""
    parsed = _parse(address)
    if parsed is None or parsed.version == 4:
        return address
    return str(ip_network((parsed, _LINE_OF_IPV6), strict=False))


def has_session(request: HttpRequest) -> bool:
    """Whether the browser sent a session cookie, valid or not.

    Tells it without reading the session, which would make the answer vary by
    cookie: no cache may then keep it for others.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def pseudonym(value: str, *, purpose: str) -> str:
    """64 hexadecimal digits that tell equal values without keeping them.

    Keyed with SECRET_KEY, so that nobody else can try addresses one by one; a
    new key makes new pseudonyms. Those of two purposes cannot be compared.
    """
    return salted_hmac(f"studio.visitors.{purpose}", value, algorithm="sha256").hexdigest()


def _is_ours(address: str) -> bool:
    parsed = _parse(address)
    if parsed is None:
        return not address  # a socket of Unix
    return any(parsed in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


@lru_cache(maxsize=8)
def _networks(named: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(name) for name in named)


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    """An address; IPv4 that is written as IPv6 (RFC 4291, 2.5.5.2) is IPv4, and a zone is dropped."""
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
