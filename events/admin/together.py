"""The same verb for several registrations: GET asks, POST acts.

Wagtail's bulk actions are not for models that ``wagtail_modeladmin`` lists, so these are
plain forms: they work without scripts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from events import services
from events.admin import words
from events.admin.buttons import INDEX_URL, VERBS, WRITE_URL
from events.admin.forms import CancelForm, NothingForm, OverbookForm, ReasonForm
from events.admin.frames import Framed
from events.admin.reach import reach_of
from events.admin.seen import LIST
from events.admin.selection import MOST, Selection, selection_of
from events.choices import ACTIVE, Status
from events.ledger import Registration
from events.permissions import CHANGE, may
from events.services import together
from events.services.together import UNDECIDED, WITHOUT_PLACE, Outcome
from studio import accesses

#: Rows that the page which asks names one by one.
SHOWN = 20


@dataclass(frozen=True)
class Action:
    """A verb for many. ``done`` is said by ``n``; ``telling`` tells what letters say."""

    label: str | Promise
    title: str | Promise
    states: Iterable[str]
    form: type[forms.Form]
    act: Callable[..., Outcome]
    done: Any
    telling: str | Promise


ACTIONS = {
    "approve": Action(
        VERBS["approve"].label,
        gettext_lazy("Approve those who are marked"),
        {Status.PENDING_APPROVAL},
        NothingForm,
        together.approve,
        ngettext_lazy("%(n)d registration is approved.", "%(n)d registrations are approved.", "n"),
        gettext_lazy("that they have a place"),
    ),
    "decline": Action(
        VERBS["decline"].label,
        gettext_lazy("Decline those who are marked"),
        UNDECIDED,
        ReasonForm,
        together.decline,
        ngettext_lazy("%(n)d registration is declined.", "%(n)d registrations are declined.", "n"),
        gettext_lazy("that there is no place for them"),
    ),
    "give": Action(
        VERBS["give"].label,
        gettext_lazy("Give places out of turn to those who are marked"),
        WITHOUT_PLACE,
        OverbookForm,
        together.give_place,
        ngettext_lazy("%(n)d registration has a place.", "%(n)d registrations have a place.", "n"),
        gettext_lazy("that they have a place"),
    ),
    "cancel": Action(
        gettext_lazy("Cancel places"),
        gettext_lazy("Cancel the places of those who are marked"),
        ACTIVE,
        CancelForm,
        together.cancel,
        ngettext_lazy(
            "%(n)d registration is cancelled.", "%(n)d registrations are cancelled.", "n"
        ),
        gettext_lazy("that the studio had to cancel their place"),
    ),
}


def choices_for(states: Iterable[str]) -> dict[str, str | Promise]:
    """What the list offers where people stand like this; a letter has a page of its own."""
    there = set(states)
    fitting = {name: one.label for name, one in ACTIONS.items() if there & set(one.states)}
    return {**fitting, "write": VERBS["write"].label}


class TogetherView(Framed, FormView):
    """Says how many this is about and who is told what, before anything happens."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "events/admin/together.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request.user, CHANGE):
            raise PermissionDenied
        asked = request.POST.get("do") or request.GET.get("do", "")
        if asked == "write":
            return redirect(f"{reverse(WRITE_URL)}?{request.GET.urlencode()}")
        if asked not in ACTIONS:
            raise Http404
        self.name, self.action = asked, ACTIONS[asked]
        if not self.selection.numbers:
            messages.warning(request, _("None is marked."))
            return HttpResponseRedirect(self.next_url)
        return super().dispatch(request, *args, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        answer = super().render_to_response(context, **kwargs)
        rows = len(self.selection.numbers)
        return accesses.saw(self.request, answer, LIST, rows=rows, asked="marked")

    @cached_property
    def selection(self) -> Selection:
        return selection_of(self.request)

    @property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse(INDEX_URL)

    def get_form_class(self) -> type[forms.Form]:
        return self.action.form

    def get_page_title(self) -> str:
        return str(self.action.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = Registration.objects.filter(pk__in=self.selection.numbers)
        ready = asked.filter(status__in=sorted(self.action.states), anonymised_at=None)
        ready = ready.order_by("created_at", "pk")
        numbers = list(ready.values_list("pk", flat=True))
        reach = reach_of(ready, self.request.user)
        return super().get_context_data(
            do=self.name,
            action=self.action,
            ids=Selection(numbers).as_text,
            count=len(numbers),
            told=reach.told,
            unreached=reach.unreached_in_words,
            events=ready.order_by().values("pool").distinct().count(),
            left=len(self.selection.numbers) - len(numbers),
            rows=ready.select_related("pool").defer("answers", "note")[:SHOWN],
            shown=SHOWN,
            are_too_many=self.selection.are_too_many,
            most=MOST,
            next_url=self.next_url,
            **kwargs,
        )

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        try:
            outcome = self.action.act(self.selection.numbers, by=self.request.user, **data)
        except services.Refusal as refused:
            form.add_error(None, words.refusal(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        done = Registration.objects.filter(pk__in=outcome.done)
        unreached = reach_of(done, self.request.user).unreached_in_words
        said = " ".join(filter(None, [*_told(self.action, outcome), unreached]))
        if outcome.done:
            messages.success(self.request, said)
        else:
            messages.warning(self.request, said)
        return HttpResponseRedirect(self.next_url)


def _told(action: Action, outcome: Outcome) -> list[str]:
    """What became of them, in sentences."""
    said = [action.done % {"n": len(outcome.done)}]
    if outcome.changed:
        n = len(outcome.changed)
        said.append(
            ngettext(
                "%(n)d had changed meanwhile and is left as it is.",
                "%(n)d had changed meanwhile and are left as they are.",
                n,
            )
            % {"n": n}
        )
    if outcome.without_seat:
        n = len(outcome.without_seat)
        said.append(
            ngettext("For %(n)d no place is free.", "For %(n)d no place is free.", n) % {"n": n}
        )
    if outcome.called_off:
        n = len(outcome.called_off)
        said.append(
            ngettext("%(n)d is of a cancelled event.", "%(n)d are of cancelled events.", n)
            % {"n": n}
        )
    return said
