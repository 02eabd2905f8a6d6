"""What the room holds about one address (see ``studio/own_data``)."""

from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments import remembering, services
from comments.models import Address, Status
from studio.own_data import Deed, Facts, Holding


def holding() -> Holding:
    """Comments, requests for letters, letters."""
    allow = Deed(
        words=_("You have asked us never to write to you about comments."),
        label=_("I have changed my mind"),
        do=_allow_letters,
        is_open=_refuses_letters,
    )
    return Holding(
        name="comments",
        title=_("Comments"),
        facts=_facts,
        export=_copy,
        erase=_erase,
        warning=_(
            "Comments: your words, your name and your address are erased at once. Where others "
            "have answered, your comment’s place stays and says that it was deleted. If you "
            "asked us never to write to you, we forget that as well."
        ),
        deeds={"allow": allow},
        leave_browser=remembering.forget,
    )


def _known(email: str) -> Address | None:
    return Address.objects.known_as(email).first()


def _day(at: datetime) -> str:
    """By the clock of the studio."""
    return date_format(localtime(at), gettext("j F Y"))


def _facts(email: str) -> Facts:
    address = _known(email)
    if address is None:
        return []
    states = services.comments_of(address).values_list("status").annotate(Count("pk"))
    counts = dict(states.order_by("status"))
    parts = ", ".join(
        f"{label}: {counts[value]}" for value, label in Status.choices if value in counts
    )
    total = sum(counts.values())
    proved = address.proved_at and _day(address.proved_at)
    return [
        (_("Comments"), f"{total} – {parts}" if parts else total),
        (_("Conversations we write to you about"), address.subscriptions.going_on().count()),
        (_("Letters to you in the last 90 days"), services.letters_to(address, email).count()),
        (_("First seen"), _day(address.first_seen_at)),
        (_("Confirmed by a link in a letter"), proved or _("No")),
    ]


def _copy(email: str) -> dict[str, Any]:
    address = _known(email)
    return services.export(address, email) if address else {}


def _erase(email: str) -> None:
    address = _known(email)
    if address:
        services.erase_everything(address, email)


def _refuses_letters(email: str) -> bool:
    address = _known(email)
    return bool(address and address.refuses_mail_at)


def _allow_letters(email: str) -> None:
    address = _known(email)
    if address:
        services.allow_letters(address)
