"""What one field takes: what is typed is bounded first, then tidied, then counted."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from events import addresses
from studio.typed import MailField as AnyMailField
from studio.typed import Typed, is_visible, one_line, too_long

#: Characters of a line, of several lines, and of an address for mail (RFC 5321 4.5.3.1.3).
LONGEST_LINE, LONGEST_TEXT, LONGEST_EMAIL = 255, 2_000, 254

_NEWLINES = re.compile("\r\n?|[\u0085\u2028\u2029]")
#: Controls but tab and newline; what turns the direction of writing; half signs.
_CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_GAPS = re.compile(r"\n{4,}")
_TELEPHONE = re.compile(r"\+?[0-9 ()./-]+(?:(?:ext|x)\.? ?[0-9]{1,6})?", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 4, 20
_DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]


class LineField(Typed, forms.CharField):
    """One line of ordinary characters, with single blanks."""

    def __init__(self, *, most: int = LONGEST_LINE, **options: Any) -> None:
        super().__init__(most=most, **options)

    def tidy(self, typed: str) -> str:
        line = one_line(typed)
        return " ".join(line.split()) if is_visible(line) else ""


class WordsField(Typed, forms.CharField):
    """Several lines."""

    widget = forms.Textarea

    def __init__(self, *, most: int = LONGEST_TEXT, **options: Any) -> None:
        super().__init__(most=most, strip=False, **options)

    def tidy(self, typed: str) -> str:
        text = _CONTROLS.sub("", _NEWLINES.sub("\n", unicodedata.normalize("NFC", typed)))
        lines = "\n".join(line.rstrip() for line in text.split("\n"))
        return _GAPS.sub("\n\n\n", lines.strip("\n")) if is_visible(text) else ""


class MailField(AnyMailField):
    """An address for mail that also fits when it is folded, as the key of whoever it is."""

    default_error_messages = {"invalid": _("Write an e-mail address such as rosa@studio.example.")}

    def __init__(self, *, most: int = LONGEST_EMAIL, **options: Any) -> None:
        super().__init__(most=most, max_length=None, **options)

    def tidy(self, typed: str) -> str:
        tidied = super().tidy(typed)
        # some letters stand for many when they are folded
        if len(typed) <= self.most < len(addresses.key_of(typed)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return tidied


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


class WebField(Typed, forms.URLField):
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
                raise too_long(len(value), LONGEST_LINE)
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
