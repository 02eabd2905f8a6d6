"""Everything about one registration on one page, and why it stands where it stands.

Whoever only teaches the event sees who comes and what they answered: no address, no
money, no letters, no notes, no log.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets.button import HeaderButton
from wagtail_modeladmin.views import InspectView

from events import emails
from events.admin import words
from events.admin.frames import Framed
from events.admin.seen import OneSeenMixin
from events.choices import Status, Telling
from events.ledger import FormVersion, Registration, RegistrationLog
from events.permissions import sees_all
from events.questions import Answer, Question
from events.services import history
from studio.models import Letter

#: Letters that are shown; the newest.
_MOST_LETTERS = 50

#: What ``history.CHANGED`` says was changed.
_FIELDS = {
    "name": gettext_lazy("name"),
    "email": gettext_lazy("e-mail"),
    "answers": gettext_lazy("answers"),
    "seats": gettext_lazy("places"),
}


@dataclass(frozen=True)
class Answered:
    """A question in the words in which it was asked, with its answer; empty: none was given."""

    label: str
    answer: str


@dataclass(frozen=True)
class Entry:
    """A line of the log."""

    at: str
    what: str
    who: str
    reason: str


class CaseView(OneSeenMixin, Framed, InspectView):
    """One registration; the buttons are the package's, the sections ours."""

    page_title = gettext_lazy("Registration")

    def check_action_permitted(self, user: Any) -> bool:
        return True  # ``RegistrationAdmin.inspect_view`` has found it among those the user sees

    @property
    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.instance.reference}]

    def get_page_subtitle(self) -> str:
        return self.instance.reference

    def get_fields_dict(self) -> list[Any]:
        return []

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, user = self.instance, self.request.user
        is_full = sees_all(user)
        return super().get_context_data(
            registration=one,
            pool=one.pool,
            state=words.state_tag(one),
            when=words.when(one.pool),
            attendees=[each for each in one.attendees.all() if each.number > 1],
            answers=answered(one),
            is_full=is_full,
            **(self._private(one) if is_full else {}),
            **kwargs,
        )

    def _private(self, one: Registration) -> dict[str, Any]:
        return {
            "facts": list(_facts(one)),
            "price": words.money(one.price, one.currency),
            "owed": words.owed(one),
            "payments": [
                {
                    "at": words.moment(each.at, one.pool),
                    "amount": words.money(each.amount, each.currency),
                    "status": each.get_status_display(),
                    "reference": each.reference,
                    "by": _name_of(each.by),
                }
                for each in one.payments.select_related("by")
            ],
            "receipts": [
                {
                    "title": each.version.document.title,
                    "number": each.version.number,
                    "statement": each.version.statement,
                    "at": words.moment(each.at, one.pool),
                }
                for each in one.consent_receipts.select_related("version__document")
            ],
            "letters": list(_letters(one, self.request.user)),
            "entries": _entries(one),
        }


def answered(one: Registration) -> list[Answered]:
    """Questions in the order of their form; then what was answered to those that are gone since.

    One query more where there are such answers.
    """
    questions = one.form.as_questions() if one.form else []
    known = {question.key: question for question in questions}
    gone = {key: given for key, given in one.answers.items() if key not in known}
    shown = [
        Answered(question.label, said(one.answers.get(question.key))) for question in questions
    ]
    labels = _labels(one, gone) if gone else {}
    return shown + [Answered(labels.get(key, key), said(given)) for key, given in gone.items()]


def _labels(one: Registration, gone: dict[str, Any]) -> dict[str, str]:
    """What questions of earlier forms of the event were called."""
    forms = FormVersion.objects.filter(registrations__pool=one.pool_id).distinct()
    found: Iterator[Question] = (each for form in forms for each in form.as_questions())
    return {each.key: each.label for each in found if each.key in gone}


def said(given: Answer | int | None) -> str:
    """An answer in words; empty where there is none."""
    if isinstance(given, bool):
        return _("Yes") if given else _("No")
    return "; ".join(given) if isinstance(given, list) else str(given or "")


def _facts(one: Registration) -> Iterator[tuple[str, str]]:
    """Label and value of what is known besides."""
    at = {
        _("Registered"): one.created_at,
        _("Has a place since"): one.confirmed_at if one.status == Status.CONFIRMED else None,
        _("Held until"): one.hold_until,
        _("Told of a free place"): one.told_at,
        _("Address confirmed"): one.proved_at,
        _("Ended"): one.ended_at,
        _("Forgotten"): one.anonymised_at,
    }
    for label, moment in at.items():
        if moment:
            yield label, words.moment(moment, one.pool)
    if one.added_by_id:
        yield _("Added by hand by"), _name_of(one.added_by)


def _letters(one: Registration, user: Any) -> Iterator[dict[str, Any]]:
    """Newest first. What stands in them is for those who may see the outbox."""
    kinds = {f"registration: {value}": label for value, label in Telling.choices}
    letters = Letter.objects.keyed(emails.key_of(one.pk)).order_by("-pk")
    may_look = user.has_perm("studio.view_letter")
    for each in letters.defer("text", "html", "attachments")[:_MOST_LETTERS]:
        yield {
            "what": kinds.get(each.kind, each.kind),
            "subject": each.subject,
            "at": words.moment(each.sent_at or each.created_at, one.pool),
            "status": each.get_status_display(),
            "url": reverse("letters:inspect", args=[each.pk]) if may_look else "",
        }


def _entries(one: Registration) -> list[Entry]:
    """The newest first. Letters of staff are named by their subjects, while they are kept."""
    log = list(one.log.select_related("by"))
    subjects: dict[int, str] = {}
    written = [each for each in log if each.verb == history.WRITTEN_TO]
    if written:
        key = f"{emails.key_of(one.pk)}{Telling.MESSAGE}-"
        letters = Letter.objects.keyed(key).order_by("pk").only("subject", "created_at")
        subjects = _subjects(written, list(letters))
    return [_entry(each, one, subjects.get(each.pk, "")) for each in reversed(log)]


def _subjects(written: list[RegistrationLog], letters: list[Letter]) -> dict[int, str]:
    """Entry → subject: the last letter that was queued before it, and after the entry before."""
    found = {}
    for each in written:
        before = [letter for letter in letters if letter.created_at <= each.at]
        if before:
            found[each.pk] = before[-1].subject
        letters = [letter for letter in letters if letter.created_at > each.at]
    return found


def _entry(each: RegistrationLog, one: Registration, subject: str) -> Entry:
    what = str(history.VERBS.get(each.verb, each.verb))
    changed = ", ".join(str(_FIELDS.get(name, name)) for name in each.data.get("fields", ()))
    other = each.data.get("origin") or each.data.get("to")
    steps = (_state(each.before), _state(each.after))
    states = " → ".join(dict.fromkeys(filter(None, steps)))
    parts = (what, subject and f"“{subject}”", changed, other)
    return Entry(
        at=words.moment(each.at, one.pool),
        what=" · ".join(filter(None, (*parts, states if each.before != each.after else ""))),
        who=_name_of(each.by) if each.by_id else "",
        reason=each.reason,
    )


def _state(value: str) -> str:
    return str(Status(value).label) if value in Status.values else value


def _name_of(user: Any) -> str:
    return get_user_display_name(user) if user else _("an account that is gone")
