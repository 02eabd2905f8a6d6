"""What the pages of a registration say to whoever they refuse."""

import math
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from studio import limits
from studio.mailed import say

_MINUTE = timedelta(minutes=1)


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
