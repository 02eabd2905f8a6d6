"""Dates and money of events in words, for templates."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import template

from events import money, payments, spoken_dates
from events.ledger import SeatPool

register = template.Library()


@register.simple_tag
def span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """From when until when, in the event's own zone."""
    return spoken_dates.span(start, end, zone)


@register.simple_tag
def moment(at: datetime, zone: ZoneInfo) -> str:
    """A moment in the event's own zone, which is named."""
    return spoken_dates.moment(at, zone)


@register.filter
def zone_name(zone: ZoneInfo) -> str:
    """Whose time it is."""
    return spoken_dates.zone_name(zone)


@register.simple_tag
def amount(value: Decimal, currency: str) -> str:
    """Money, as “60 EUR”."""
    return money.amount(value, currency)


@register.simple_tag
def paid_how(pool: SeatPool) -> str:
    """How a place is paid, as “pay at the desk”."""
    return str(payments.provider(pool).label)
