"""The outermost of all: gives each request its id, and tells of those that are slow or fail."""

import logging
import time
from collections.abc import Callable, Iterator
from typing import cast

from django.conf import settings
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from studio.watching import doing, metrics

logger = logging.getLogger("studio.requests")

#: What the page cache says of an answer that it had (RFC 9211).
_KEPT = f"{settings.WAGTAIL_SITE_NAME}; hit"


class WatchMiddleware:
    """Costs a page from the page cache some microseconds, and never asks the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.counts = bool(settings.METRICS_TOKEN)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = doing.begin_request(request)
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        status = response.status_code
        if self.counts:
            metrics.count(_view_of(request, response), request.method or "", status, seconds)
        if status >= 500 or seconds >= settings.SLOW_REQUEST_SECONDS:
            _tell(request, response, seconds)
        # What others may keep and show again would repeat it as if it were new; our nginx
        # gives each of its answers the id of its own request.
        if "public" not in response.headers.get("Cache-Control", ""):
            response.headers[doing.HEADER] = doing.request_id.get()
        if isinstance(response, StreamingHttpResponse):
            # whether and when it is read is for others to say; the thread is free until then
            if not isinstance(response, FileResponse):  # which the server reads without us
                pieces = cast(Iterator[bytes], response.streaming_content)
                response.streaming_content = _in_the_name_of(doing.request_id.get(), pieces)
            doing.request_id.reset(token)
        else:
            # the page cache may still work behind the visitor's back, in this request's name
            response._resource_closers.append(lambda: doing.request_id.reset(token))
        return response


def _in_the_name_of(request_id: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces; what is logged while one is made carries the id of its request."""
    while True:
        token = doing.request_id.set(request_id)
        try:
            piece = next(pieces, None)
        finally:
            doing.request_id.reset(token)
        if piece is None:
            return
        yield piece


def _view_of(request: HttpRequest, response: HttpResponseBase) -> str:
    """The name of the view: one of those in the URLconf, and no part of what was asked."""
    if response.headers.get("Cache-Status", "").startswith(_KEPT):
        return "kept"
    match = request.resolver_match
    return (match.view_name or "unnamed") if match else "none"


def _tell(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """One line, which names the view and never the address, and staff by number alone."""
    # known only where the view asked who it is; to ask here would cost a query
    user = getattr(request, "_cached_user", None)
    facts = {
        "view": _view_of(request, response),
        "method": metrics.known_method(request.method or ""),
        "status": response.status_code,
        "milliseconds": round(seconds * 1000),
        "user": getattr(user, "pk", None),
    }
    failed = response.status_code >= 500
    logger.log(
        logging.ERROR if failed else logging.WARNING,
        "%s: %s %s %d after %d ms%s",
        "Failed" if failed else "Slow",
        facts["method"],
        facts["view"],
        facts["status"],
        facts["milliseconds"],
        f", user {facts['user']}" if facts["user"] else "",
        extra=facts,
    )
