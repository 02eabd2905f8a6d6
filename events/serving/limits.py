"""How often somebody may register: counted before any transaction, in one order.

Forms that are complete are counted, and those that have to be corrected by themselves:
whoever makes mistakes has not used up what they may send.
"""

from datetime import timedelta

from django.http import HttpRequest

from events import addresses
from studio import limits
from studio.visitors import address_of, connection_of, network_of

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: Complete forms of one connection.
A_MINUTE, AN_HOUR = 5, 30
#: Forms of one connection that register nobody, whatever is wrong with them.
REFUSED_AN_HOUR = 60
#: Complete forms of a network: a neighbourhood, or a school.
OF_NETWORK_A_MINUTE = 40
#: Registrations, and so letters, of one mailbox.
OF_MAILBOX_AN_HOUR = 5


def wait_for_registering(request: HttpRequest) -> timedelta | None:
    """How long whoever sends a complete form has to wait, if at all."""
    address = address_of(request)
    connection = f"events.post {connection_of(address)}"
    return (
        limits.take(connection, limit=A_MINUTE, period=MINUTE)
        or limits.take(connection, limit=AN_HOUR, period=HOUR)
        or limits.take(
            f"events.post network {network_of(address)}",
            limit=OF_NETWORK_A_MINUTE,
            period=MINUTE,
        )
    )


def wait_for_trying(request: HttpRequest) -> timedelta | None:
    """How long whoever sends a form that is refused has to wait, if at all."""
    connection = f"events.refused {connection_of(address_of(request))}"
    return limits.take(connection, limit=REFUSED_AN_HOUR, period=HOUR)


def wait_for_mailbox(email: str) -> timedelta | None:
    """How long until another letter may go to where ``email`` ends up, if not now."""
    key = f"events.mailbox {addresses.mailbox_of(email)}"
    return limits.take(key, limit=OF_MAILBOX_AN_HOUR, period=HOUR)
