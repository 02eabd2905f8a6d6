"""Amounts of money in words."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def amount(value: Decimal, currency: str) -> str:
    """As “60 EUR” or “12.50 EUR”; nothing to pay is said in words."""
    if not value:
        return _("free of charge")
    places = 0 if value == value.to_integral_value() else 2
    return f"{number_format(value, places)} {currency}"
