"""Pages in more than one language: which one an address is in, and where the others are.

The language stands in the path and nowhere else: pages in the language of the site
have the addresses they always had, those in another begin with it (``/de/…``). No
cookie and no header of the browser changes what an address shows, so a cache needs to
know nothing, and whoever gets a link sees what its sender saw.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce, wraps
from operator import or_
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, reverse
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from wagtail.models import Page, Site

from studio import restrictions, sites
from studio.caching import recalled

P = ParamSpec("P")
R = TypeVar("R")


def others() -> list[str]:
    """The codes of the languages, beside that of the site, in which pages are written."""
    return settings.OTHER_LANGUAGES


def of_path(path: str) -> str:
    """The language that the address with this path is in."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in others() else settings.LANGUAGE_CODE


def active_other() -> str:
    """The language that is spoken at this moment, if it is one of the others; else empty."""
    language = translation.get_language() or ""
    return language if language in others() else ""


def of_page(page: Page | None) -> str:
    """The language that ``page`` is written in; without one, that of the site."""
    if page is None or not others():
        return settings.LANGUAGE_CODE
    return page.locale.language_code


def speaks(
    page_of: Callable[..., Page | None] = lambda *_, **__: None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For a function that writes to somebody: in the language of the page of its arguments.

    Without one in that of the site: never in that of the person who happened to press
    a button in the CMS.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def speaking(*args: P.args, **kwargs: P.kwargs) -> R:
            with translation.override(of_page(page_of(*args, **kwargs))):
                return function(*args, **kwargs)

        return speaking

    return decorate


class LanguagePrefix(LocalePrefixPattern):
    """The beginning of addresses in another language; nothing for that of the site.

    Django's own would also prefix a language that only the CMS speaks.
    """

    @property
    def language_prefix(self) -> str:
        language = active_other()
        return f"{language}/" if language else ""


def prefixed(*urls: URLPattern | URLResolver) -> list[URLResolver]:
    """These addresses, in each language that pages are written in."""
    return [URLResolver(LanguagePrefix(), list(urls))]


class LanguageMiddleware:
    """Speaks the language of the address; the CMS then takes that of who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.LANGUAGE_CODE = of_path(request.path_info)
        with translation.override(request.LANGUAGE_CODE):
            return self.get_response(request)


def fronts_of(site: Site) -> list[Page]:
    """The front doors through which visitors come, one for each language."""
    return recalled(("front doors", site.pk), lambda: _fronts_of(site))


def _fronts_of(site: Site) -> list[Page]:
    if not others():
        return [site.root_page]
    there = site.root_page.get_translations().filter(locale__language_code__in=others())
    return [site.root_page, *there.live().filter(restrictions.is_open()).select_related("locale")]


def front_of(site: Site) -> Page:
    """The front door in the language that is spoken; where it has none, that of the site.

    Looked for once a request at most, since a site is looked for once a request.
    """
    language = active_other()
    if not language:
        return site.root_page
    known: dict[str, Page] = site.__dict__.setdefault("_fronts", {})
    if language not in known:
        fronts = {one.locale.language_code: one for one in fronts_of(site)[1:]}
        known[language] = fronts.get(language, site.root_page)
    return known[language]


def front_around(context: Mapping[str, Any]) -> Page | None:
    """The front door for a piece of a page: that of the site, in the language that is spoken.

    In a preview that of the page itself, whose door may not be open yet.
    """
    site, page, request = sites.of_context(context), context.get("page"), context.get("request")
    if site is None:
        return None
    if others() and page is not None and page.path and getattr(request, "is_preview", False):
        above = page.get_ancestors(inclusive=True).filter(depth=site.root_page.depth)
        return above.first() or front_of(site)
    return front_of(site)


def refuse_closed(request: HttpRequest) -> None:
    """Raises ``Http404`` at an address in a language whose front door nobody can go through.

    Wagtail would show pages of the site's language there.
    """
    site = Site.find_for_request(request) if active_other() else None
    if site is not None and front_of(site) == site.root_page:
        raise Http404


def on_site(site: Site, path: str = "path", *, fronts: Iterable[Page] | None = None) -> Q:
    """That a page is a front door of the site, in one of the languages, or stands below it.

    ``path`` is the field that holds the page's path, as in ``page__path``.
    """
    below = (Q(**{f"{path}__startswith": one.path}) for one in fronts or fronts_of(site))
    return reduce(or_, below)


def ever_on_site(site: Site, path: str = "path") -> Q:
    """The same, also behind doors that are closed: for what is kept, not for what is shown."""
    return on_site(site, path, fronts=site.root_page.get_translations(inclusive=True))


def translations(keys: Iterable[UUID | None]) -> dict[UUID, Page]:
    """The pages, open to everybody, with these translation keys in the other language that is spoken.

    Nothing is asked, and there are none, where it is the site's own.
    """
    language = active_other()
    wanted = {key for key in keys if key} if language else set()
    if not wanted:
        return {}
    there = Page.objects.filter(translation_key__in=wanted, locale__language_code=language)
    return {page.translation_key: page for page in there.live().filter(restrictions.is_open())}


@dataclass(frozen=True)
class Version:
    """The same in another language, or what comes nearest."""

    language: str
    name: str
    address: str
    is_translation: bool


def versions(page: Page | None, request: HttpRequest) -> tuple[Version, ...]:
    """Where a reader of ``page`` finds it in each other language.

    A page that is not translated leads to the nearest above it that is; what is neither
    a page nor the search, to the front door. A language whose front door is not published
    has no readers yet.
    """
    site = Site.find_for_request(request) if others() else None
    if site is None:
        return ()
    match = request.resolver_match
    if match is None or match.url_name != "wagtail_serve":
        return _versions(page, request)
    key = (page.pk, page.path, page.translation_key) if page else ()
    return sites.shared(request, ("versions", *key), lambda request: _versions(page, request))


def _versions(page: Page | None, request: HttpRequest) -> tuple[Version, ...]:
    site = Site.find_for_request(request)
    here = active_other() or settings.LANGUAGE_CODE
    found: dict[str, list[Page]] = {}
    for one in _translations(page, site):
        found.setdefault(one.locale.language_code, []).append(one)
    versions = []
    for language in (settings.LANGUAGE_CODE, *others()):
        pages = found.get(language, [])
        is_open = any(one.translation_key == site.root_page.translation_key for one in pages)
        if language == here or not is_open or pages[-1] == page:
            continue
        nearest = pages[-1]
        name = translation.get_language_info(language.split("-")[0])["name_local"]
        address = _of_no_page(request, language) or nearest.get_url(request) or ""
        is_same = page is not None and nearest.translation_key == page.translation_key
        versions.append(Version(language, name, address, is_same))
    return tuple(versions)


def _translations(page: Page | None, site: Site) -> Iterable[Page]:
    """The published pages in each language that are the page or one above it, the deepest last."""
    root = site.root_page
    keys = {root.translation_key}
    if page is not None and page.path:
        above = page.get_ancestors(inclusive=True).filter(depth__gte=root.depth)
        keys = above.values("translation_key")
    return (
        Page.objects.live()
        .filter(restrictions.is_open(), translation_key__in=keys)
        .select_related("locale")
        .order_by("depth")
    )


def _of_no_page(request: HttpRequest, language: str) -> str:
    """The address of what is no page and still has one in each language, with what was asked."""
    match = request.resolver_match
    if match is None or match.url_name == "wagtail_serve":
        return ""
    with translation.override(language):
        address = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    if address == request.path:
        return ""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
