"""What the part of an event page about registering says to whoever looks at it."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from events import tokens
from events.availability import Availability, State
from events.forms.registering import AskedConsent, RegistrationForm
from events.ledger import Occurrence, Registration, SeatPool
from events.questions import Question
from events.receipts import Receipt
from events.services import drafting, publishing
from studio.signed import LinkInvalid
from studio.visitors import has_session

if TYPE_CHECKING:
    from events.pages import EventPage

#: The anchor of what a visitor is told after registering.
REGISTERED = "registered"

#: How an editor can look at a draft: mode → what the event would be like then.
PREVIEWED = {
    "": None,
    "open": State.OPEN,
    "few": State.FEW,
    "full": State.WAITING_LIST,
    "no_line": State.FULL,
    "not_open": State.NOT_OPEN,
    "closed": State.CLOSED,
    "cancelled": State.CANCELLED,
}


class EventSection:
    """One look at an event, for whoever sent a request.

    The terms are those of the pool, which were copied when the page was published; an
    alias shows, and takes registrations for, the pool of its source. In a preview they
    are those of the draft, ``mode`` is one of ``PREVIEWED``, and nothing can be sent.

    For templates:

    ``pool``: the terms and numbers (``SeatPool``; unsaved in a preview or where the page
    was never published). ``dates``: its ``Occurrence`` rows in order, without those that
    were taken off the page (``is_cancelled``, ``status``, ``starts_at``, ``ends_at``, ``note``).
    ``zone``: in which all times are told. ``now``. ``availability``.
    ``form``: new, or bound where a post was refused; None where nobody can register now.
    Refusals that belong to no field are its non-field errors, below ``problem``, or ``refusal``
    where there is no form; ``unsent`` are pairs (question, answer) of what was typed and
    stands in no form, to be copied. ``names_zone``: it is not that of the site, so it is said.
    ``has_errors``: the title begins with “Error:”. ``hidden``: pairs (name, value) for
    hidden fields of the form, beside Django's token where ``has_session``. ``address``: where
    it is sent. ``receipt``: of a registration just made, or None (``Receipt``).
    """

    def __init__(self, page: "EventPage", request: HttpRequest, *, mode: str = "") -> None:
        self.page = page
        self.request = request
        self.mode = mode
        self.is_preview = bool(getattr(request, "is_preview", False))
        self.now = timezone.now()
        self.refusal = ""
        self.problem = _("You are not registered yet")
        self.unsent: Sequence[tuple[str, str]] = ()
        self._bound: RegistrationForm | None = None

    # --- what is offered ------------------------------------------------------

    @cached_property
    def pool(self) -> SeatPool:
        """The terms and the numbers; one query."""
        if not self.page_id:
            return drafting.pool_of(self.page)
        pools = SeatPool.objects.with_counts(self.now).select_related("form")
        found = pools.filter(page_id=self.page_id, part="").first()
        if found is None or self.is_preview:
            drafted = drafting.pool_of(self.page)
            if found is not None:
                drafted.seats_taken = found.seats_taken
                drafted.people_waiting = found.people_waiting
            return drafted
        return found

    @property
    def page_id(self) -> int | None:
        """The number of the page whose pool it is; None for one that was never saved."""
        return self.page.alias_of_id or self.page.pk

    @cached_property
    def dates(self) -> list[Occurrence]:
        """Those that people are told of; one query."""
        if self.pool.pk is None:
            return drafting.dates_of(self.page, self.pool)
        return list(self.pool.occurrences.filter(removed_at=None))

    @property
    def zone(self) -> ZoneInfo:
        return self.pool.time_zone

    @property
    def names_zone(self) -> bool:
        return self.pool.names_zone

    @cached_property
    def availability(self) -> Availability:
        if self.is_preview and PREVIEWED.get(self.mode):
            return self._pretended(PREVIEWED[self.mode])
        return Availability.of(self.pool, now=self.now, registering=self.page.registering)

    # --- the form -------------------------------------------------------------

    @cached_property
    def questions(self) -> list[Question]:
        """What is asked: by the pool's form, in a preview by the draft's."""
        if self.pool.pk is None:
            return self.page.questions
        return self.pool.form.as_questions() if self.pool.form else []

    @cached_property
    def consents(self) -> list[AskedConsent]:
        """What people are asked to agree to; one query."""
        return [AskedConsent(**one) for one in publishing.consents_of(self.page)]

    @property
    def form(self) -> RegistrationForm | None:
        if not self.availability.takes_registrations:
            return None
        return self._bound or self._fresh

    @cached_property
    def _fresh(self) -> RegistrationForm:
        return self.new_form()

    def new_form(self, typed: QueryDict | None = None) -> RegistrationForm:
        """The form as it is asked now, with what was ``typed`` if anything was."""
        return RegistrationForm(
            typed,
            questions=self.questions,
            consents=self.consents,
            largest_party=self.pool.largest_party,
        )

    @property
    def form_version(self) -> str:
        """Which questions, how many places, and which words to agree to this form asks with."""
        versions = "-".join(str(one.version.pk) for one in self.consents)
        return f"{self.pool.form_id or 0}.{self.pool.largest_party}.{versions}"

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form carries besides what is typed; the same for everybody."""
        return [("key", tokens.page_key(self.page_id or 0)), ("version", self.form_version)]

    @property
    def address(self) -> str:
        """Of the page that was asked for, without query."""
        return self.page.get_url(self.request) or ""

    @property
    def has_session(self) -> bool:
        """Whether the form needs Django's token."""
        return has_session(self.request)

    # --- what just happened ---------------------------------------------------

    @cached_property
    def receipt(self) -> Receipt | None:
        """Of the registration whose signed number stands in ``?mine=``; one query, or two."""
        if self.is_preview or "mine" not in self.request.GET or self.has_errors:
            return None
        try:
            number = tokens.read_registration(self.request.GET["mine"])
        except LinkInvalid:
            return None
        if not number:
            return Receipt.of_nothing()
        found = Registration.objects.filter(pk=number, pool=self.pool.pk, anonymised_at=None)
        registration = found.with_paid().first()
        return Receipt.of(registration, self.pool) if registration else None

    @property
    def has_errors(self) -> bool:
        """Whether a post was refused."""
        return bool(self.refusal) or bool(self._bound is not None and self._bound.errors)

    def refuse(self, form: RegistrationForm, why: str = "") -> None:
        """Show ``form`` again, with a sentence that belongs to no field; without it, its own errors.

        Where nobody can register (any more), the sentence stands alone, with what was
        typed to be copied.
        """
        self._bound = form
        if self.form is not None:
            if why:
                form.add_error(None, why)
            return
        self.refusal = why
        self.unsent = _typed(form)

    def _pretended(self, state: State) -> Availability:
        """The draft as it would be in another state."""
        capacity = self.pool.capacity or 12
        free = {State.OPEN: capacity, State.FEW: 1}
        return Availability(
            state=state,
            free=free.get(state, 0),
            capacity=capacity,
            waiting=3 if state == State.WAITING_LIST else 0,
            opens_at=self.pool.opens_at or self.now,
            closes_at=self.pool.closes_at,
            zone=self.zone,
        )


def _typed(form: RegistrationForm) -> list[tuple[str, str]]:
    """What somebody wrote and chose, which would be lost without a form."""
    fields = [*form.people, *(one.field for one in form.asked_questions)]
    return [(str(one.label), words) for one in fields if (words := _in_words(one.value()))]


def _in_words(value: Any) -> str:
    """What a field holds: a tick, some choices, or what was written."""
    if isinstance(value, bool):
        return _("yes") if value else ""
    return "\n".join(value) if isinstance(value, list) else str(value or "")
