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
def refusing(*, is_password: bool = False) -> Iterator[None]:
    """Answer 429 with Retry-After for ``Locked`` and ``Busy``, wherever one is.

    ``is_password``: as with :func:`too_often`.
    """
    try:
        yield
    except Locked as locked:
        raise ImmediateHttpResponse(too_often(locked.wait, is_password=is_password)) from locked
    except Busy as busy:
        raise ImmediateHttpResponse(too_many()) from busy


def too_often(
    wait: timedelta, *, is_password: bool = False, back: str | None = None
) -> HttpResponse:
    """Wrong too often: wait so long.

    ``is_password``: a password of one's own was wrong, so a new one ends the waiting. ``back``: an
    address of ours where the way leads instead of to the sign-in, "" where none is known.
    """
    minutes = max(1, math.ceil(wait / timedelta(minutes=1)))
    words = ngettext(
        "That was wrong too often. In %(minutes)s minute you can try again from here.",
        "That was wrong too often. In %(minutes)s minutes you can try again from here.",
        minutes,
    ) % {"minutes": minutes}
    forgot = _("Whoever forgot the password can choose a new one in the meantime.")
    return _answer({"words": words, "hint": forgot if is_password else "", "back": back}, wait)


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
