"""An address that was mistyped: somebody else may read what was sent to it."""

from events import addresses
from events.ledger import Registration, SeatPool
from events.services.refusals import AlreadyRegistered


def give_address(registration: Registration, pool: SeatPool, email: str) -> None:
    """Give a registration another address; the caller holds the lock, saves it, and tells there.

    Links in letters to the old address open nothing any more. Nobody has proved the new one.
    Raises :class:`AlreadyRegistered`: the address is active here with another registration.
    """
    key = addresses.key_of(email)
    same = pool.registrations.active().filter(email_key=key).exclude(email_key="")
    twin = same.exclude(pk=registration.pk).first()
    if twin is not None:
        raise AlreadyRegistered(twin)
    registration.manage_links.all().delete()
    registration.email, registration.email_key = email, key
    registration.proved_at = None
    registration.idempotency_key = None  # it names the old address
