"""How much somebody may send, decided before any of it is read.

One rule for every address: 256 KB. Only whoever may use the CMS may send more, and only
there, for pictures and documents. What is too large is 413, from its length alone: nothing
is held in memory, nothing lies on the disk. What names no length (``Transfer-Encoding:
chunked``) is read as far as it may go and one byte further.

Whoever lies about the length gains nothing. Servers read as much as was named and take the
rest for another request (RFC 9112, 6.3), and we read no further either.
"""

from collections.abc import Callable
from io import BytesIO

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import LimitedStream
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse

#: Bytes a post may have: a long comment, its rules and its headers many times over.
LARGEST_POST = 256 * 1024
#: Bytes that may be uploaded in the CMS at once; the proxy says the same (studio/deploy/nginx.conf).
LARGEST_UPLOAD = 50 * 1024 * 1024


class TooMuch(Exception):
    """More was sent than anybody may send there."""


class BodyMiddleware:
    """Refuses what is too large. Stands after the session, whose owner may send more in the CMS.

    400: what was sent in pieces is not in the form that such pieces have.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            _measure(request)
        except TooMuch:
            return _refuse()
        return self.get_response(request)


def _measure(request: HttpRequest) -> None:
    length = _length(request)
    if length > LARGEST_POST and not (length <= LARGEST_UPLOAD and _may_upload(request)):
        raise TooMuch
    if not length and request.META.get("HTTP_TRANSFER_ENCODING"):
        _gather(request)


def _length(request: HttpRequest) -> int:
    """What the browser says, read as Django reads it, who takes nonsense for nothing."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _may_upload(request: HttpRequest) -> bool:
    """Asks for the user, so only after the address."""
    return request.path_info.startswith(reverse("wagtailadmin_home")) and request.user.has_perm(
        "wagtailadmin.access_admin"
    )


def _gather(request: HttpRequest) -> None:
    """Put a body that came in pieces where Django looks for one whose length is known."""
    try:
        body = request.META["wsgi.input"].read(LARGEST_POST + 1)
    except Exception as error:  # each server has its own for pieces that are none
        raise BadRequest("The body cannot be read.") from error
    if len(body) > LARGEST_POST:
        raise TooMuch
    request.META["CONTENT_LENGTH"] = str(len(body))
    request._stream = LimitedStream(BytesIO(body), len(body))


def _refuse() -> HttpResponse:
    """A template that needs no database: a flood of these is cheap. The address may hold a key."""
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return HttpResponse(render_to_string("413.html"), status=413, headers=headers)
