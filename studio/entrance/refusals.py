"""What somebody reads who tries too often, or when too many try at once."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from studio import limits
from studio.entrance.hashing import Busy
from studio.entrance.locks import Locked

#: When too many sign in at once, it is over after this.
_MOMENT = timedelta(seconds=2)


@contextmanager
def refusing() -> Iterator[None]:
    """Answer 429 with Retry-After for ``Locked`` and ``Busy``, wherever one is."""
    try:
        yield
    except Locked as locked:
        raise ImmediateHttpResponse(too_often(locked.wait)) from locked
    except Busy as busy:
        raise ImmediateHttpResponse(too_many()) from busy


def too_often(wait: timedelta, *, is_own: bool = True) -> HttpResponse:
    """Wrong too often: wait so long. ``is_own``: at a password of one's own, to choose anew."""
    minutes = max(1, math.ceil(wait / timedelta(minutes=1)))
    words = ngettext(
        "That was wrong too often. In %(minutes)s minute you can try again from here.",
        "That was wrong too often. In %(minutes)s minutes you can try again from here.",
        minutes,
    ) % {"minutes": minutes}
    hint = _("Whoever forgot the password can choose a new one in the meantime.") if is_own else ""
    return _answer({"words": words, "hint": hint}, wait)


def too_many() -> HttpResponse:
    """Nobody did anything wrong: the house is busy."""
    words = _("Many people are signing in at this moment. Please try again in a few seconds.")
    return _answer({"words": words, "hint": ""}, _MOMENT)


def _answer(words: dict[str, Any], wait: timedelta) -> HttpResponse:
    # without settings and the database: there may be many of these
    page = render_to_string("studio/entrance/wait.html", words)
    response = HttpResponse(page, status=429)
    response["Retry-After"] = limits.seconds(wait)
    response["Cache-Control"] = "no-store, private"
    return response
