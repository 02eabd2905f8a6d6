"""What one field takes: what is typed is bounded first, then tidied, then counted."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events import addresses

#: Characters of a line, of several lines, and of an address for mail (RFC 5321 4.5.3.1.3).
LONGEST_LINE, LONGEST_TEXT, LONGEST_EMAIL = 255, 2_000, 254

_NUL = _("It contains a character that cannot be stored (NUL). Please delete it.")
#: How many times its most a field tidies; beyond, nothing is looked at but the length.
_ROOM = 4
#: Characters that turn the direction of writing for what stands behind them.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NEWLINES = re.compile("\r\n?|[\u0085\u2028\u2029]")
#: Controls but tab and newline; what turns the direction of writing; half signs.
_CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_GAPS = re.compile(r"\n{4,}")
_TELEPHONE = re.compile(r"\+?[0-9 ()./-]+(?:(?:ext|x)\.? ?[0-9]{1,6})?", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 4, 20
_DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]


class _Typed:
    """For a field: refuses what databases cannot store, and what is too long to be tidied.

    At most ``most`` characters fit, counted when they are tidied.
    """

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(**options)
        self.most = most

    def to_python(self, value: Any) -> str:
        if isinstance(value, str):
            if len(value) > _ROOM * self.most:
                raise _too_long(len(value), self.most)
            if "\x00" in value:
                raise ValidationError(_NUL, code="nul")
        tidied = self.tidy(super().to_python(value))
        if len(tidied) > self.most:
            raise _too_long(len(tidied), self.most)
        return tidied

    def tidy(self, typed: str) -> str:
        """What is kept of ``typed``, which has at most ``_ROOM`` times the length that fits."""
        return typed


class LineField(_Typed, forms.CharField):
    """One line of ordinary characters, with single blanks."""

    def __init__(self, *, most: int = LONGEST_LINE, **options: Any) -> None:
        super().__init__(most=most, **options)

    def tidy(self, typed: str) -> str:
        line = unicodedata.normalize("NFC", typed)
        if any(_breaks_line(sign) for sign in line):
            raise ValidationError(
                _("Please write it on one line, in ordinary characters."), code="line"
            )
        return " ".join(line.split()) if _is_visible(line) else ""


class WordsField(_Typed, forms.CharField):
    """Several lines."""

    widget = forms.Textarea

    def __init__(self, *, most: int = LONGEST_TEXT, **options: Any) -> None:
        super().__init__(most=most, strip=False, **options)

    def tidy(self, typed: str) -> str:
        text = _CONTROLS.sub("", _NEWLINES.sub("\n", unicodedata.normalize("NFC", typed)))
        lines = "\n".join(line.rstrip() for line in text.split("\n"))
        return _GAPS.sub("\n\n\n", lines.strip("\n")) if _is_visible(text) else ""


class MailField(_Typed, forms.EmailField):
    """An address for mail; capital letters in its domain make no other one.

    Before the @ stands ASCII: mail servers that take more are rare, and ``validate_email``
    takes a long s for an s, so that one address would pass for another.
    """

    default_error_messages = {"invalid": _("Write an e-mail address such as rosa@studio.example.")}

    def __init__(self, *, most: int = LONGEST_EMAIL, **options: Any) -> None:
        super().__init__(most=most, max_length=None, **options)

    def tidy(self, typed: str) -> str:
        name, at, domain = typed.rpartition("@")
        if at and not name.isascii():
            raise ValidationError(
                _("Before the @, use only the letters a to z, digits and punctuation."),
                code="local_part",
            )
        # some letters stand for many when they are folded, and the key has to fit as well
        if len(typed) <= self.most < len(addresses.key_of(typed)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{name}{at}{domain.lower()}"


class TelephoneField(LineField):
    """A number to call, as it was written."""

    default_error_messages = {
        "invalid": _("Write a telephone number with digits, such as +49 170 123456.")
    }
    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})

    def tidy(self, typed: str) -> str:
        line = super().tidy(typed)
        digits = sum(sign.isdigit() for sign in line)
        is_one = _TELEPHONE.fullmatch(line) and _FEWEST_DIGITS <= digits <= _MOST_DIGITS
        if line and not is_one:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return line


class WebField(_Typed, forms.URLField):
    """An address for browsers, http or https."""

    default_error_messages = {"invalid": _("Write an address such as https://studio.example.")}
    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, *, most: int = LONGEST_LINE, **options: Any) -> None:
        super().__init__(most=most, assume_scheme="https", **options)


class NumberField(forms.DecimalField):
    """A number, kept as it is written without blanks; a text, so that none is rounded."""

    default_error_messages = {"invalid": _("Write a number, such as 7 or 7.5.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=15, **options)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            if len(value) > LONGEST_LINE:
                raise _too_long(len(value), LONGEST_LINE)
            value = value.replace(",", ".")  # where people write a comma
        return super().to_python(value)

    def clean(self, value: Any) -> str:
        number = super().clean(value)
        if number is None:
            return ""
        return format(number, "f") if number else "0"


class DayField(forms.DateField):
    """A day, kept as ISO 8601 writes it."""

    default_error_messages = {"invalid": _("Write a day such as 2027-05-08.")}
    widget = forms.DateInput(format=_DATE_FORMATS[0], attrs={"type": "date"})

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=_DATE_FORMATS, **options)

    def clean(self, value: Any) -> str:
        day: date | None = super().clean(value)
        return day.isoformat() if day else ""


class SeveralField(forms.MultipleChoiceField):
    """Any of several, each once, in the order of the form."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        given = set(super().clean(value))
        return [choice for choice, _label in self.choices if choice in given]


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
