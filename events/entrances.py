"""The way in: an address is everybody's; the way into a meeting online is for those who have a place."""

from events.choices import SignUp, Status
from events.ledger import Registration, SeatPool


def address_for(registration: Registration | None, pool: SeatPool) -> str:
    """The address of the place, one line each, as this person may know it; None is everybody."""
    return pool.address if not pool.is_online or _may_join(registration, pool) else ""


def is_withheld(registration: Registration | None, pool: SeatPool) -> bool:
    """Whether there is a way in that this person is not told, or not yet."""
    return bool(pool.address) and not address_for(registration, pool)


def _may_join(registration: Registration | None, pool: SeatPool) -> bool:
    """Whether they have a place, and the address is theirs as far as this event wants to know."""
    if registration is None or registration.status != Status.CONFIRMED:
        return False
    is_known = registration.proved_at is not None or registration.added_by_id is not None
    return is_known or pool.sign_up != SignUp.EMAIL
