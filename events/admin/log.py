"""What Wagtail's own history keeps of what staff do: actions and numbers, nobody's name.

What happened to one registration stands beside it (``RegistrationLog``), and is forgotten
with it.
"""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Site

from events.admin.filters import LedgerFilterSet
from events.ledger import Registration, SeatPool

EXPORT = "events.export"
WRITE = "events.write"
ERASE = "events.erase"


def exported(rows: int, format: str, filters: LedgerFilterSet, *, by: Any) -> None:  # noqa: A002
    """Note who took how many registrations with them, and how the list was narrowed down."""
    asked = filters.form.cleaned_data
    pool = asked.get("event")
    narrowed = {
        name: str(asked[name])
        for name in ("state", "when", "since", "until", "forgotten")
        if asked.get(name)
    }
    if asked.get("q"):
        narrowed["q"] = "…"  # what was searched for is mostly somebody's name
    data = {"rows": rows, "format": format, "filters": narrowed}
    _note(EXPORT, pool, by=by, data=data)


def wrote(letters: int, pool: SeatPool | None, *, by: Any) -> None:
    """Note that somebody wrote to so many people; of one event, or of several."""
    _note(WRITE, pool, by=by, data={"letters": letters})


def erased(registration: Registration, *, by: Any) -> None:
    """Note who forgot somebody, by the reference."""
    _note(ERASE, registration.pool, by=by, data={"reference": registration.reference})


def _note(action: str, pool: SeatPool | None, *, by: Any, data: dict[str, Any]) -> None:
    about: Model | None = pool or Site.objects.filter(is_default_site=True).first()
    title = pool.title if pool else str(_("Registrations of several events"))
    log(instance=about, action=action, user=by, title=title, data=data)


class _ExportFormatter(LogFormatter):
    label = _("Export registrations")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        told = ngettext(
            "Exported %(rows)d registration as %(format)s",
            "Exported %(rows)d registrations as %(format)s",
            data.get("rows", 0),
        ) % {"rows": data.get("rows", 0), "format": str(data.get("format", "")).upper()}
        narrowed = ", ".join(f"{name}: {one}" for name, one in data.get("filters", {}).items())
        return f"{told} ({narrowed})" if narrowed else told


class _WriteFormatter(LogFormatter):
    label = _("Write to people who registered")

    def format_message(self, log_entry: Any) -> str:
        letters = log_entry.data.get("letters", 0)
        return ngettext("Wrote to %(n)d person", "Wrote to %(n)d people", letters) % {"n": letters}


class _EraseFormatter(LogFormatter):
    label = _("Erase a person who registered")

    def format_message(self, log_entry: Any) -> str:
        reference = log_entry.data.get("reference", "")
        return str(_("Erased the person of registration %(reference)s")) % {"reference": reference}


def register(actions: LogActionRegistry) -> None:
    """Tell Wagtail of all of them."""
    for action, formatter in (
        (EXPORT, _ExportFormatter),
        (WRITE, _WriteFormatter),
        (ERASE, _EraseFormatter),
    ):
        actions.register_action(action)(formatter)
