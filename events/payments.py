"""How a place is paid: by money at the desk, until somebody adds a provider here."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import money
from events.ledger.pools import SeatPool


@dataclass(frozen=True)
class Provider:
    """``pays_first``: a place is held, and theirs once the money has arrived."""

    name: str
    label: str | Promise
    pays_first: bool


OFFLINE = Provider("offline", gettext_lazy("pay at the desk"), pays_first=False)

_PROVIDERS: dict[str, Provider] = {}


def add(one: Provider) -> None:
    """Let pools be paid by ``one``."""
    _PROVIDERS[one.name] = one


def provider(pool: SeatPool) -> Provider:
    """By whom places of ``pool`` are paid."""
    return _PROVIDERS.get(pool.payment, OFFLINE)


def pays_first(pool: SeatPool) -> bool:
    """Whether a place of ``pool`` is somebody's only when the money is there; what is free is not."""
    return provider(pool).pays_first and bool(pool.price)


def to_pay(owed: Decimal, pool: SeatPool, currency: str) -> str:
    """An amount, and how it is paid, as “60 EUR (pay at the desk)”."""
    how = provider(pool)
    words = {"amount": money.amount(owed, currency), "how": how.label}
    if pool.price_text and not how.pays_first:
        # the studio's own words may speak of reductions, of which nobody was asked
        return _("%(amount)s (%(how)s; a reduction is taken off there)") % words
    return _("%(amount)s (%(how)s)") % words


add(OFFLINE)
