"""Whether a password is right: bounded, counted, and the same work whoever it is."""

from django.contrib.auth import authenticate
from django.db.models import Q
from django.http import HttpRequest

from studio.entrance import arrivals, locks
from studio.entrance.hashing import turnstile
from studio.entrance.traces import note
from studio.models import User

#: What is tried, as it is counted.
_WHAT = "the password"


def compare(request: HttpRequest, name: str, password: str) -> User | None:
    """Whoever has that user name or e-mail address and that password; None where there is nobody.

    Raises ``locks.Locked``, before anything is compared, and ``hashing.Busy``, which counts
    as no try. Known or not, the questions to the database and the work are the same.
    """
    tried = locks.one_try(request, _WHAT, name)
    with turnstile.standing():
        locks.look(tried)
        known = _find(name)
        if arrivals.is_known(request, known):
            tried = tried.from_known_device()
        locks.knock(tried)
        with turnstile.passing():
            user = authenticate(
                request, username=known.username if known else name, password=password
            )
    if user is None:
        note("Wrong password", known.pk if known else None)
        return None
    locks.open_up(tried)
    return user


def begin_anew(request: HttpRequest, user: User) -> None:
    """``user`` has chosen a new password by the link of a letter: no wrong one counts any more.

    By all names that lead to the account, from here. What this address has tried at whatever
    names goes on counting, and so do second factors.
    """
    for name in {user.username, user.email} - {""}:
        if _find(name) == user:
            locks.forget(locks.one_try(request, _WHAT, name))


def _find(name: str) -> User | None:
    """By user name, else by an e-mail address that nobody else has. One query."""
    name = name.strip()
    if "\x00" in name:
        return None
    found = list(User.objects.filter(Q(username=name) | Q(email__iexact=name))[:3])
    exact = [one for one in found if one.username == name]
    if exact:
        return exact[0]
    return found[0] if len(found) == 1 else None
