"""What staff fill in about registrations."""

import hashlib
import re
import secrets
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from events import wording
from events.admin.pickers import PoolField, taking_people
from events.forms.fields import LineField, MailField, WordsField
from events.ledger import Registration
from events.services.registering import Application

_TOKEN = re.compile(r"\A[0-9a-f]{32}\Z")
_LONGEST_NAME = Registration._meta.get_field("name").max_length


def new_token() -> str:
    """The name of a form: sent twice, it is the same form."""
    return secrets.token_hex(16)


class TokenForm(forms.Form):
    """A form that counts once, however often its button is clicked."""

    token = forms.RegexField(_TOKEN, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = new_token


class ReasonForm(forms.Form):
    """Why, for those who look at the log later."""

    reason = LineField(
        label=gettext_lazy("Reason"),
        required=False,
        help_text=gettext_lazy(
            "For staff: it stands in the log, not in a letter. The person can read this in the copy"
            " of their data."
        ),
    )


class NothingForm(forms.Form):
    """Asks for nothing but the click."""


class CancelForm(ReasonForm):
    """Whether a letter tells of it."""

    tells = forms.BooleanField(
        label=gettext_lazy("Tell them by e-mail"), required=False, initial=True
    )


class OverbookForm(ReasonForm):
    """Beyond the number of places there has to be a reason."""

    overbook = forms.BooleanField(
        label=gettext_lazy("Also if no place is free"),
        required=False,
        help_text=gettext_lazy("There are more people than places then. Please say why."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("overbook") and not data.get("reason"):
            self.add_error(
                "reason", _("There may be more people than places then: please say why.")
            )
        return data


class GiveForm(OverbookForm):
    """Whether a letter tells of it."""

    tells = forms.BooleanField(
        label=gettext_lazy("Tell them by e-mail"), required=False, initial=True
    )


class MoveForm(OverbookForm):
    """To which event."""

    field_order = ["event", "overbook", "reason"]
    event = PoolField(queryset=None, label=gettext_lazy("To this event"))

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = taking_people().exclude(pk=registration.pool_id)


class NoteForm(forms.Form):
    """What staff want to remember."""

    text = WordsField(
        label=gettext_lazy("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "For staff, and forgotten with the person. The person can read this in the copy of"
            " their data."
        ),
    )


class PaymentForm(TokenForm):
    """What has arrived."""

    amount = forms.DecimalField(
        label=gettext_lazy("Amount"),
        max_digits=8,
        decimal_places=2,
        min_value=Decimal("0.01"),
    )
    reference = LineField(
        label=pgettext_lazy("payment", "Reference"),
        required=False,
        most=100,
        help_text=gettext_lazy(
            "Such as the number of a receipt; the same one twice is one payment. Left empty, we make one."
        ),
    )


class AddForm(TokenForm, OverbookForm):
    """Somebody who called, or stands at the desk."""

    field_order = ["event", "name", "email", "seats", "tells", "overbook", "reason"]
    event = PoolField(queryset=None, label=gettext_lazy("Event"))
    name = LineField(label=gettext_lazy("Name"), most=_LONGEST_NAME)
    email = MailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Left empty, they get no letters and have no link of their own."),
    )
    seats = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=50, initial=1)
    tells = forms.BooleanField(
        label=gettext_lazy("Tell them by e-mail"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = taking_people()

    @property
    def key(self) -> str:
        """The same for the same words in the same form.

        Other words, typed after going back, are somebody else.
        """
        said = f"{self.cleaned_data['token']} {self.application.key(self.cleaned_data['event'].pk)}"
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def application(self) -> Application:
        """What the verb takes; answers are not asked for."""
        data = self.cleaned_data
        return Application(
            name=data["name"], email=data["email"], seats=data["seats"], form=data["event"].form
        )


class EraseForm(forms.Form):
    """It cannot be taken back, so it is asked twice."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, forget this person for good"),
        error_messages={"required": gettext_lazy("Please tick the box if you mean it.")},
    )


class WordsForm(TokenForm):
    """A letter in the studio's words."""

    subject = LineField(label=gettext_lazy("Subject"), most=160)
    text = WordsField(
        label=gettext_lazy("Text"), most=10_000, widget=forms.Textarea(attrs={"rows": 10})
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in ("subject", "text"):
            unknown = wording.unknown_names(data.get(name) or "")
            if unknown:
                braced = ", ".join(f"{{{one}}}" for one in unknown)
                self.add_error(name, _("There is no such name: %(names)s.") % {"names": braced})
        return data
