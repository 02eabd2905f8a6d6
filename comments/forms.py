"""Whether what somebody typed is acceptable. Nothing here asks the database.

The hidden fields around a form (``action key parent comment mine seconds``) are no
part of it: templates write them from the ``ConversationView``, so a form that is shown
again is a good one, and ``comments/serving`` reads them.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.fields import LineField, WebsiteField, WordsField
from comments.models import Comment, CommentSettings, Report, ReportReason
from studio.typed import MailField

_LONGEST_EMAIL = Comment._meta.get_field("email").max_length
_LONGEST_NAME = Comment._meta.get_field("name").max_length
_LONGEST_NOTE = Report._meta.get_field("note").max_length

_LOOKS_LIKE_ADDRESS = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]|://|\bwww\.", re.IGNORECASE)


class CommentForm(forms.Form):
    """What a reader says. Who is signed in (``user``) gives neither name nor address.

    Fields that the site does not want are not there: ``name``, ``email``, ``website``
    and ``remember`` for visitors only, ``remember`` and ``wants_letters`` if offered.
    """

    name = LineField(
        label=_("Name"),
        most=_LONGEST_NAME,
        error_messages={"required": _("Write the name to show above your comment.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = MailField(
        label=_("E-mail"),
        most=_LONGEST_EMAIL,
        max_length=None,
        help_text=_("It is never published."),
        error_messages={
            "required": _("Write your e-mail address. It is never published."),
            "invalid": _("Write an e-mail address such as rosa@studio.example."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = WebsiteField(
        label=_("Website"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"}),
    )
    text = WordsField(
        label=_("Comment"),
        error_messages={"required": _("Write what you want to say.")},
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    wants_letters = forms.BooleanField(label=_("Mail me when somebody answers"), required=False)
    remember = forms.BooleanField(
        label=_("Remember me on this device"),
        required=False,
        help_text=_(
            "Keeps your name, e-mail address and website in this browser (with a cookie) "
            "for a year, or until you post without the tick."
        ),
    )
    # nobody sees it; what fills it in is a machine, or a browser that was told not to
    subject = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    field_order = ["text"]  # it stands first, and so do its errors in the summary

    def __init__(
        self, data: Any = None, *, settings: CommentSettings, user: Any = None, **options: Any
    ) -> None:
        super().__init__(data, auto_id="your-%s", **options)
        self.fields["text"].most = settings.max_length
        for name in ("name", "email"):
            self.fields[name].required = settings.needs_name_and_email
        unwanted = {"name", "email", "website", "remember"} if user else set()
        if not settings.offers_remembering:
            unwanted.add("remember")
        if not settings.offers_letters or (user and not user.email):
            unwanted.add("wants_letters")
        for name in unwanted:
            del self.fields[name]

    def clean_name(self) -> str:
        """Nothing that would publish an address by mistake."""
        name = self.cleaned_data["name"]
        if _LOOKS_LIKE_ADDRESS.search(name):
            raise ValidationError(_("Write a name: this would publish an address."), code="address")
        return name

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("wants_letters") and "email" in self.fields and given.get("email") == "":
            self.add_error("email", _("Write the address we should send answers to."))
        return given


class EditForm(forms.Form):
    """What the writer of a comment would rather have said."""

    text = WordsField(
        label=_("Comment"),
        error_messages={"required": _("Write what you want to say.")},
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(self, data: Any = None, *, settings: CommentSettings, **options: Any) -> None:
        super().__init__(data, auto_id="edit-%s", **options)
        self.fields["text"].most = settings.max_length


class ReportForm(forms.Form):
    """Why a moderator should look at a comment."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is wrong with it."),
            "invalid_choice": _("Choose what is wrong with it."),
        },
    )
    note = WordsField(
        label=_("In your own words"),
        required=False,
        most=_LONGEST_NOTE,
        help_text=_("Only moderators will read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id="report-%s", **options)
