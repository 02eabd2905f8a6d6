"""What a request says of itself, and how much of it we believe.

``X-Forwarded-For`` and ``X-Forwarded-Proto`` count where the one who knocks is a proxy of
ours (``visitors.is_our_proxy``). From anybody else they are words of a stranger, and are
taken off before anything reads them: the limits, the links, the page cache, Django's own
idea of what is secure. The others of their kind are taken off whoever sends them, for
nothing here asks them: a site knows its names from ``ALLOWED_HOSTS``.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from studio.visitors import is_our_proxy

#: Believed of our proxies.
_OF_PROXIES = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")
#: Believed of nobody.
_OF_NOBODY = (
    *("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_SERVER"),
    *("HTTP_X_FORWARDED_PREFIX", "HTTP_X_FORWARDED_SCHEME", "HTTP_X_FORWARDED_SSL"),
    *("HTTP_X_SCRIPT_NAME", "HTTP_X_ORIGINAL_URL", "HTTP_X_REWRITE_URL"),
    *("HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_REAL_IP", "HTTP_FORWARDED"),
)


class HearsayMiddleware:
    """Takes off what nobody of ours has said. Stands before everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        names = _OF_NOBODY if is_our_proxy(request) else (*_OF_PROXIES, *_OF_NOBODY)
        for name in names:
            request.META.pop(name, None)
        return self.get_response(request)
