"""Whether what a visitor filled in is acceptable. Nothing here asks the database.

The hidden fields around the form (``key form consents``) are no part of it: templates
write them from ``EventSection.hidden``, so a form that is shown again is a good one, and
``events/serving`` reads them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.answering import AnswersForm
from events.forms.fields import LineField, MailField
from events.ledger import ConsentVersion, Registration
from events.questions import Question

#: Nobody sees it; what fills it in is a machine, or a browser that was told not to.
TRAP = "subject"

_LONGEST_NAME = Registration._meta.get_field("name").max_length


@dataclass(frozen=True)
class AskedConsent:
    """Words that people are asked to agree to; nobody comes without it if it is ``required``."""

    version: ConsentVersion
    required: bool

    @property
    def name(self) -> str:
        """In the form. Other words have another name, so no tick is kept for them."""
        return f"consent_{self.version.pk}"


@dataclass(frozen=True)
class ConsentBox:
    """What a template is told of one consent: its box, and the words it rests on."""

    field: forms.BoundField
    version: ConsentVersion
    required: bool


class RegistrationForm(AnswersForm):
    """Who wants to come, for how many, with answers and consents.

    ``seats`` and ``together`` are there only where one person may take several. For templates:
    ``people`` (the bound fields about who comes), ``asked_questions``, ``consent_boxes``
    and ``form.subject``, the trap. Once valid, ``cleaned_data`` has ``name email seats
    together answers consents`` (a tuple of ``ConsentVersion``) and ``subject``.
    """

    name = LineField(
        label=_("Name"),
        most=_LONGEST_NAME,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = MailField(
        label=_("E-mail"),
        help_text=_("We write to it about this event, and nothing else."),
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    seats = forms.TypedChoiceField(
        label=_("Places"),
        coerce=int,
        help_text=_("Yourself included."),
        error_messages={
            "required": _("Choose how many places."),
            "invalid_choice": _("So many places cannot be taken at once. Please choose again."),
        },
    )
    together = forms.BooleanField(
        label=_("We would rather wait until there are places for all of us"), required=False
    )
    subject = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        questions: Sequence[Question],
        consents: Sequence[AskedConsent] = (),
        largest_party: int = 1,
        **options: Any,
    ) -> None:
        super().__init__(data, questions=questions, auto_id="your-%s", **options)
        self.consents = list(consents)
        for one in self.consents:
            self.fields[one.name] = forms.BooleanField(
                label=one.version.statement,
                required=one.required,
                error_messages={"required": _("Please tick this box: nobody comes without it.")},
            )
        if largest_party > 1:
            numbers = range(1, largest_party + 1)
            self.fields["seats"].choices = [(number, str(number)) for number in numbers]
        else:
            del self.fields["seats"], self.fields["together"]
        #: Whether to ask who comes with others if they would rather wait than be fewer.
        self.asks_together = bool(data and data.get("together"))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given.setdefault("seats", 1)
        given.setdefault("together", False)
        given["consents"] = tuple(one.version for one in self.consents if given.get(one.name))
        return given

    @property
    def people(self) -> list[forms.BoundField]:
        """Who comes, and how many."""
        shown = ["name", "email", "seats", *(["together"] if self.asks_together else [])]
        return [self[name] for name in shown if name in self.fields]

    @property
    def consent_boxes(self) -> list[ConsentBox]:
        """Never ticked beforehand; ticks of a form that was refused are kept."""
        return [ConsentBox(self[one.name], one.version, one.required) for one in self.consents]
