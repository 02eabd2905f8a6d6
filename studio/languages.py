"""Pages in more than one language: which one an address is in, and where the others are.

The language stands in the path and nowhere else: pages in the language of the site
have the addresses they always had, those in another begin with it (``/de/…``). No
cookie and no header of the browser changes what an address shows, so a cache needs to
know nothing, and whoever gets a link sees what its sender saw.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce, wraps
from operator import or_
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, reverse
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from wagtail.models import Page, Site

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
        language = of_path(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def front_of(site: Site) -> Page:
    """The front door in the language that is spoken; where it has none, that of the site."""
    return site.root_page.localized if active_other() else site.root_page


def on_site(site: Site, path: str = "path") -> Q:
    """That a page is the front door in one of the languages, or stands below it.

    ``path`` is the field that holds the page's path, as in ``page__path``.
    """
    root = site.root_page
    fronts = root.get_translations(inclusive=True) if others() else [root]
    return reduce(or_, (Q(**{f"{path}__startswith": front.path}) for front in fronts))


def translations(keys: Iterable[UUID | None]) -> dict[UUID, Page]:
    """The pages, open to everybody, with these translation keys in the other language that is spoken.

    Nothing is asked, and there are none, where it is the site's own.
    """
    language = active_other()
    wanted = {key for key in keys if key} if language else set()
    if not wanted:
        return {}
    there = Page.objects.filter(translation_key__in=wanted, locale__language_code=language)
    return {page.translation_key: page for page in there.live().public()}


def refuse_untranslated(page: Page) -> None:
    """Raises ``Http404`` where an address in another language would show a page of the site's.

    Wagtail falls back to it as long as the front door is not published in that language.
    """
    language = active_other()
    if language and page.locale.language_code != language:
        raise Http404


@dataclass(frozen=True)
class Version:
    """The same in another language, or what comes nearest."""

    language: str
    name: str
    address: str
    is_translation: bool


def versions(page: Page | None, request: HttpRequest) -> list[Version]:
    """Where a reader of ``page`` finds it in each other language, in two queries.

    A page that is not translated leads to the nearest above it that is; what is neither
    a page nor the search, to the front door. A language whose front door is not published
    has no readers yet.
    """
    site = Site.find_for_request(request) if others() else None
    if site is None:
        return []
    here = of_path(request.path_info)
    found: dict[str, tuple[Page, bool]] = {}
    for one in _translations(page, site):
        language = one.locale.language_code
        if language != here and language in (settings.LANGUAGE_CODE, *others()):
            is_same = page is not None and one.translation_key == page.translation_key
            found[language] = (one, is_same)  # the deepest comes last
    return [
        Version(
            language=language,
            name=translation.get_language_info(language.split("-")[0])["name_local"],
            address=_of_no_page(request, language) or one.get_url(request) or "",
            is_translation=is_same,
        )
        for language, (one, is_same) in sorted(found.items())
    ]


def _translations(page: Page | None, site: Site) -> Iterable[Page]:
    """The published translations of the page and of those above it, the front doors first."""
    root = site.root_page
    keys = {root.translation_key}
    if page is not None and page.path:
        above = page.get_ancestors(inclusive=True).filter(depth__gte=root.depth)
        keys = above.values("translation_key")
    return (
        Page.objects.live()
        .public()
        .filter(translation_key__in=keys)
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
