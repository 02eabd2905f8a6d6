"""Where somebody is signed in, and the end of it: at once and for all processes.

A session is a row of the database, and so is what is known of it; nothing of it is remembered
elsewhere.
"""

import time
from collections.abc import Iterable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

#: In the session: when somebody signed in, and when they were last seen, in seconds of Unix.
BEGAN, SEEN = "entrance_began", "entrance_seen"
#: In the session: the key under which it is listed.
LISTED = "entrance_key"
#: Seconds between two notes that somebody is still there: a write each.
NOTED_EVERY = 600


def begin(request: HttpRequest) -> None:
    """Somebody signed in just now: the clocks start."""
    request.session.set_expiry(settings.SIGNED_IN_IDLE)
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    request.session[LISTED] = request.session.session_key


def keep_time(request: HttpRequest) -> None:
    """Note that somebody is still there; sign out who signed in too long ago.

    Left alone for too long, a session ends by itself: each note moves its end.
    """
    began = request.session.get(BEGAN)
    if began is None:
        return
    now = int(time.time())
    if now - began > settings.SIGNED_IN_AT_MOST:
        logout(request)
        return
    if request.session.get(LISTED) != request.session.session_key:
        # Django gives a session another key when its user changes the password
        mine = UserSession.objects.filter(session_key=request.session.get(LISTED))
        mine.update(session_key=request.session.session_key)
        request.session[LISTED] = request.session.session_key
    if now - request.session.get(SEEN, 0) >= NOTED_EVERY:
        request.session[SEEN] = now
        mine = UserSession.objects.filter(session_key=request.session.session_key)
        mine.update(last_seen_at=timezone.now())


def of_user(user: Any) -> list[UserSession]:
    """Where ``user`` is signed in, the latest first; what ended by itself is forgotten."""
    found = UserSession.objects.purge_and_list(user)
    return sorted(found, key=lambda one: one.last_seen_at, reverse=True)


def end(found: Iterable[UserSession]) -> None:
    """Sign out there, at once."""
    for one in found:
        one.end()


def end_all(user: Any, *, but: str | None = None) -> None:
    """Sign ``user`` out everywhere, except in the session of the key ``but``."""
    end(UserSession.objects.filter(user=user).exclude(session_key=but or ""))


def end_everybody() -> int:
    """Sign everybody out, and shut pages with a password again; how many sessions there were."""
    number, _of_each = Session.objects.all().delete()
    UserSession.objects.all().delete()
    return number


def forget_ended() -> None:
    """Forget what was known of sessions that are over, of everybody."""
    going_on = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    UserSession.objects.exclude(session_key__in=going_on).delete()
