"""What the style guide shows of the front door."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from home.blocks import PlaceBlock
from home.models import ContactPage, TeachersPage
from home.portraits import GROUNDS, Portrait
from studio.models import Person
from studio.styleguide import Specimen

PORTRAITS = 3


def specimens(request: HttpRequest) -> Iterator[Specimen]:
    """What the front door draws, as far as this site has it."""
    yield from _portraits(request)
    yield from _place(request)


def _portraits(request: HttpRequest) -> Iterator[Specimen]:
    """Some of the teachers, and a drawing on each of its grounds."""
    page = TeachersPage.objects.live().first()
    shown = page.portraits(request)[:PORTRAITS] if page else []
    if shown:
        grounds = range(1, GROUNDS + 1)
        drawn = [Portrait(Person(pk=pk, name=_("Without Photo"))) for pk in grounds]
        yield Specimen(
            name="portraits",
            heading=_("Portraits"),
            template="home/includes/strip.html",
            context={"portraits": [*shown, *drawn]},
            note=_("Who has no photo is drawn by their initials, always on the same ground."),
            styles=("home/css/portrait.css", "home/css/strip.css"),
        )


def _place(request: HttpRequest) -> Iterator[Specimen]:
    """A place, where the site has a page that tells of one."""
    site = Site.find_for_request(request)
    if site and ContactPage.objects.descendant_of(site.root_page).live().exists():
        yield Specimen(
            name="place",
            heading=_("A place, with a map that is not loaded yet"),
            template="home/blocks/place.html",
            context={"value": PlaceBlock().get_preview_value()},
            note=_("A button below the link brings the map, where scripts run."),
            styles=("studio/css/media.css", "home/css/place.css"),
        )
