"""A name, an address, answers that staff put right. Nobody edits the row itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from events import services
from events.admin.asking import VerbView, digest_of
from events.admin.buttons import VERBS
from events.admin.case import said
from events.forms.answering import AnswersForm, initial_of
from events.forms.fields import LineField, MailField
from events.ledger import Registration
from events.questions import Answers, Question

_LONGEST_NAME = Registration._meta.get_field("name").max_length


class ChangeForm(AnswersForm):
    """Who comes, and what they answered. Staff may leave answers open."""

    name = LineField(label=gettext_lazy("Name"), most=_LONGEST_NAME)
    email = MailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy(
            "A new address gets a letter that says where they stand; links in letters to the old"
            " one stop working."
        ),
    )
    seats = forms.TypedChoiceField(
        label=gettext_lazy("Places"),
        coerce=int,
        help_text=gettext_lazy("Places can be given back here; for more, add somebody by hand."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        registration: Registration,
        questions: list[Question],
        **options: Any,
    ) -> None:
        super().__init__(data, questions=questions, **options)
        self.registration = registration
        for one in questions:
            self.fields[one.name].required = False
        if registration.seats > 1:
            numbers = range(1, registration.seats + 1)
            self.fields["seats"].choices = [(number, str(number)) for number in numbers]
        else:
            del self.fields["seats"]

    @property
    def answers(self) -> Answers:
        """What is known then: also what was answered to questions and choices that are gone."""
        given = self.cleaned_data["answers"]
        kept = dict(self.registration.answers)
        for one in self.questions:
            old = kept.pop(one.key, None)
            is_lost = isinstance(old, str) and one.choices and old not in one.choices
            if is_lost and one.key not in given:
                kept[one.key] = old
        return kept | given


class ChangeView(VerbView):
    """The owner is told of a new address at that address; of nothing else."""

    verb = VERBS["change"]
    form_class = ChangeForm
    template_name = "events/admin/change.html"
    done = gettext_lazy("The registration of %(name)s is changed.")

    @property
    def form_version(self) -> Any:
        """The event's form as it is now, else the one that was answered."""
        return self.registration.pool.form or self.registration.form

    def get_initial(self) -> dict[str, Any]:
        one, asked = self.registration, self._questions()
        own = {"name": one.name, "email": one.email, "seats": one.seats}
        return own | initial_of(asked, one.answers)

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"registration": self.registration, "questions": self._questions()}
        return super().get_form_kwargs() | known

    def _questions(self) -> list[Question]:
        return self.form_version.as_questions() if self.form_version else []

    def version(self, registration: Registration) -> str:
        one = registration
        asked = self.form_version and self.form_version.pk
        return digest_of(one.name, one.email, one.seats, sorted(one.answers.items()), asked)

    def stored(self, form: ChangeForm) -> list[tuple[str, str]]:
        now, typed = self.get_initial(), form.cleaned_data
        return [
            (field.label, said(now.get(name)))
            for name, field in form.fields.items()
            if (now.get(name) or "") != (typed.get(name) or "")
        ]

    def act(self, form: ChangeForm) -> None:
        data = form.cleaned_data
        services.change(
            self.registration,
            name=data["name"],
            email=data["email"],
            answers=form.answers,
            seats=data.get("seats"),
            by=self.request.user,
        )
