"""Somebody has signed in: whether this device was seen before, and a letter where it was not."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from studio.entrance import devices, letters
from studio.entrance.letters import Telling
from studio.visitors import address_of, network_of, pseudonym

#: The cookie by which a device is known again, to staff who signed in with it.
COOKIE = "device"
#: Seconds for which it is known: a year after the last sign-in.
KNOWN_FOR = 365 * 24 * 3600
_SALT = "studio.entrance.arrivals"
#: People who share a device, the latest first; a cookie is small.
_MOST = 8


def receive(request: HttpRequest, user: Any, response: HttpResponse) -> None:
    """Write to ``user`` about a device that is new to them, and know it from now on."""
    me = _called(user)
    known = _known(request)
    if me not in known and _came_before(request):
        with transaction.atomic():
            letters.write(
                Telling.NEW_DEVICE,
                user,
                device=devices.family(request.headers.get("User-Agent", "")) or _("unknown"),
                network=network_of(address_of(request)) or _("unknown"),
            )
    people = [me, *(one for one in known if one != me)][:_MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(people, salt=_SALT),
        max_age=KNOWN_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def is_known(request: HttpRequest, user: Any) -> bool:
    """Whether ``user`` has signed in on this device before; None has on none.

    Asks the database nothing, and works as long for nobody as for somebody.
    """
    return _called(user) in _known(request)


def _called(user: Any) -> str:
    return pseudonym(f"{user.pk if user else 0}", purpose="devices")[:16]


def _known(request: HttpRequest) -> list[str]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _came_before(request: HttpRequest) -> bool:
    """Not the very first time: to that, no letter has anything to compare."""
    return bool(getattr(request, "came_before", True))
