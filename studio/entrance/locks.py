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


def one_try(request: HttpRequest, what: str, name: str) -> Try:
    """A try at ``what``, not counted yet. A name is the same in capitals."""
    name = unicodedata.normalize("NFKC", name).strip().casefold()
    home = _household(address_of(request))
    return Try(f"{what}|{name}|{home}", f"{what} from|{home}", f"{what} of|{name}")


def knock(tried: Try) -> None:
    """Count a try in advance. Raises :class:`Locked`, mostly without a write.

    What one bound refuses, those before it did not count.
    """
    # whoever is locked out knocks on: a look takes no lock of the database, as counting does
    if wait := limits.look(tried.pair, limit=TRIES, period=PERIOD):
        raise Locked(wait)
    counted: list[str] = []
    for key, limit in tried.bounds:
        wait = limits.take(key, limit=limit, period=PERIOD)
        if wait is not None:
            for one in counted:
                limits.give_back(one, period=PERIOD)
            raise Locked(wait)
        counted.append(key)


def open_up(tried: Try) -> None:
    """It was right: the pair begins anew, and the try counts nowhere."""
    limits.forget(tried.pair, period=PERIOD)
    limits.give_back(tried.address, period=PERIOD)
    limits.give_back(tried.name, period=PERIOD)


def _household(address: str) -> str:
    if not address or ip_address(address).version == 4:
        return address
    return str(ip_network((address, _HOUSEHOLD_OF_IPV6), strict=False))
