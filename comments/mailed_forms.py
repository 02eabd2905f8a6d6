"""What is typed on the pages to which letters lead."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.fields import LineField, MailField
from comments.models import Comment, Rejection

_LONGEST_NOTE = Comment._meta.get_field("note").max_length
_LONGEST_EMAIL = Comment._meta.get_field("email").max_length


class RejectionForm(forms.Form):
    """Why a moderator rejects."""

    rejection = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *Rejection.choices],
        error_messages={"required": _("Choose a reason.")},
    )
    note = LineField(label=_("Note for moderators"), required=False, max_length=_LONGEST_NOTE)


class AskOwnDataForm(forms.Form):
    """Of which address somebody wants to know."""

    email = MailField(
        label=_("Your e-mail address"),
        max_length=_LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write the address with which you commented."),
            "invalid": _("Write an e-mail address such as rosa@studio.example."),
        },
    )


class ErasingForm(forms.Form):
    """Whether somebody means it."""

    sure = forms.BooleanField(
        label=_("Yes, erase everything. It cannot be brought back."),
        error_messages={"required": _("Tick the box if you mean it.")},
    )
