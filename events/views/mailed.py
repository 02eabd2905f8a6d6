"""What the pages have in common to which a letter leads."""

import math
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from studio import limits
from studio.doors import keep_discreet

_MINUTE = timedelta(minutes=1)

View = Callable[..., HttpResponse]


def mailed(view: View) -> View:
    """For a view behind a key in a letter: GET shows, POST acts, and programs that look change nothing.

    It asks for no token of a session and not where the form stood. All the authority
    there is stands in the address, and a form that somebody forges would have to hold it;
    and since the page tells nobody its address, browsers call its own forms' origin
    ``null`` (Fetch, “append a request Origin header”), which Django would refuse.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        keep_discreet(response)
        return response

    return answer


def say(request: HttpRequest, heading: str, words: str, *, status: int = 200) -> HttpResponse:
    """A page of a heading and a sentence or two."""
    return render(request, "events/words.html", {"heading": heading, "words": words}, status=status)


def say_unknown(request: HttpRequest) -> HttpResponse:
    """404: nobody here wrote the key, or what it opened is forgotten."""
    words = _(
        "Either the registration has been erased, or a part of the link is missing: mail programs "
        "sometimes break long links. Copy the whole of it from the e-mail into the address bar."
    )
    return say(request, _("This link opens nothing"), words, status=404)


def say_wait(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """429: too much at once."""
    response = say(request, _("One moment"), words_of_waiting(wait), status=429)
    response["Retry-After"] = limits.seconds(wait)
    return response


def words_of_waiting(wait: timedelta) -> str:
    """How long somebody has to wait who did a lot in a short time."""
    minutes = math.ceil(wait / _MINUTE)
    return ngettext(
        "That was a lot in a short time. Please wait %(minutes)d minute, then try again.",
        "That was a lot in a short time. Please wait %(minutes)d minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}
