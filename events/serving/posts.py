"""Somebody sends the form of an event: a form asks, one verb acts, and the page answers."""

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import services, tokens
from events.availability import State
from events.forms.registering import TRAP, RegistrationForm
from events.sections import REGISTERED, EventSection
from events.serving import limits
from events.serving.refusals import sentence, status_of
from events.serving.unsent import unasked
from studio.limits import seconds

if TYPE_CHECKING:
    from events.pages import EventPage

SEE_OTHER = 303
#: The same form again is answered like the first within this time; later whoever sends it
#: could be somebody who knows no more than a name and an address.
LIKE_THE_FIRST = timedelta(minutes=10)
#: What a busy database asks for.
SOON = timedelta(seconds=20)


class Post:
    """What somebody sent to an event's page, on its way to ``services.register``."""

    def __init__(self, page: "EventPage", request: HttpRequest) -> None:
        self.page = page
        self.request = request
        self.typed = request.POST
        self.section = EventSection(page, request)
        self.asks_together = False

    def answer(self) -> HttpResponse:
        """What the visitor gets."""
        try:
            return self._considered()
        except (OperationalError, services.Busy):
            return self._refuse_busy()

    def _considered(self) -> HttpResponse:
        section = self.section
        is_ours = tokens.is_page_key(section.page_id or 0, self.typed.get("key", ""))
        is_current = self.typed.get("version", "") == section.form_version
        form = section.new_form(self.typed)
        if is_ours and (self.typed.get(TRAP) or (is_current and form.is_valid())):
            if wait := limits.wait_for_registering(self.request):
                return self._refuse_for(wait)
            if self.typed.get(TRAP):
                return self._see(0)  # nothing is written, and no machine learns from the answer
            if section.pool.pk is None:
                return self._refuse_busy()  # published a moment ago
            # also where it is full by now: the same form again is answered like the first
            return self._register(form)
        if wait := limits.wait_for_trying(self.request):
            return self._refuse_for(wait)
        if not is_ours:
            why = _("This form did not come from this page. Please send it again from here.")
            return self._refuse(400, why)
        if refusal := self._refusal():
            return self._refuse_as(refusal)
        if not is_current:
            return self._refuse_stale()
        section.refuse(form)
        return self._page(422)

    def _register(self, form: RegistrationForm) -> HttpResponse:
        given, pool = form.cleaned_data, self.section.pool
        application = services.Application(
            name=given["name"],
            email=given["email"],
            seats=given["seats"],
            waits_together=given["together"],
            form=pool.form,
            answers=given["answers"],
            consents=given["consents"],
        )
        if wait := limits.wait_for_mailbox(given["email"]):
            return self._refuse_for(wait)
        began_at = timezone.now()
        try:
            registration = services.register(pool, application)
            if registration.created_at < began_at - LIKE_THE_FIRST:
                services.remind(registration)
                raise services.AlreadyRegistered(registration)
        except services.Busy:
            raise
        except services.Refusal as refusal:
            return self._refuse_as(refusal)
        return self._see(registration.pk)

    def _refusal(self) -> services.Refusal | None:
        """Why nobody can register now, so that nobody is asked to correct anything first."""
        match self.section.availability.state:
            case State.OPEN | State.FEW | State.WAITING_LIST:
                return None
            case State.NOT_OPEN:
                return services.NotOpenYet(self.section.availability.opens_at)
            case State.CANCELLED:
                return services.EventCancelled()
            case State.FULL:
                return services.SoldOut()
        return services.RegistrationClosed()

    # --- answers --------------------------------------------------------------

    def _see(self, number: int) -> HttpResponse:
        """A redirect after which a reload posts nothing; 0 is nobody's number."""
        address = f"{self.section.address}?mine={tokens.of_registration(number)}#{REGISTERED}"
        return HttpResponseRedirect(address, status=SEE_OTHER)

    def _page(self, status: int, wait: timedelta | None = None) -> HttpResponse:
        context = self.page.get_context(self.request, section=self.section)
        response = TemplateResponse(
            self.request, self.page.get_template(self.request), context, status=status
        )
        if wait:
            response["Retry-After"] = seconds(wait)
        return response

    def _refuse(self, status: int, why: str, wait: timedelta | None = None) -> HttpResponse:
        """The page with all that was typed and one sentence; fields are not asked about it."""
        form = self.section.new_form(self.typed)
        form.full_clean()
        form.errors.clear()
        form.asks_together |= self.asks_together
        self.section.refuse(form, why)
        return self._page(status, wait)

    def _refuse_stale(self) -> HttpResponse:
        """What was answered to questions that are no longer asked is shown beside the form."""
        why = _(
            "The form has changed while you were filling it in. What you wrote is kept: "
            "please look through it once more and send it again."
        )
        self.section.unsent = unasked(self.section, self.typed)
        return self._refuse(409, why)

    def _refuse_as(self, refusal: services.Refusal) -> HttpResponse:
        # things are not as the page thought: look anew
        self.section = EventSection(self.page, self.request)
        if isinstance(refusal, services.AlreadyRegistered):
            self.section.problem = _("You are registered already")
        self.asks_together = isinstance(refusal, services.FewerFree)
        return self._refuse(status_of(refusal), sentence(refusal, self.section.zone))

    def _refuse_for(self, wait: timedelta) -> HttpResponse:
        minutes = math.ceil(wait / limits.MINUTE)
        why = ngettext(
            "That was a lot in a short time. Please wait %(minutes)d minute, then send it again.",
            "That was a lot in a short time. Please wait %(minutes)d minutes, then send it again.",
            minutes,
        ) % {"minutes": minutes}
        return self._refuse(429, why, wait)

    def _refuse_busy(self) -> HttpResponse:
        why = _(
            "Very many people are registering at this moment, and yours could not be written "
            "down. Nothing you typed is lost: please send it again in a moment."
        )
        return self._refuse(503, why, SOON)
