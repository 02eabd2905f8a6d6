"""The verbs: send a link, take a copy, erase. Those who call have proved the address."""

import logging
from typing import Any

from wagtail.models import Site

from studio import mail
from studio.letterheads import Letterhead
from studio.own_data import emails, holdings

logger = logging.getLogger(__name__)


def send_link(*, email: str, site: Site) -> None:
    """Write to ``email`` where to see what is kept about it, if anything is.

    Behind the back of whoever asked, so that nobody can tell whether anything is. Also to
    an address that wants no letters: this one was asked for.
    """
    if not any(holding.facts(email) for holding in holdings()):
        return
    try:
        mail.write_many([emails.own_data(email, Letterhead.of_site(site))])
    except mail.LetterRefused:
        logger.warning("Somebody asked what is kept, and no letter can be written to them")


def export(email: str) -> dict[str, Any]:
    """All that is kept about ``email``, by room, as plain values for JSON; empty rooms are left out."""
    copies = {holding.name: holding.export(email) for holding in holdings()}
    return {name: copy for name, copy in copies.items() if copy}


def erase(email: str) -> None:
    """Forget what every room holds; the letters of the ground, and with them the link, come last.

    Where one room fails, what was done stays done, and the link works again.
    """
    for holding in holdings():
        if holding.erase:
            holding.erase(email)
