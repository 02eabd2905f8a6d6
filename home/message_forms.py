"""Whether what somebody typed is acceptable. Nothing here asks the database.

The hidden fields around the form (``key seconds``) are no part of it: the template
writes them, and ``home/serving.py`` reads them.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from comments.fields import LineField, WordsField
from home.models.messages import Message
from studio.typed import MailField

#: Characters of a message: two pages.
LONGEST_TEXT = 5000


def _longest(name: str) -> int:
    return Message._meta.get_field(name).max_length


class MessageForm(forms.Form):
    """What somebody has to say to the studio, and how they can be answered."""

    name = LineField(
        label=gettext_lazy("Name"),
        most=_longest("name"),
        error_messages={"required": gettext_lazy("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = MailField(
        label=gettext_lazy("E-mail"),
        most=_longest("email"),
        max_length=None,
        help_text=gettext_lazy("We answer to this address."),
        error_messages={
            "required": gettext_lazy("Write your e-mail address, so that we can answer."),
            "invalid": gettext_lazy("Write an e-mail address such as rosa@studio.example."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = LineField(label=gettext_lazy("Subject"), most=_longest("subject"), required=False)
    text = WordsField(
        label=gettext_lazy("Message"),
        most=LONGEST_TEXT,
        error_messages={"required": gettext_lazy("Write what you want to tell us.")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    # nobody sees it; what fills it in is a machine, or a browser that was told not to
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id="message-%s", **options)
