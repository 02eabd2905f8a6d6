"""Which of the sites somebody asks, from what a template or a block knows."""

from collections.abc import Callable, Hashable, Mapping
from io import BytesIO
from typing import Any, TypeVar

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.template import Context
from django.utils.translation import get_language
from wagtail.models import Page, Site

from studio.caching import is_kept, recalled, remembered

P = TypeVar("P", bound=Page)
T = TypeVar("T")

#: What a request says of which site it is for.
_OF_SITE = (
    *("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME", "wsgi.url_scheme"),
    *("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PROTO"),
)


def of_request(request: HttpRequest) -> Site | None:
    """The site that is asked, as ``Site.find_for_request`` says; it answers from here then."""
    if not hasattr(request, "_wagtail_site"):
        asked = ("site", request._get_raw_host(), request.get_port())  # as Wagtail asks
        request._wagtail_site = recalled(asked, lambda: Site.find_for_request(request))
    return request._wagtail_site


def of_context(context: Context | Mapping[str, Any]) -> Site | None:
    """The site of the request; none where there is no request, or where it is of no site."""
    request = context.get("request")
    return Site.find_for_request(request) if request else None


def shared(request: HttpRequest, key: tuple[Hashable, ...], make: Callable[[HttpRequest], T]) -> T:
    """What ``make`` gives to every visitor of the site that is asked, in the language spoken.

    See :func:`~studio.caching.remembered`. ``make`` gets a request of nobody for no page, for
    which nothing was looked up before: what it shows is about no visitor, and all that it
    reads is noted. It shall ask for nothing that was asked outside. A preview is made of
    the request itself, each time.
    """
    if getattr(request, "is_preview", False):
        return make(request)
    site = of_request(request)
    whole_key = (*key, site.pk if site else None, get_language())
    return remembered(whole_key, lambda: make(_of_nobody(request) if is_kept() else request))


def shared_of_page(
    page: P, request: HttpRequest, key: tuple[Hashable, ...], make: Callable[[P, HttpRequest], T]
) -> T:
    """The same for a piece of ``page``, which is read again to make it."""

    def read_again(other: HttpRequest) -> T:
        found = None if other is request else type(page).objects.filter(pk=page.pk).first()
        return make(found or page, other)

    return shared(request, (*key, page.pk), read_again)


def _of_nobody(request: HttpRequest) -> HttpRequest:
    """A request to the same site, without what this visitor sent and what is known of him."""
    environ = {name: request.META[name] for name in _OF_SITE if name in request.META}
    other = WSGIRequest(environ | {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO()})
    other.resolver_match = request.resolver_match
    of_request(other)
    return other
