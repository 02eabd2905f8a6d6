"""What the templates of a conversation ask for."""

from zlib import crc32

from django import template

register = template.Library()

#: How many colours initials have; see comment.css.
_TONES = 3


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word of ``name``; a dot where it has none."""
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    letters = [word[0].upper()[0] for word in words if word]
    return "".join(letters[:1] + letters[1:][-1:]) or "·"


@register.filter
def tone(name: str) -> int:
    """A number from 0 to 2 that is the same wherever ``name`` stands."""
    return crc32(name.casefold().encode()) % _TONES
