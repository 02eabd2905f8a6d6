"""What the owner of a registration types on its page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.forms.answering import AnswersForm, initial_of
from events.forms.fields import LineField
from events.ledger import Registration
from events.questions import Question


class ChangeForm(AnswersForm):
    """Another name, other answers."""

    name = LineField(
        label=_("Name"),
        most=Registration._meta.get_field("name").max_length,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        registration: Registration,
        questions: Sequence[Question],
        **options: Any,
    ) -> None:
        initial = {"name": registration.name, **initial_of(questions, registration.answers)}
        super().__init__(data, questions=questions, auto_id="change-%s", initial=initial, **options)


class _SureForm(forms.Form):
    """Something that cannot be undone is asked for once more."""

    sure = forms.BooleanField(error_messages={"required": _("Tick the box if you mean it.")})

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)


class FewerForm(_SureForm):
    """Some of several places are given back."""

    seats = forms.TypedChoiceField(
        label=_("Places you keep"),
        coerce=int,
        error_messages={"invalid_choice": _("Choose how many places you keep.")},
    )

    field_order = ["seats", "sure"]

    def __init__(self, data: Any = None, *, seats: int, **options: Any) -> None:
        super().__init__(data, auto_id="fewer-%s", **options)
        self.fields["seats"].choices = [(number, str(number)) for number in range(1, seats)]
        self.fields["seats"].initial = seats - 1
        self.fields["sure"].label = (
            _("Yes, somebody else can have the other one.")
            if seats == 2
            else _("Yes, others can have the rest.")
        )


class CancelForm(_SureForm):
    """The place is given back."""

    def __init__(
        self, data: Any = None, *, waits: bool = False, seats: int = 1, **options: Any
    ) -> None:
        super().__init__(data, auto_id="cancel-%s", **options)
        given = ngettext("Yes, somebody else can have it.", "Yes, others can have them.", seats)
        self.fields["sure"].label = _("Yes, take me off the list.") if waits else given


class EraseForm(_SureForm):
    """The person is forgotten."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id="erase-%s", **options)
        self.fields["sure"].label = _("Yes, erase everything. It cannot be brought back.")
