"""What the style guide shows of events."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from events import listing
from events.models import EventIndexPage
from studio.styleguide import Specimen

ENTRIES = 4


def specimens(request: HttpRequest) -> Iterator[Specimen]:
    """The next events, as the list shows them."""
    site = Site.find_for_request(request)
    index = site and EventIndexPage.objects.descendant_of(site.root_page).live().first()
    entries = listing.next_ones(index, ENTRIES) if index else []
    if entries:
        yield Specimen(
            name="entries",
            heading=_("Entries of the list of events"),
            template="events/styleguide/entries.html",
            context={"entries": entries},
            note=_("With the seats that are left at this moment."),
            styles=("events/css/event_list.css",),
        )
