"""How often somebody may be wrong: counted before anything is compared, for all processes.

By name and address, so that whoever guesses locks out themselves and the rightful owner,
elsewhere, still gets in; then, far higher, by address alone, by name and neighbourhood, and by
name alone. The last two are for strangers: a device on which the owner has signed in before is
counted beside them, or whoever has enough networks would lock the owner out everywhere.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import timedelta

from django.http import HttpRequest

from studio import limits
from studio.visitors import address_of, connection_of, network_of

PERIOD = timedelta(minutes=15)
#: Wrong tries of one name from one address.
TRIES = 5
#: Wrong tries from one address: more than a house full of people with heavy fingers.
TRIES_BY_ADDRESS = 50
#: Wrong tries of one name from one neighbourhood: who has a whole one is no crowd.
TRIES_BY_NEIGHBOURHOOD = 20
#: Wrong tries of one name from wherever: twenty addresses that guess the same.
TRIES_BY_NAME = 100


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
    #: "" of the older kind of addresses.
    neighbourhood: str
    name: str

    @property
    def bounds(self) -> tuple[tuple[str, int], ...]:
        """Keys and limits, in the order in which all take them."""
        bounds = (
            (self.pair, TRIES),
            (self.address, TRIES_BY_ADDRESS),
            (self.neighbourhood, TRIES_BY_NEIGHBOURHOOD),
            (self.name, TRIES_BY_NAME),
        )
        return tuple((key, limit) for key, limit in bounds if key)

    def from_known_device(self) -> "Try":
        """The same by whoever has signed in there before: strangers fill none of its bounds.

        Not without any, for a device may be stolen.
        """
        known = f"{self.name}|known"
        return replace(self, neighbourhood="", name=known)


def one_try(request: HttpRequest, what: str, name: str) -> Try:
    """A try at ``what``, not counted yet. A name is the same in capitals."""
    name = unicodedata.normalize("NFKC", name).strip().casefold()
    address = address_of(request)
    home, around = connection_of(address), network_of(address)
    is_newer = home != address
    return Try(
        pair=f"{what}|{name}|{home}",
        address=f"{what} from|{home}",
        neighbourhood=f"{what} of|{name}|{around}" if is_newer else "",
        name=f"{what} of|{name}",
    )


def look(tried: Try) -> None:
    """Raise :class:`Locked` for whoever has guessed here, and knocks on.

    A look takes no lock of the database, as counting does.
    """
    if wait := limits.look(tried.pair, limit=TRIES, period=PERIOD):
        raise Locked(wait)


def knock(tried: Try) -> None:
    """Count a try in advance. Raises :class:`Locked`; :func:`look` does it for less."""
    wait = limits.take_all(tried.bounds, period=PERIOD)
    if wait is not None:
        raise Locked(wait)


def open_up(tried: Try) -> None:
    """It was right: the pair begins anew, and the try counts nowhere."""
    limits.forget(tried.pair, period=PERIOD)
    for key, _limit in tried.bounds[1:]:
        limits.give_back(key, period=PERIOD)


def forget(tried: Try) -> None:
    """What was guessed is over: all bounds by this name begin anew, also those of known devices."""
    by_name = (tried.pair, tried.neighbourhood, tried.name, tried.from_known_device().name)
    for key in filter(None, by_name):
        limits.forget(key, period=PERIOD)
