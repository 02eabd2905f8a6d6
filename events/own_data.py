"""What the room holds about one address (see ``studio/own_data``)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events import services
from events.addresses import key_of
from events.ledger import Registration
from events.services import own_data
from studio.own_data import Facts, Holding


def holding() -> Holding:
    """Registrations, with all that hangs on them and the letters about them."""
    return Holding(
        name="registrations",
        title=_("Registrations"),
        facts=_facts,
        export=_copies,
        erase=_erase,
        warning=_(
            "Registrations: places in events that are still to come are given back, as if you had "
            "cancelled them. What you paid and what you agreed to stays in the books, without "
            "your name."
        ),
    )


def _of(email: str) -> QuerySet:
    mine = Registration.objects.filter(email_key=key_of(email), anonymised_at=None)
    return mine.exclude(email_key="").order_by("pk")


def _facts(email: str) -> Facts:
    return [
        (one.pool.title, f"{one.get_status_display()} – {one.reference}")
        for one in _of(email).select_related("pool")
    ]


def _copies(email: str) -> list[dict[str, Any]]:
    return [own_data.export(one) for one in _of(email).select_related("pool", "form")]


def _erase(email: str) -> None:
    for registration in _of(email):
        services.erase(registration)
