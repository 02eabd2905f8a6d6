"""A list of registrations as a table: one column a question that was ever asked of them.

Rows are read in chunks, each with a fixed number of queries, while the file is written.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from events.admin import words
from events.ledger import ConsentReceipt, FormVersion, Registration, SeatPool
from events.ledger.registrations import RegistrationQuerySet
from events.questions import Answer
from studio.sheets import Table

_CENT = Decimal("0.01")
#: Rows that are in memory at once.
CHUNK = 500


def table_of(registrations: RegistrationQuerySet) -> Table:
    """The registrations in their order; who is gone by the time of reading is left out."""
    numbers = list(registrations.values_list("pk", flat=True))
    asked = headings(registrations)
    columns = [
        _("Reference"),
        _("Event"),
        _("Begins"),
        _("State"),
        _("Name"),
        _("E-mail"),
        _("Places"),
        _("Comes along"),
        *asked.values(),
        _("Consents"),
        _("Note"),
        _("Price"),
        _("Paid"),
        _("Owes"),
        _("Currency"),
        _("Registered"),
        _("Confirmed"),
        _("Ended"),
        _("Added by"),
    ]
    return Table(columns, _rows(numbers, list(asked)))


def headings(registrations: RegistrationQuerySet) -> dict[str, str]:
    """Key → label of every question that was ever asked of them, in the order of their forms.

    The newest label stands first; those it had before follow in brackets. Of events with
    forms that are in use those are the newest, whenever they were first written.
    """
    rows = registrations.order_by()
    answered = FormVersion.objects.filter(registrations__in=rows)
    in_use = FormVersion.objects.filter(pools__in=SeatPool.objects.filter(registrations__in=rows))
    current = set(in_use.values_list("pk", flat=True))
    forms = {one.pk: one for one in [*answered.distinct(), *in_use.distinct()]}
    in_order = sorted(forms.values(), key=lambda one: (one.pk in current, one.created_at, one.pk))
    labels: dict[str, list[str]] = {}
    for form in reversed(in_order):
        for question in form.as_questions():
            known = labels.setdefault(question.key, [])
            if question.label not in known:
                known.append(question.label)
    return {key: _heading(*known) for key, known in labels.items()}


def _heading(label: str, *earlier: str) -> str:
    if not earlier:
        return label
    return _("%(label)s (earlier: %(earlier)s)") % {
        "label": label,
        "earlier": "; ".join(earlier),
    }


def _rows(numbers: list[int], keys: list[str]) -> Iterator[list[object]]:
    receipts = ConsentReceipt.objects.select_related("version__document")
    read = (
        Registration.objects.select_related("pool", "added_by")
        .prefetch_related("attendees", Prefetch("consent_receipts", receipts))
        .with_paid()
        .order_by()
    )
    for first in range(0, len(numbers), CHUNK):
        chunk = numbers[first : first + CHUNK]
        found = read.in_bulk(chunk)
        for number in chunk:
            if number in found:
                yield _row(found[number], keys)


def _row(one: Registration, keys: list[str]) -> list[object]:
    zone = one.pool.time_zone
    moments = (one.created_at, one.confirmed_at, one.ended_at)
    begins = one.pool.starts_at
    return [
        one.reference,
        one.pool.title,
        begins and begins.astimezone(zone),
        words.state(one),
        one.shown_name,
        one.email,
        one.seats,
        _joined(each.name for each in one.attendees.all() if each.number > 1),
        *(_answer(one.answers.get(key)) for key in keys),
        _joined(_agreed(receipt, zone) for receipt in one.consent_receipts.all()),
        one.note,
        one.price,
        None if one.price is None else (one.paid or Decimal(0)).quantize(_CENT),
        words.due_of(one),
        None if one.price is None else one.currency,
        *(moment and moment.astimezone(zone) for moment in moments),
        one.added_by and get_user_display_name(one.added_by),
    ]


def _agreed(receipt: ConsentReceipt, zone: ZoneInfo) -> str:
    """To what somebody agreed, by title and version, and on which day where the event is."""
    version = receipt.version
    return f"{version.document.title} {version.number}, {receipt.at.astimezone(zone):%Y-%m-%d}"


def _answer(answer: Answer | None) -> Any:
    return _joined(answer) if isinstance(answer, list) else answer


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part)
