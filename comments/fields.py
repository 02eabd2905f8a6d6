"""What one field takes: what is typed is bounded first, then tidied, then counted."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments import rendering
from comments.addresses import address
from comments.models import Comment

_NUL = _("It contains a character that cannot be stored (NUL). Please delete it.")
_LONGEST_WEBSITE = Comment._meta.get_field("website").max_length

#: How many times its most a field tidies; beyond, nothing is looked at but the length. There
#: has to be room for marks and blanks that tidying takes away, and Unicode's normal forms
#: cost the square of a row of marks.
_ROOM = 4

#: Characters that turn the direction of writing for what stands behind them.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class _Typed:
    """For a field: refuses what databases cannot store, and what is too long to be tidied.

    At most ``most`` characters fit, counted when they are tidied; 0 stands for any number.
    """

    def __init__(self, *, most: int = 0, **options: Any) -> None:
        super().__init__(**options)
        self.most = most

    def to_python(self, value: Any) -> str:
        most = self.most or self.max_length
        if isinstance(value, str):
            if most and len(value) > _ROOM * most:
                raise _too_long(len(value), most)
            if "\x00" in value:
                raise ValidationError(_NUL, code="nul")
        tidied = self.tidy(super().to_python(value))
        if self.most and len(tidied) > self.most:
            raise _too_long(len(tidied), self.most)
        return tidied

    def tidy(self, typed: str) -> str:
        """What is kept of ``typed``, which has at most ``_ROOM`` times the length that fits."""
        return typed


class LineField(_Typed, forms.CharField):
    """One line of ordinary characters, with single blanks."""

    def tidy(self, typed: str) -> str:
        line = unicodedata.normalize("NFC", typed)
        if any(_breaks_line(sign) for sign in line):
            raise ValidationError(_("Please write it on one line, in ordinary characters."))
        return "" if not _is_visible(line) else " ".join(rendering.clean(line).split())


class MailField(_Typed, forms.EmailField):
    """An address for mail; capital letters in its domain make no other one.

    Before the @ stands ASCII: mail servers that take more are rare, and ``validate_email``
    takes a long s for an s, so that one address would pass for another.
    """

    def tidy(self, typed: str) -> str:
        name, at, domain = typed.rpartition("@")
        if at and not name.isascii():
            raise ValidationError(
                _("Before the @, use only the letters a to z, digits and punctuation."),
                code="local_part",
            )
        return f"{name}{at}{domain.lower()}"


class WebsiteField(_Typed, forms.CharField):
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


class WordsField(_Typed, forms.CharField):
    """What somebody has to say."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return text if _is_visible(rendering.plain(text)) else ""

    def tidy(self, typed: str) -> str:
        return rendering.clean(typed)


def _breaks_line(sign: str) -> bool:
    return sign in _TURNS or unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs")


def _is_visible(text: str) -> bool:
    """Whether there is anything in ``text`` but blanks and characters without a shape."""
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


def _too_long(length: int, most: int) -> ValidationError:
    sentence = ngettext(
        "There is room for %(most)s character; this has %(length)s.",
        "There is room for %(most)s characters; this has %(length)s.",
        most,
    )
    return ValidationError(
        sentence,
        code="max_length",
        params={
            "most": number_format(most, force_grouping=True),
            "length": number_format(length, force_grouping=True),
        },
    )
