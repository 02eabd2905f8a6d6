"""What an event says nothing of yet, for an editor to look at; nothing of it must be there."""

from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from events.pages import EventPage


def lacking(page: "EventPage") -> list[str]:
    """Of date, place and price what ``page`` has not, such as “no date”."""
    said = {
        _("no date"): page.dates.count() > 0,
        _("no place"): page.place_id is not None,
        _("no price"): page.price is not None or bool(page.price_text),
    }
    return [name for name, is_there in said.items() if not is_there]


def in_words(page: "EventPage") -> str:
    """The same as one of “no date”, “no date and no price”; empty where nothing is lacking."""
    return get_text_list(lacking(page), _("and"))
