"""The page of a registration, for whoever holds a key from one of its letters."""

from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import services
from events.choices import SEATED, Status
from events.forms.managing import CancelForm, EraseForm, FewerForm
from events.ledger import Registration
from events.managing import ManageView, cancel_form, change_form, look
from events.services import links, own_data
from events.serving.limits import HOUR, MINUTE
from events.serving.refusals import sentence, status_of
from events.views.mailed import say_unknown, say_wait, words_of_waiting
from studio import languages, limits
from studio.languages import speaks
from studio.mailed import mailed, say
from studio.visitors import address_of, connection_of

SEE_OTHER = 303
#: Of one connection: what it may do, and keys it may guess.
ACTS_A_MINUTE, ACTS_AN_HOUR = 10, 60
GUESSES_AN_HOUR = 30
#: What a busy database asks for.
SOON = timedelta(seconds=20)


@mailed
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Where it stands, and what its owner may do about it; 404 for a key that opens nothing.

    403: it is too late for that. 409: things have changed meanwhile. 422: a form has a
    question. 429 and 503: not now, with ``Retry-After``.
    """
    registration = links.find(token)
    if registration is None:
        return _unknown(request)
    return _shown_to_owner(request, registration, token)


@speaks(lambda _request, registration, _token: registration.pool.page)
def _shown_to_owner(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    if request.method == "POST":
        return _Act(request, registration, token).answer()
    if request.GET.get("format") == "json":
        headers = {"Content-Disposition": f'attachment; filename="{_("registration")}.json"'}
        stored = own_data.export(registration)
        return JsonResponse(stored, json_dumps_params={"indent": 2}, headers=headers)
    view = look(registration, token)
    view.notice = _notice(request.GET.get("done", ""), view.status)
    return _page(request, view)


@mailed
def forgotten(request: HttpRequest) -> HttpResponse:
    """What is said after everything was erased, in the language that ``?in=`` names."""
    asked = request.GET.get("in", "")
    with translation.override(asked if asked in languages.others() else get_language()):
        return _say_all_is_gone(request)


def _say_all_is_gone(request: HttpRequest) -> HttpResponse:
    words = _(
        "Your name, your address, what you answered and our e-mails to you are gone. "
        "If you had a place, others can have it now."
    )
    return say(request, _("Everything is erased"), words)


class _Act:
    """Something the owner of a registration does."""

    def __init__(self, request: HttpRequest, registration: Registration, token: str) -> None:
        self.request = request
        self.typed = request.POST
        self.registration = registration
        self.token = token

    def answer(self) -> HttpResponse:
        acts: dict[str, Callable[[], HttpResponse]] = {
            "confirm": self._confirm,
            "accept": self._accept,
            "take": self._take,
            "change": self._change,
            "fewer": self._fewer,
            "cancel": self._cancel,
            "erase": self._erase,
        }
        act = acts.get(self.typed.get("action", ""))
        if act is None:
            return self._refuse(400, _("We do not know what this button was to do."))
        try:
            if wait := _wait_for_acting(self.request):
                return self._refuse(429, words_of_waiting(wait), wait)
            return act()
        except (OperationalError, services.Busy):
            words = _("Very much is going on at this moment. Please try again in a moment.")
            return self._refuse(503, words, SOON)
        except services.Refusal as refusal:
            words = sentence(refusal, self.registration.pool.time_zone)
            return self._refuse(status_of(refusal), words)

    def _confirm(self) -> HttpResponse:
        services.confirm_address(self.registration)
        return self._done("confirmed")

    def _accept(self) -> HttpResponse:
        return self._have_place(services.accept)

    def _take(self) -> HttpResponse:
        return self._have_place(services.take_free_place)

    def _have_place(self, verb: Callable[[Registration], Registration]) -> HttpResponse:
        try:
            verb(self.registration)
        except services.NotPossible:
            self.registration.refresh_from_db()
            if self.registration.status not in SEATED:
                raise
            # pressed twice
        return self._done("accepted")

    def _change(self) -> HttpResponse:
        pool = self.registration.pool
        if self.typed.get("version", "") != str(pool.form_id or 0):
            words = _(
                "The form has changed while you were filling it in. What you wrote is kept: "
                "please look through it once more and send it again."
            )
            return self._refuse(409, words)
        form = change_form(self.registration, self.typed)
        if not form.is_valid():
            return self._refuse(422)
        self._prove()
        given = form.cleaned_data
        services.change(self.registration, name=given["name"], answers=given["answers"])
        return self._done("changed")

    def _fewer(self) -> HttpResponse:
        form = FewerForm(self.typed, seats=self.registration.seats)
        if not form.is_valid():
            return self._refuse(422)
        self._prove()
        services.change(self.registration, seats=form.cleaned_data["seats"])
        return self._done("changed")

    def _cancel(self) -> HttpResponse:
        if self.registration.status == Status.CANCELLED:
            return self._done("cancelled")  # pressed twice
        if not CancelForm(self.typed).is_valid():
            return self._refuse(422)
        services.cancel(self.registration)
        return self._done("cancelled")

    def _erase(self) -> HttpResponse:
        if not EraseForm(self.typed).is_valid():
            return self._refuse(422)
        services.erase(self.registration)
        # what they were written to in is forgotten with them
        language = languages.active_other()
        address = reverse("events:forgotten") + (f"?in={language}" if language else "")
        return HttpResponseRedirect(address, status=SEE_OTHER)

    def _prove(self) -> None:
        """Whoever acts here has read a letter, so the address is theirs; first of all a place
        that waited for that is.
        """
        if self.registration.status == Status.PENDING_EMAIL:
            services.confirm_address(self.registration)

    def _done(self, what: str) -> HttpResponse:
        return HttpResponseRedirect(f"{self.request.path}?done={what}", status=SEE_OTHER)

    def _refuse(self, status: int, words: str = "", wait: timedelta | None = None) -> HttpResponse:
        """The page with what was typed: its questions where ``words`` are missing."""
        registration = links.find(self.token)
        if registration is None:
            return say_unknown(self.request)
        view = look(registration, self.token)
        view.refusal = words
        self._keep(view, with_errors=not words)
        response = _page(self.request, view, status)
        if wait:
            response["Retry-After"] = limits.seconds(wait)
        return response

    def _keep(self, view: ManageView, *, with_errors: bool) -> None:
        """Put the form that was sent in the place of a new one, where there still is one."""
        action, typed = self.typed.get("action", ""), self.typed
        if action == "change" and view.change_form:
            view.change_form = sent = change_form(view.registration, typed)
        elif action == "fewer" and view.fewer_form:
            view.fewer_form = sent = FewerForm(typed, seats=view.registration.seats)
        elif action == "cancel" and view.cancel_form:
            view.cancel_form = sent = cancel_form(view, typed)
        elif action == "erase":
            view.erase_form = sent = EraseForm(typed)
        else:
            if with_errors:
                # the form it was sent by is gone: it is too late, or it has ended
                view.refusal = view.too_late or _(
                    "This is not possible any more: things have changed in the meantime."
                )
            return
        sent.full_clean()
        if not with_errors:
            sent.errors.clear()


def _page(request: HttpRequest, view: ManageView, status: int = 200) -> HttpResponse:
    return render(request, "events/manage.html", {"view": view}, status=status)


def _unknown(request: HttpRequest) -> HttpResponse:
    """404, or 429 for whoever tries one key after the other."""
    key = f"events.guess {connection_of(address_of(request))}"
    try:
        wait = limits.take(key, limit=GUESSES_AN_HOUR, period=HOUR)
    except OperationalError:
        wait = None  # nobody can guess 256 bits; the limit only saves work
    return say_wait(request, wait) if wait else say_unknown(request)


def _wait_for_acting(request: HttpRequest) -> timedelta | None:
    key = f"events.manage {connection_of(address_of(request))}"
    return limits.take(key, limit=ACTS_A_MINUTE, period=MINUTE) or limits.take(
        key, limit=ACTS_AN_HOUR, period=HOUR
    )


def _notice(done: str, status: str) -> str:
    """What was just done, if that is how it stands."""
    said = {
        ("confirmed", Status.WAITLISTED): _(
            "Your address is confirmed. The places have gone to others meanwhile, so you are on "
            "the waiting list now."
        ),
        ("cancelled", Status.CANCELLED): _(
            "It is done. Thank you for telling us: others can come instead."
        ),
    }
    if (done, status) in said:
        return said[done, status]
    if done == "confirmed" and status in (Status.CONFIRMED, Status.PENDING_PAYMENT):
        return _("Thank you: your address is confirmed.")
    if done == "accepted" and status in (Status.CONFIRMED, Status.PENDING_APPROVAL):
        return _("The place is yours. An e-mail that says so is on its way.")
    return _("Your changes are saved.") if done == "changed" else ""
