"""The links around every page: both menus, and where else the studio is on the web.

Every page needs all of them, so they come in one query; in another language than that
of the site in two more.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    UUIDField,
    Value,
)
from wagtail.models import Page, PageViewRestriction, Site

from studio import languages
from studio.models import FooterMenuItem, MainMenuItem, SocialLink

MAIN, FOOT, ELSEWHERE = "main", "foot", "elsewhere"


@dataclass(frozen=True)
class Entry:
    """One link: its text, and a page of ours or an address.

    ``language`` is that of the text where it is not the one that is spoken.
    """

    text: str
    address: str
    page: Page | None = None
    language: str = ""


def of_site(site: Site) -> dict[str, list[Entry]]:
    """What visitors of ``site`` see, by place; pages not open to everybody are left out.

    In another language a page stands for its translation and goes by its title; what is
    not translated stays as it is.
    """
    elsewhere = (
        SocialLink.objects.filter(settings__site=site)
        .order_by()
        .values_list(
            *(_constant(ELSEWHERE), "sort_order", "label", "url", _constant(""), _constant("")),
            Value(None, output_field=UUIDField()),
        )
    )
    found = _menu(MAIN, MainMenuItem, site).union(
        _menu(FOOT, FooterMenuItem, site), elsewhere, all=True
    )
    rows = sorted(found, key=lambda row: row[1] or 0)
    spoken = languages.active_other()
    translated = languages.translations(row[-1] for row in rows)
    entries: dict[str, list[Entry]] = defaultdict(list)
    for place, _order, label, address, title, url_path, key in rows:
        if key in translated:
            page = translated[key]
            entries[place].append(Entry(page.title, "", page))
        else:
            page = Page(title=title, url_path=url_path) if url_path else None
            language = settings.LANGUAGE_CODE if spoken and place != ELSEWHERE else ""
            entries[place].append(Entry(label or title or address, address, page, language))
    return entries


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
            *(_constant(place), "sort_order", "label", "address", "page__title"),
            *("page__url_path", "page__translation_key"),
        )
    )


def _constant(text: str) -> Value:
    return Value(text, output_field=CharField())
