"""What staff do with one registration, verb by verb."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import services
from events.admin import log, words
from events.admin.asking import VerbView, digest_of
from events.admin.buttons import VERBS
from events.admin.forms import (
    CancelForm,
    EraseForm,
    GiveForm,
    NoteForm,
    NothingForm,
    PaymentForm,
    ReasonForm,
)
from events.admin.seen import REGISTRATION
from events.ledger import Registration
from studio import accesses


class ApproveView(VerbView):
    """The place is theirs."""

    verb = VERBS["approve"]
    form_class = NothingForm
    shows_answers = True
    done = gettext_lazy("%(name)s is approved.")
    telling = gettext_lazy("They are told by e-mail that they have a place.")

    def act(self, form: forms.Form) -> None:
        services.approve(self.registration, by=self.request.user)


class DeclineView(VerbView):
    """No place for them; a seat that was held goes on."""

    verb = VERBS["decline"]
    form_class = ReasonForm
    shows_answers = True
    done = gettext_lazy("%(name)s is declined.")
    telling = gettext_lazy("They are told by e-mail that there is no place for them.")

    def act(self, form: forms.Form) -> None:
        services.decline(self.registration, by=self.request.user, **form.cleaned_data)


class GiveView(VerbView):
    """A place out of turn, beyond the number of places if somebody says why."""

    verb = VERBS["give"]
    form_class = GiveForm
    done = gettext_lazy("%(name)s has a place.")

    def act(self, form: forms.Form) -> None:
        services.give_place(self.registration, by=self.request.user, **form.cleaned_data)


class CancelView(VerbView):
    """The place goes to the next in line."""

    verb = VERBS["cancel"]
    form_class = CancelForm
    done = gettext_lazy("The registration of %(name)s is cancelled.")

    def act(self, form: forms.Form) -> None:
        services.cancel(self.registration, by=self.request.user, **form.cleaned_data)


class NoteView(VerbView):
    """For staff alone."""

    verb = VERBS["note"]
    form_class = NoteForm
    done = gettext_lazy("The note is kept.")

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.registration.note}

    def version(self, registration: Registration) -> str:
        return digest_of(registration.note)

    def stored(self, form: forms.Form) -> list[tuple[str, str]]:
        return [(form.fields["text"].label, self.registration.note)]

    def act(self, form: forms.Form) -> None:
        services.note(self.registration, form.cleaned_data["text"], by=self.request.user)


class PayView(VerbView):
    """Money at the desk."""

    verb = VERBS["pay"]
    form_class = PaymentForm
    done = gettext_lazy("The payment of %(name)s is noted.")

    def get_initial(self) -> dict[str, Any]:
        due = words.due_of(self.registration)
        return {"amount": due} if due and due > 0 else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            price=words.money(self.registration.price, self.registration.currency),
            owed=words.owed(self.registration),
            **kwargs,
        )

    def act(self, form: forms.Form) -> None:
        data = form.cleaned_data
        services.pay(
            self.registration,
            amount=data["amount"],
            reference=data["reference"] or _receipt_number(self.registration, data["token"]),
            by=self.request.user,
        )

    def version(self, registration: Registration) -> str:
        # a form that is sent twice is no other payment
        others = registration.payments.exclude(
            reference=_receipt_number(registration, self.request.POST.get("token", ""))
        ).exclude(reference=self.request.POST.get("reference", ""))
        return digest_of(registration.price, sorted(others.values_list("pk", flat=True)))

    def stored(self, form: forms.Form) -> list[tuple[str, str]]:
        return [(_("Still owed"), words.owed(self.registration))]

    def refused(self, refusal: services.Refusal, form: forms.Form) -> None:
        if isinstance(refusal, services.NotPossible):
            form.add_error("reference", _("This is the reference of somebody else’s payment."))
        else:
            super().refused(refusal, form)


def _receipt_number(registration: Registration, token: str) -> str:
    """Of a payment at the desk; the same for the same form."""
    return f"{registration.reference}-{token[:6].upper()}"


class EraseView(VerbView):
    """Their number stays; nothing tells them."""

    verb = VERBS["erase"]
    form_class = EraseForm
    done = gettext_lazy("The person is forgotten.")

    def act(self, form: forms.Form) -> None:
        services.erase(self.registration, by=self.request.user)
        log.erased(self.registration, by=self.request.user)
        accesses.erased(REGISTRATION, by=self.request.user, about=self.registration.reference)
