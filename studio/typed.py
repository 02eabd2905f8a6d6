"""What somebody types into a field is bounded first, then tidied, then counted."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

_NUL = _("It contains a character that cannot be stored (NUL). Please delete it.")

#: How many times its most a field tidies; beyond, nothing is looked at but the length. There
#: has to be room for marks and blanks that tidying takes away, and Unicode's normal forms
#: cost the square of a row of marks.
_ROOM = 4

#: Characters that turn the direction of writing for what stands behind them.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Typed:
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
                raise too_long(len(value), most)
            if "\x00" in value:
                raise ValidationError(_NUL, code="nul")
        tidied = self.tidy(super().to_python(value))
        if self.most and len(tidied) > self.most:
            raise too_long(len(tidied), self.most)
        return tidied

    def tidy(self, typed: str) -> str:
        """What is kept of ``typed``, which has at most ``_ROOM`` times the length that fits."""
        return typed


class MailField(Typed, forms.EmailField):
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


def one_line(typed: str) -> str:
    """``typed`` in Unicode's normal form C, if it is one line of ordinary characters."""
    line = unicodedata.normalize("NFC", typed)
    if any(_breaks_line(sign) for sign in line):
        raise ValidationError(
            _("Please write it on one line, in ordinary characters."), code="line"
        )
    return line


def is_visible(text: str) -> bool:
    """Whether there is anything in ``text`` but blanks and characters without a shape."""
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


def too_long(length: int, most: int) -> ValidationError:
    """The refusal of ``length`` characters where ``most`` fit."""
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


def _breaks_line(sign: str) -> bool:
    return sign in _TURNS or unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs")
