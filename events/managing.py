"""What the owner of a registration finds on its page: where it stands, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import entrances, money, standing, steps
from events.choices import ENDED, Status
from events.forms.managing import CancelForm, ChangeForm, EraseForm, FewerForm
from events.ledger import Occurrence, Registration, SeatPool
from events.questions import Answer
from events.receipts import owed_label, owed_words
from events.services import own_data, reasking, waiting
from events.spoken_dates import moment
from events.steps import Step


@dataclass(frozen=True)
class Row:
    """A label, and what is stored under it, in one line or several."""

    label: str
    lines: Sequence[str]


@dataclass
class ManageView:
    """All that ``events/manage.html`` reads.

    ``status``: a value of ``Status``, by the clock. ``heading``, ``words``: where it stands.
    ``dates``: those people are told of; all times are told in ``zone``. ``answers``: rows.
    ``address``: of the place, as far as they may know it; ``is_withheld``: they get a link later.
    ``owed``: what is to be paid and how, or empty; ``owed_label``: whether it is so already.
    ``place_in_line``: 1 for who is next; None for who does not wait.
    ``names_zone``: it is not that of the site, so it is said.
    ``steps``: buttons (a form with ``action``), none of which takes anything away.
    ``change_form`` (with ``version``, a hidden field), ``fewer_form``, ``cancel_form`` and
    ``erase_form``: sent with ``action`` = ``change fewer cancel erase``; None where it cannot
    be done (any more). All but the first ask once more by a box that has to be ticked; a
    refused one is bound. ``too_late``: why nothing can be changed, or empty. ``until``: the
    moment until which it can, in words, or empty. ``is_over``: the event is. ``waits``: they have none yet. ``cancel_words``: what the button says by which
    they give it all up.
    ``notice``: what was just done. ``refusal``: why it was not; ``has_errors`` if any form
    was refused either. ``kept``: rows of all that is stored. ``token`` is the key, for
    addresses below this one; ``has_session``: forms may carry Django's token, none needs it.
    """

    registration: Registration
    pool: SeatPool
    token: str
    status: str
    heading: str
    words: str
    dates: list[Occurrence]
    zone: ZoneInfo
    answers: list[Row]
    kept: list[Row]
    address: str = ""
    is_withheld: bool = False
    owed: str = ""
    owed_label: str = ""
    place_in_line: int | None = None
    names_zone: bool = False
    steps: list[Step] = field(default_factory=list)
    change_form: ChangeForm | None = None
    fewer_form: FewerForm | None = None
    cancel_form: CancelForm | None = None
    erase_form: EraseForm = field(default_factory=EraseForm)
    version: str = ""
    too_late: str = ""
    until: str = ""
    waits: bool = False
    cancel_words: str = ""
    is_over: bool = False
    notice: str = ""
    refusal: str = ""

    @property
    def has_errors(self) -> bool:
        """Whether a post was refused."""
        forms = (self.change_form, self.fewer_form, self.cancel_form, self.erase_form)
        return bool(self.refusal) or any(one.errors for one in forms if one is not None)

    @property
    def page_url(self) -> str:
        """Of the event, if it is still published."""
        page = self.pool.page
        return (page.full_url or "") if page and page.live else ""


def look(registration: Registration, token: str) -> ManageView:
    """The registration as it stands now; a fixed number of queries, and nothing is written."""
    now = timezone.now()
    pool = registration.pool
    status = Status.EXPIRED if registration.is_overdue(now) else Status(registration.status)
    heading, words = standing.in_words(status, registration, pool)
    view = ManageView(
        registration=registration,
        pool=pool,
        token=token,
        status=status.value,
        heading=heading,
        words=words,
        dates=list(pool.occurrences.filter(removed_at=None)),
        zone=pool.time_zone,
        answers=[
            Row(label, answer_lines(answer))
            for label, answer in own_data.labelled_answers(registration)
        ],
        kept=_kept(registration, pool),
        address=entrances.address_for(registration, pool),
        is_withheld=status not in ENDED and entrances.is_withheld(registration, pool),
        owed="" if status in ENDED else owed_words(registration, pool),
        owed_label=owed_label(status),
        place_in_line=_place_in_line(status, registration, pool),
        names_zone=pool.names_zone,
        steps=steps.possible(status, registration, pool, now),
        waits=status in (Status.WAITLISTED, Status.OFFERED),
        cancel_words=_cancel_words(status, registration.seats),
        is_over=pool.is_over(now),
    )
    if status not in ENDED:
        _offer_forms(view, now)
    return view


def _place_in_line(status: Status, registration: Registration, pool: SeatPool) -> int | None:
    """None also for a group that is larger than all seats together; at most one query."""
    if status != Status.WAITLISTED or pool.is_over(timezone.now()):
        return None
    if pool.capacity is not None and registration.seats > pool.capacity:
        return None
    number = registration.queue_number
    before = Q(queue_number__lt=number) | Q(queue_number=number, pk__lt=registration.pk)
    return waiting.line(pool).filter(before).count() + 1


def answer_lines(answer: Answer) -> list[str]:
    """An answer as people read it."""
    if isinstance(answer, bool):
        return [_("yes") if answer else _("no")]
    return list(answer) if isinstance(answer, list) else answer.split("\n")


def _offer_forms(view: ManageView, now: datetime) -> None:
    pool, registration = view.pool, view.registration
    is_late = pool.change_until is not None and pool.change_until <= now
    if pool.change_until:
        view.until = moment(pool.change_until, pool.time_zone, names_zone=False)
    if not is_late:
        view.change_form = change_form(registration)
        view.version = str(pool.form_id or 0)
        if registration.seats > 1:
            view.fewer_form = FewerForm(seats=registration.seats)
    if not is_late or (view.waits and not view.is_over):
        view.cancel_form = cancel_form(view)
    if is_late and not view.is_over:
        said = (
            _("Your answers could be changed until %(moment)s.")
            if view.waits
            else _(
                "It could be changed until %(moment)s. If you cannot come, please write to us or "
                "call."
            )
        )
        view.too_late = said % {"moment": view.until}


def cancel_form(view: ManageView, typed: object = None) -> CancelForm:
    """The form that gives all places back, or leaves the line."""
    waits = view.status == Status.WAITLISTED
    return CancelForm(typed, waits=waits, seats=view.registration.seats)


def _cancel_words(status: Status, seats: int) -> str:
    if status == Status.WAITLISTED:
        return _("Leave the waiting list")
    if status == Status.OFFERED:
        return ngettext("Turn the place down", "Turn the places down", seats)
    if seats == 2:
        return _("Give both places back")
    return _("Give all places back") if seats > 2 else _("Give the place back")


def change_form(registration: Registration, typed: object = None) -> ChangeForm:
    """The form of what can be changed, as it is asked now."""
    questions = reasking.questions_for(registration, registration.pool)
    return ChangeForm(typed, registration=registration, questions=questions)


def _kept(registration: Registration, pool: SeatPool) -> list[Row]:
    """What is stored, in words."""
    stored = own_data.export(registration)

    def told(at: str | None) -> str:
        if not at:
            return ""
        return moment(datetime.fromisoformat(at), pool.time_zone, names_zone=False)

    rows = [
        Row(_("Name"), [stored["name"]]),
        Row(_("E-mail"), [stored["email"]]),
        Row(_("Reference"), [stored["reference"]]),
        Row(_("Places"), [str(stored["places"])]),
        Row(_("Who comes"), [name for name in stored["people"] if name]),
        *(
            Row(label, answer_lines(answer))
            for label, answer in own_data.labelled_answers(registration)
        ),
        Row(_("Registered"), [told(stored["registered_at"])]),
        Row(_("E-mail address confirmed"), [told(stored["address_confirmed_at"])]),
        Row(
            _("You agreed"),
            [f"{told(one['agreed_at'])}: {one['statement']}" for one in stored["consents"]],
        ),
        Row(
            _("Payments"),
            [
                f"{told(one['at'])}: {money.amount(Decimal(one['amount']), one['currency'])}"
                for one in stored["payments"]
            ],
        ),
        Row(
            _("What happened"),
            [f"{told(one['at'])}: {one['what']}" for one in stored["what_happened"]],
        ),
        Row(
            _("Our e-mails to you"),
            [f"{told(one['at'])}: {one['subject']}" for one in stored["letters"]],
        ),
    ]
    return [row for row in rows if any(row.lines)]
