"""Which internet addresses are open to everybody, and which are somebody's own."""

import ipaddress
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: IPv6 addresses that carry an IPv4 address in their last 32 bits, which is where they lead.
_CARRIERS = [ipaddress.ip_network("::ffff:0:0/96"), ipaddress.ip_network("64:ff9b::/96")]
#: All that IANA has given out so far for the public (RFC 4291, 2.4).
_PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
#: What is inside of it and leads elsewhere: Teredo and 6to4, both given up, may wrap an
#: address of any kind; the anycast of 6to4; and what IETF protocols keep for themselves.
_ELSEWHERE = [
    ipaddress.ip_network("192.0.0.0/24"),
    ipaddress.ip_network("2001::/32"),
    ipaddress.ip_network("2002::/16"),
    ipaddress.ip_network("192.88.99.0/24"),
]


def networks(texts: Iterable[str]) -> list[Network]:
    """Networks as settings write them: ``10.1.0.0/16``."""
    return [ipaddress.ip_network(text) for text in texts]


def is_open(address: Address, allowed: Iterable[Network] = ()) -> bool:
    """Whether ``address`` is one of the public internet, or in one of the networks ``allowed``.

    Private, loopback, link-local, shared (RFC 6598), multicast, reserved and unspecified
    ones are not; of one that carries another, the inner one counts.
    """
    inner = _inner(address)
    if any(inner in network for network in allowed):
        return True
    if any(inner in network for network in _ELSEWHERE):
        return False
    if inner.version == 6 and inner not in _PUBLIC_IPV6:
        return False
    return inner.is_global and not (inner.is_multicast or inner.is_reserved)


def _inner(address: Address) -> Address:
    if address.version == 6 and any(address in network for network in _CARRIERS):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
