"""What stands between a moderator's browser and the services."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from comments.fields import LineField, WordsField
from comments.models import Rejection
from comments.models.comments import BY_MODERATOR

#: Most comments that one click undoes or decides about.
MOST_AT_ONCE = 1000
#: Characters of the longest text, the highest that the settings let readers write.
LONGEST_TEXT = 20_000
#: Whoever opens the form wants to write.
_AT_ONCE = {"rows": 10, "autofocus": True}


class DecisionForm(forms.Form):
    """A state, and for a rejection its reason. The note is for moderators alone."""

    status = forms.ChoiceField(
        choices=[(status, status) for status in sorted(BY_MODERATOR)], widget=forms.HiddenInput
    )
    rejection = forms.ChoiceField(
        label=_("Why"), choices=Rejection.choices, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label=_("Note for moderators"),
        max_length=500,
        required=False,
        help_text=_("Readers do not see it, nor does the writer."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("status") == "rejected":
            if not values.get("rejection") and "rejection" not in self.errors:
                self.add_error("rejection", _("Choose why it is rejected."))
        else:
            values["rejection"] = ""
        return values


class TurnsField(forms.RegexField):
    """Comments with the turn in which they were seen: ``12:3,15:1``; a turn by each number."""

    default_error_messages = {"too_many": _("These are too many at once.")}
    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"\A[0-9]{1,18}:[0-9]{1,9}(,[0-9]{1,18}:[0-9]{1,9})*\Z", **kwargs)

    def clean(self, value: Any) -> dict[int, int]:
        pairs = [pair.partition(":") for pair in super().clean(value).split(",")]
        if len(pairs) > MOST_AT_ONCE:
            raise forms.ValidationError(self.error_messages["too_many"], code="too_many")
        return {int(number): int(turn) for number, _colon, turn in pairs}


class BulkDecisionForm(DecisionForm):
    """A decision about the comments that somebody has seen, as they were then."""

    turns = TurnsField()


class UndoForm(forms.Form):
    """The comments whose last decision is taken back, as it left them."""

    comments = TurnsField()


class AnswerForm(forms.Form):
    """A reply in the studio's name."""

    text = WordsField(
        label=_("Your answer"), most=LONGEST_TEXT, widget=forms.Textarea(attrs=_AT_ONCE)
    )


class AmendForm(forms.Form):
    """What a reader wrote, as a moderator changes it; as readers' forms tidy it."""

    name = LineField(label=_("Name"), most=80, required=False)
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    text = WordsField(label=_("Text"), most=LONGEST_TEXT, widget=forms.Textarea(attrs=_AT_ONCE))
