"""The door of every page: Wagtail's, with a check of what visitors post.

A page may be read from a shared cache, a week old and the same for everybody:
its form can hold no token. So Django's middleware is told to let posts through to
this view (``csrf_exempt``), which asks for what protects whom:

- **A browser that sends a session** carries authority of which its owner may know
  nothing at that moment, and a forged form would act with it. Django's check runs in
  full, token and all; whoever opened a page by its password has a session too. A page
  with a form gives a token wherever a session cookie was sent (``visitors.has_session``).
- **A browser without one**, or with one that is over, has no authority that a forged form could borrow, and
  forgery across sites needs just that (OWASP, Cross-Site Request Forgery Prevention):
  whoever forges the form could as well send it himself. What he could borrow is the
  visitor's address, for our limits. So we believe what the browser says of where the
  form stood: ``Sec-Fetch-Site``, which no page can set or suppress (W3C Fetch
  Metadata), else ``Origin``. No browser of this decade sends neither; what does is
  no browser, and forges nothing.

A cookie that is no session but earns anything (trust, a filled-in name) must be
``SameSite``, for browsers too old for the first header.

Reading costs nothing here: GET, HEAD and OPTIONS go straight on.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.log import log_response
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail import views as wagtail_views
from wagtail.models import Page

from studio import finding
from studio.visitors import has_session

logger = logging.getLogger(__name__)

#: For an answer to an address with a key: nobody keeps a copy, finds it, or hears where it is.
DISCREET = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}

_READING = ("GET", "HEAD", "OPTIONS")
#: What a browser says of where a form stood; whatever else comes is not written down.
_SITES = (None, "same-origin", "same-site", "cross-site", "none")
_LONGEST_ORIGIN = 200

View = Callable[..., HttpResponseBase]


def guarded(view: View) -> View:
    """For a view that visitors post to: its forms may be old copies, and forged ones do not act.

    403: sent from another site, or with a session and no token.
    """
    with_token = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in _READING:
            return view(request, *args, **kwargs)
        if _has_authority(request):
            return with_token(request, *args, **kwargs)
        if not _comes_from_us(request):
            return _refuse_stranger(request)
        return view(request, *args, **kwargs)

    return answer


def keep_discreet(response: HttpResponseBase) -> None:
    """Write the headers of ``DISCREET`` over the view's own."""
    for name, value in DISCREET.items():
        response[name] = value


@csrf_exempt
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at ``path``; it gets a visitor's post only if its type ``takes_posts``.

    Refuses what :func:`guarded` refuses. 405: the page takes no posts, and no page
    takes another method.
    """
    if request.method in _READING:
        finding.find(request, path)
        return wagtail_views.serve(request, path)
    if request.method != "POST":
        return HttpResponseNotAllowed([*_READING, "POST"])
    return _post(request, path)


@guarded
def _post(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's answer, unless the page is one that only shows."""
    page = Page.find_for_request(request, path)  # which Wagtail then need not look for again
    if page is not None and not getattr(page, "takes_posts", False):
        return HttpResponseNotAllowed(_READING)
    return wagtail_views.serve(request, path)


def _has_authority(request: HttpRequest) -> bool:
    """Whether the session that the browser sent holds anything.

    One that is over is read as well, since Django then takes its cookie back.
    """
    return has_session(request) and bool(request.session.keys())


def _comes_from_us(request: HttpRequest) -> bool:
    """Whether the form stood on a page of ours, as far as the browser tells.

    ``same-origin`` is enough by itself: a privacy setting may hide the Origin
    (``null``) of a form of ours. Everything else needs our own Origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site == "same-origin" or (site is None and origin is None):
        return True
    return origin == f"{request.scheme}://{request.get_host()}"


def _refuse_stranger(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(render_to_string("403_elsewhere.html"), status=403)
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    log_response(
        "Refused a post from another site (Sec-Fetch-Site: %s, Origin: %s): %s",
        site if site in _SITES else "?",
        origin and origin[:_LONGEST_ORIGIN],
        request.path,
        response=response,
        request=request,
        logger=logger,
    )
    return response
