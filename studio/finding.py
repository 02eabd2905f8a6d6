"""Which page answers at an address, looked up once for all who ask.

Wagtail walks down the tree: three queries for the front door and two for every step. Where
it arrived is remembered, so that the page itself is all that is asked for. Only addresses
of pages are: of those below one (a topic, a feed) there may be any number.
"""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.encoding import escape_uri_path
from wagtail.models import Page

from studio import sites

#: Where Wagtail leaves on a request what it found for it.
_FOUND = ("_wagtail_route_for_request", "routable_resolver_match")


class _NoPage(Exception):
    """Nothing to remember: no page has this address, or one above it answers there."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self.found = {name: value for name, value in vars(request).items() if name in _FOUND}


def find(request: HttpRequest, path: str) -> None:
    """Give ``request`` the page at ``path``, where Wagtail's view looks for it."""
    if sites.of_request(request) is None:
        return
    try:
        model, pk = sites.shared(
            request, ("page at", path), partial(_walk, path=path, address=request.path)
        )
    except _NoPage as walked:
        vars(request).update(walked.found)
        return
    if not hasattr(request, "_wagtail_route_for_request"):  # set by whoever walked just now
        page = model.objects.filter(pk=pk).first()
        request._wagtail_route_for_request = _answer(page, request) if page else None


def _walk(request: HttpRequest, *, path: str, address: str) -> tuple[type[Page], int]:
    found = Page.route_for_request(request, path)
    if found is None or found.page.get_url(request) != escape_uri_path(address):
        raise _NoPage(request)
    return type(found.page), found.page.pk


def _answer(page: Page, request: HttpRequest) -> Any:
    try:
        return page.route(request, [])
    except Http404:
        return None
