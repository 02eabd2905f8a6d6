"""Who a visitor is, as far as a site may know: an address, shortened before it is stored."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

#: Bits of an address that are kept: what a provider gives a neighbourhood or a household.
_KEPT_OF_IPV4 = 24
_KEPT_OF_IPV6 = 48


def address_of(request: HttpRequest) -> str:
    """The visitor's IP address in its shortest form; "" where nobody tells it.

    Behind our proxy it is the last entry of ``X-Forwarded-For``, which the proxy
    wrote itself: those before it are whatever the visitor sent. Nonsense there
    leaves the address that knocked, which is the proxy's.
    """
    address = None
    if settings.BEHIND_PROXY:
        address = _parse(request.headers.get("X-Forwarded-For", "").rpartition(",")[2])
    return str(address or _parse(request.META.get("REMOTE_ADDR", "")) or "")


def network_of(address: str) -> str:
    """The address as it may be stored: its /24 (IPv4) or /48 (IPv6), at most 19 characters.

    As in ``192.0.2.0/24`` and ``2001:db8:7::/48``; "" for what is no address.
    """
    parsed = _parse(address)
    if parsed is None:
        return ""
    kept = _KEPT_OF_IPV4 if parsed.version == 4 else _KEPT_OF_IPV6
    return str(ip_network((parsed, kept), strict=False))


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


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    """An address; IPv4 that is written as IPv6 (RFC 4291, 2.5.5.2) is IPv4, and a zone is dropped."""
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
