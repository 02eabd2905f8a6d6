"""What one field of the forms of comments takes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments import rendering
from comments.addresses import address
from comments.models import Comment
from studio.typed import Typed, is_visible, one_line

_LONGEST_WEBSITE = Comment._meta.get_field("website").max_length


class LineField(Typed, forms.CharField):
    """One line of ordinary characters, with single blanks."""

    def tidy(self, typed: str) -> str:
        line = one_line(typed)
        return " ".join(rendering.clean(line).split()) if is_visible(line) else ""


class WebsiteField(Typed, forms.CharField):
    """An address for browsers, http or https, as a link would lead to it."""

    default_error_messages = {
        "invalid": _("Write an address such as https://studio.example, or leave it empty.")
    }

    def tidy(self, typed: str) -> str:
        if not typed:
            return ""
        # an address is never shorter in ASCII
        fits = len(typed) <= _LONGEST_WEBSITE
        found = address(typed if "://" in typed else f"https://{typed}") if fits else ""
        host = found.partition("://")[2].partition("/")[0]
        if not found.startswith("http") or "." not in host or len(found) > _LONGEST_WEBSITE:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class WordsField(Typed, forms.CharField):
    """What somebody has to say."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return text if is_visible(rendering.plain(text)) else ""

    def tidy(self, typed: str) -> str:
        return rendering.clean(typed)
