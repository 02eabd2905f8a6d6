"""What is typed on the pages about one's own data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from studio.models import Letter

_LONGEST_EMAIL = Letter._meta.get_field("to").max_length


class AskOwnDataForm(forms.Form):
    """Of which address somebody wants to know."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=_LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write the address that you have used here."),
            "invalid": _("Write an e-mail address such as rosa@studio.example."),
        },
    )


class ErasingForm(forms.Form):
    """Whether somebody means it."""

    sure = forms.BooleanField(
        label=_("Yes, erase everything. It cannot be brought back."),
        error_messages={"required": _("Tick the box if you mean it.")},
    )
