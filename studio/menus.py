"""The links around every page: both menus, and where else the studio is on the web.

Every page needs all of them, so they come in one query.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from wagtail.models import Page, PageViewRestriction, Site

from studio.models import FooterMenuItem, MainMenuItem, SocialLink

MAIN, FOOT, ELSEWHERE = "main", "foot", "elsewhere"


@dataclass(frozen=True)
class Entry:
    """One link: its text, and a page of ours or an address."""

    text: str
    address: str
    page: Page | None = None


def of_site(site: Site) -> dict[str, list[Entry]]:
    """What visitors of ``site`` see, by place; pages not open to everybody are left out."""
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
    # not ``PageQuerySet.public()``, which would ask twice more, once a menu
    private = PageViewRestriction.objects.annotate(
        asked=ExpressionWrapper(OuterRef("page__path"), output_field=CharField())
    ).filter(asked__startswith=F("page__path"))
    return (
        model.objects.filter(
            Q(page=None) | Q(page__live=True) & ~Exists(private), navigation__site=site
        )
        .order_by()
        .values_list(
            _constant(place), "sort_order", "label", "address", "page__title", "page__url_path"
        )
    )


def _constant(text: str) -> Value:
    return Value(text, output_field=CharField())
