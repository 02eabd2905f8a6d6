"""What all pages have in common to which a letter leads."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from studio.doors import keep_discreet
from studio.signed import LinkExpired, LinkInvalid

View = Callable[..., HttpResponse]
#: Where to go on: addresses, and what stands there.
Ways = tuple[tuple[str, str], ...]


def mailed(view: View, *, again: str = "") -> View:
    """For a view behind a link in a letter: GET shows, POST acts, and programs that look change nothing.

    It asks for no token of a session and not where the form stood. All the authority
    there is stands in the address, and a form that somebody forges would have to hold it;
    and since the page tells nobody its address, browsers call its own forms' origin
    ``null`` (Fetch, “append a request Origin header”), which Django would refuse.

    404 for :class:`LinkInvalid`, 410 for :class:`LinkExpired`; ``again`` names the view where
    people ask for another link.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except LinkInvalid:
            response = _unknown(request, again)
        except LinkExpired:
            response = _expired(request, again)
        keep_discreet(response)
        return response

    return answer


def say(
    request: HttpRequest,
    heading: str,
    words: str,
    *,
    status: int = 200,
    ways: Ways = (),
) -> HttpResponse:
    """A page of a heading and a sentence or two; ``ways`` on, else to the front door."""
    facts = {"heading": heading, "words": words, "ways": ways}
    return render(request, "words.html", facts, status=status)


def _unknown(request: HttpRequest, again: str) -> HttpResponse:
    words = _(
        "It is none of ours, or a part of it is missing: mail programs sometimes break long "
        "links. Copy the whole of it from the letter into the address bar."
    )
    return say(request, _("We do not know this link"), words, status=404, ways=_ways(again))


def _expired(request: HttpRequest, again: str) -> HttpResponse:
    words = _("Links in letters work for a week, and this one is older. Nothing was changed.")
    return say(request, _("This link is too old"), words, status=410, ways=_ways(again))


def _ways(again: str) -> Ways:
    return ((reverse(again), _("Ask for a new link")),) if again else ()
