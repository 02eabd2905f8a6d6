"""How often somebody may be wrong: counted before anything is compared, for all processes.

By name and address, so that whoever guesses locks out themselves and the rightful owner,
elsewhere, still gets in; then, far higher, by address alone and by name alone.
"""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.http import HttpRequest

from studio import limits
from studio.visitors import address_of

PERIOD = timedelta(minutes=15)
#: Wrong tries of one name from one address.
TRIES = 5
#: Wrong tries from one address: more than a house full of people with heavy fingers.
TRIES_BY_ADDRESS = 50
#: Wrong tries of one name from wherever: twenty addresses that guess the same.
TRIES_BY_NAME = 100
#: What of an address of the newer kind is one household's, or one attacker's.
_HOUSEHOLD_OF_IPV6 = 64


class Locked(Exception):
    """Wrong too often; ``wait`` tells for how long nothing is compared."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


@dataclass(frozen=True)
class Try:
    """One try, as it was counted: at what, by whom, from where."""

    pair: str
    address: str
    name: str

    @property
    def bounds(self) -> tuple[tuple[str, int], ...]:
        """Keys and limits, in the order in which all take them."""
        return (
            (self.pair, TRIES),
            (self.address, TRIES_BY_ADDRESS),
            (self.name, TRIES_BY_NAME),
        )


def knock(request: HttpRequest, what: str, name: str) -> Try:
    """Count a try at ``what`` (as in ``password``) in advance. Raises :class:`Locked`.

    What one bound refuses, those before it did not count.
    """
    name = unicodedata.normalize("NFKC", name).strip().casefold()
    home = _household(address_of(request))
    tried = Try(f"{what}|{name}|{home}", f"{what} from|{home}", f"{what} of|{name}")
    counted: list[str] = []
    for key, limit in tried.bounds:
        wait = limits.take(key, limit=limit, period=PERIOD)
        if wait is not None:
            for one in counted:
                limits.give_back(one, period=PERIOD)
            raise Locked(wait)
        counted.append(key)
    return tried


def withdraw(tried: Try) -> None:
    """Nothing was compared: the try counts as none."""
    for key, _limit in tried.bounds:
        limits.give_back(key, period=PERIOD)


def open_up(tried: Try) -> None:
    """It was right: the pair begins anew, and the try counts nowhere."""
    limits.forget(tried.pair, period=PERIOD)
    limits.give_back(tried.address, period=PERIOD)
    limits.give_back(tried.name, period=PERIOD)


def _household(address: str) -> str:
    if not address or ip_address(address).version == 4:
        return address
    return str(ip_network((address, _HOUSEHOLD_OF_IPV6), strict=False))
