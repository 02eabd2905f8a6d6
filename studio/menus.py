"""The links around every page: both menus, and where else the studio is on the web.

Every page needs all of them, so they are looked up once for all, in one query; in another
language than that of the site in two more.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import CharField, Q, QuerySet, UUIDField, Value
from django.http import HttpRequest
from wagtail.models import Page, Site

from studio import languages, restrictions, sites
from studio.models import FooterMenuItem, MainMenuItem, SocialLink

MAIN, FOOT, ELSEWHERE = "main", "foot", "elsewhere"


@dataclass(frozen=True)
class Entry:
    """One link. ``language`` is that of its text where it is not the one that is spoken."""

    text: str
    address: str
    language: str = ""


@dataclass(frozen=True)
class Links:
    """The links around every page, by place."""

    main: tuple[Entry, ...] = ()
    foot: tuple[Entry, ...] = ()
    elsewhere: tuple[Entry, ...] = ()


def around(request: HttpRequest) -> Links:
    """What visitors of the site that is asked see; pages not open to everybody are left out.

    In another language a page stands for its translation and goes by its title; what is
    not translated stays as it is.
    """
    return sites.shared(request, ("menus",), _around)


def _around(request: HttpRequest) -> Links:
    site = Site.find_for_request(request)
    if site is None:
        return Links()
    shown = Q(page=None) | Q(page__live=True) & restrictions.is_open("page__path")
    own = Q(shown, navigation__site=site)
    elsewhere = (
        SocialLink.objects.filter(settings__site=site)
        .order_by()
        .values_list(
            *(_constant(ELSEWHERE), "sort_order", "label", "url", _constant(""), _constant("")),
            Value(None, output_field=UUIDField()),
        )
    )
    found = _menu(MAIN, MainMenuItem.objects.filter(own)).union(
        _menu(FOOT, FooterMenuItem.objects.filter(own)), elsewhere, all=True
    )
    rows = sorted(found, key=lambda row: row[1] or 0)
    spoken = languages.active_other()
    translated = languages.translations(row[-1] for row in rows)
    entries: dict[str, list[Entry]] = defaultdict(list)
    for place, _order, label, address, title, url_path, key in rows:
        if key in translated:
            page = translated[key]
            entries[place].append(Entry(page.title, page.get_url(request) or ""))
        else:
            text = label or title or address
            if url_path:
                address = Page(title=title, url_path=url_path).get_url(request) or ""
            language = settings.LANGUAGE_CODE if spoken and place != ELSEWHERE else ""
            entries[place].append(Entry(text, address, language))
    return Links(**{place: tuple(found) for place, found in entries.items()})


def _menu(place: str, entries: QuerySet) -> QuerySet:
    return entries.order_by().values_list(
        *(_constant(place), "sort_order", "label", "address", "page__title"),
        *("page__url_path", "page__translation_key"),
    )


def _constant(text: str) -> Value:
    return Value(text, output_field=CharField())
