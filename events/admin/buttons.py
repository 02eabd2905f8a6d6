"""Our verbs as buttons: each only where it makes sense and may be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail_modeladmin.helpers import ButtonHelper

from events.choices import ACTIVE, Status
from events.ledger import Registration
from events.permissions import CHANGE, ERASE, may
from events.services.together import UNDECIDED


@dataclass(frozen=True)
class Verb:
    """Something staff do with a registration. ``fits``: whether it makes sense in its state."""

    name: str
    label: str | Promise
    #: Of the page that asks.
    title: str | Promise
    fits: Callable[[Registration], bool]
    permission: str = CHANGE
    is_serious: bool = False


def _is_known(one: Registration) -> bool:
    return one.anonymised_at is None


def _is_active(one: Registration) -> bool:
    return one.status in ACTIVE and _is_known(one)


def _can_be_given(one: Registration) -> bool:
    is_off = one.pool.cancelled_at is not None
    return _is_known(one) and one.status != Status.CONFIRMED and not is_off


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "approve",
            gettext_lazy("Approve"),
            gettext_lazy("Approve"),
            lambda one: one.status == Status.PENDING_APPROVAL and _is_known(one),
        ),
        Verb(
            "decline",
            gettext_lazy("Decline"),
            gettext_lazy("Decline"),
            lambda one: one.status in UNDECIDED and _is_known(one),
        ),
        Verb(
            "give",
            gettext_lazy("Give a place"),
            gettext_lazy("Give a place out of turn"),
            lambda one: _can_be_given(one) and one.status != Status.PENDING_APPROVAL,
        ),
        Verb(
            "pay",
            gettext_lazy("Note a payment"),
            gettext_lazy("Note a payment"),
            lambda one: one.price is not None,
        ),
        Verb(
            "write",
            gettext_lazy("Write"),
            gettext_lazy("Write to"),
            lambda one: bool(one.email),
        ),
        Verb("note", gettext_lazy("Note"), gettext_lazy("Note of the studio"), _is_known),
        Verb(
            "change",
            gettext_lazy("Change"),
            gettext_lazy("Change name, address, answers"),
            _is_active,
        ),
        Verb(
            "move",
            gettext_lazy("Move"),
            gettext_lazy("Move to another event"),
            _is_active,
        ),
        Verb(
            "cancel",
            pgettext_lazy("place", "Cancel"),
            gettext_lazy("Cancel the place"),
            _is_active,
            is_serious=True,
        ),
        Verb(
            "erase",
            gettext_lazy("Erase"),
            gettext_lazy("Erase the person"),
            _is_known,
            permission=ERASE,
            is_serious=True,
        ),
    )
}

#: What the list offers of whoever waits for approval; there is little room in it.
DECISIONS = frozenset({"approve", "decline"})


def verb_url(verb: str, pk: int) -> str:
    """Where a button leads: a page that asks."""
    if verb == "write":
        return f"{reverse(WRITE_URL)}?id={pk}"
    return reverse(f"registrations_modeladmin_{verb}", args=[pk])


#: Names of addresses, of which the list is the first.
INDEX_URL = "registrations_modeladmin_index"
INSPECT_URL = "registrations_modeladmin_inspect"
ADD_URL = "registrations_modeladmin_create"
TOGETHER_URL = "registrations_modeladmin_together"
WRITE_URL = "registrations_modeladmin_write"
EXPORT_URL = "registrations_modeladmin_export"


def verbs_for(user: Any, registration: Registration) -> list[Verb]:
    """What ``user`` may do with ``registration`` as it stands; no query."""
    return [
        verb for verb in VERBS.values() if may(user, verb.permission) and verb.fits(registration)
    ]


class LedgerButtonHelper(ButtonHelper):
    """In the list what waits to be decided, beside one registration everything."""

    inspect_button_classnames = ["button-secondary"]

    def add_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        event = self.request.GET.get("event", "")
        url = reverse(ADD_URL)
        return {
            **super().add_button(*args, **kwargs),
            "label": _("Add by hand"),
            "url": f"{url}?event={event}" if event.isdecimal() else url,
        }

    def get_primary_button(self, obj: Registration) -> dict[str, Any]:
        return self.inspect_button(obj.pk)

    def inspect_button(self, pk: int, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().inspect_button(pk, *args, **kwargs) | {"title": ""}

    def get_buttons_for_obj(
        self,
        obj: Registration,
        exclude: list[str] | None = None,
        classnames_add: list[str] | None = None,
        classnames_exclude: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        in_list = "inspect" not in (exclude or [])
        shown = DECISIONS if in_list else VERBS.keys()
        return [
            {
                "name": verb.name,
                "url": verb_url(verb.name, obj.pk),
                "label": verb.label,
                "is_serious": verb.is_serious,
                "classname": self.finalise_classname(
                    ["button-secondary", *(classnames_add or [])], classnames_exclude
                ),
            }
            for verb in verbs_for(self.request.user, obj)
            if verb.name in shown and (not in_list or obj.status == Status.PENDING_APPROVAL)
        ]
