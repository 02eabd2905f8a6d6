"""What the room holds about one address (see ``studio/own_data``)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home import services
from home.models.messages import Message
from studio.own_data import Facts, Holding


def holding() -> Holding:
    """Messages from the contact page, and the letters that told the studio of them."""
    return Holding(
        name="messages",
        title=_("Messages to us"),
        facts=_facts,
        export=_copies,
        erase=_erase,
        warning=_(
            "Messages: what you wrote to us on this site is erased. A copy in the mailbox of the "
            "studio is not, since this site cannot reach it: ask us."
        ),
    )


def _of(email: str) -> QuerySet:
    return Message.objects.filter(email__iexact=email).exclude(email="").order_by("pk")


def _facts(email: str) -> Facts:
    return [
        (date_format(localtime(one.sent_at), gettext("j F Y")), one.headline) for one in _of(email)
    ]


def _copies(email: str) -> list[dict[str, Any]]:
    return [
        {
            "sent": one.sent_at,
            "name": one.name,
            "email": one.email,
            "subject": one.subject,
            "text": one.text,
            "shortened_ip_address": one.network,
            "state": one.status,
            "what_the_rules_said": one.reasons,
        }
        for one in _of(email)
    ]


def _erase(email: str) -> None:
    services.erase(_of(email).values_list("pk", flat=True), by=None)
