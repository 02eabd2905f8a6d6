"""To another event: what is missing there, or stays behind, is said before it happens."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from events import questions as asking
from events import services
from events.admin.asking import VerbView
from events.admin.buttons import INSPECT_URL, VERBS
from events.admin.forms import MoveForm
from events.ledger import Registration, SeatPool
from events.services import publishing


@dataclass(frozen=True)
class Losses:
    """What is not asked there, not answered yet, and not agreed to; in the words of the forms."""

    unasked: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    not_agreed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.unasked or self.unanswered or self.not_agreed)


def losses(registration: Registration, pool: SeatPool) -> Losses:
    """What ``registration`` lacks, and has too much, for the event of ``pool``."""
    asked = pool.form.as_questions() if pool.form else []
    before = registration.form.as_questions() if registration.form else []
    keys, given = {one.key for one in asked}, registration.answers
    due = [one for one in asking.asked(asked, given) if one.required]
    return Losses(
        tuple(one.label for one in before if one.key in given and one.key not in keys),
        tuple(one.label for one in due if given.get(one.key) in (None, "", [], False)),
        tuple(_not_agreed(registration, pool)),
    )


def _not_agreed(registration: Registration, pool: SeatPool) -> Iterator[str]:
    """The sentences to which nobody comes without agreeing, and to which this person did not."""
    if pool.page is None:
        return
    agreed = set(registration.consent_receipts.values_list("version", flat=True))
    for one in publishing.consents_of(pool.page):
        if one["required"] and one["version"].pk not in agreed:
            yield one["version"].statement


class MoveView(VerbView):
    """The first click shows what is lost, if anything is; the second one moves."""

    verb = VERBS["move"]
    form_class = MoveForm
    template_name = "events/admin/move.html"
    done = gettext_lazy("%(name)s is moved.")
    telling = gettext_lazy("One e-mail tells them of the new place, or of their number in line.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"registration": self.registration}

    def form_valid(self, form: MoveForm) -> HttpResponse:
        pool = form.cleaned_data["event"]
        lost = losses(self.registration, pool)
        if lost and self.request.POST.get("seen") != str(pool.pk):
            known = {"losses": lost, "pool": pool}
            return self.render_to_response(self.get_context_data(form=form, **known))
        return super().form_valid(form)

    def act(self, form: forms.Form) -> None:
        data = form.cleaned_data
        pool = data.pop("event")
        self.moved = services.move_to(self.registration, pool, by=self.request.user, **data)

    def get_success_url(self) -> str:
        if hasattr(self, "moved"):
            return reverse(INSPECT_URL, args=[self.moved.pk])
        return super().get_success_url()
