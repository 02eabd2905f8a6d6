"""What is typed on the pages to which letters lead."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.fields import LineField
from comments.models import Comment, Rejection

_LONGEST_NOTE = Comment._meta.get_field("note").max_length


class RejectionForm(forms.Form):
    """Why a moderator rejects."""

    rejection = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *Rejection.choices],
        error_messages={"required": _("Choose a reason.")},
    )
    note = LineField(label=_("Note for moderators"), required=False, max_length=_LONGEST_NOTE)
