"""The links around every page: both menus, and where else the studio is on the web.

Every page needs all of them, so they come in one query.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, Q, QuerySet, Value
from wagtail.models import Page, Site

from studio.models import FooterMenuItem, MainMenuItem, SocialLink

MAIN, FOOT, ELSEWHERE = "main", "foot", "elsewhere"


@dataclass(frozen=True)
class Entry:
    """One link: its text, and a page of ours or an address."""

    text: str
    address: str
    page: Page | None = None


def of_site(site: Site) -> dict[str, list[Entry]]:
    """What visitors of ``site`` see, by place; entries of unpublished pages are left out."""
    elsewhere = (
        SocialLink.objects.filter(settings__site=site)
        .order_by()
        .values_list(
            _constant(ELSEWHERE), "sort_order", "label", "url", _constant(""), _constant("")
        )
    )
    rows = _menu(MAIN, MainMenuItem, site).union(
        _menu(FOOT, FooterMenuItem, site), elsewhere, all=True
    )
    found: dict[str, list[Entry]] = defaultdict(list)
    for place, _order, label, address, title, url_path in sorted(rows, key=lambda row: row[1] or 0):
        page = Page(title=title, url_path=url_path) if url_path else None
        found[place].append(Entry(label or title or address, address, page))
    return found


def _menu(place: str, model: type[MainMenuItem | FooterMenuItem], site: Site) -> QuerySet:
    return (
        model.objects.filter(Q(page=None) | Q(page__live=True), navigation__site=site)
        .order_by()
        .values_list(
            _constant(place), "sort_order", "label", "address", "page__title", "page__url_path"
        )
    )


def _constant(text: str) -> Value:
    return Value(text, output_field=CharField())
