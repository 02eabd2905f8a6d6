"""How verdicts and reasons are told to those who change the rules."""

from django import template

from comments import rules
from comments.models import Status
from comments.rules import Reason

register = template.Library()


@register.filter
def verdict(value: str) -> str:
    """What a verdict or a state is called."""
    return str(Status(value).label)


@register.filter
def explained(reason: Reason) -> str:
    """A full sentence."""
    return rules.explain(reason)
