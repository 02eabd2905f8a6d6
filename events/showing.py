"""What the template of an event page is told, besides what its text says by itself."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from wagtail.models import Site

from events import structured_data
from events.sections import EventSection
from studio import own_pages
from studio.models import SiteSettings

if TYPE_CHECKING:
    from events.pages import EventPage


def context(page: "EventPage", section: EventSection) -> dict[str, Any]:
    """``section``, who teaches with the addresses of their pages, the address of its dates for calendars, and data for machines.

    The last two are for what everybody may read: not in a preview, nor on a private page.
    """
    teachers = page.teachers
    is_public = not section.is_preview and not _is_private(page, section)
    site = Site.find_for_request(section.request)
    addresses = own_pages.addresses(teachers, section.request)
    told: dict[str, Any] = {
        "section": section,
        "teachers": [(person, addresses.get(person.pk, "")) for person in teachers],
    }
    if is_public and section.page_id:
        told["feed_url"] = reverse("events:page_feed", args=[section.page_id])
        told["structured_data"] = structured_data.event(
            page,
            teachers=teachers,
            pool=section.pool,
            dates=section.dates,
            availability=section.availability,
            settings=SiteSettings.for_request(section.request),
            root_url=site.root_url if site else "",
        )
    return told


def _is_private(page: "EventPage", section: EventSection) -> bool:
    """Whoever reads a private page has a session, so nobody else costs a query."""
    return section.has_session and page.get_view_restrictions().exists()
