"""The one cookie of a conversation, set only for who ticked “Remember me”.

It is signed, so what it says of a proved address is ours, and no page is read with
it: a page from a cache is everybody's. Filling in the form again is the work of a
script, which keeps its own copy on the device.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse

NAME = "reader"
AGE = timedelta(days=365)
_SALT = "comments.reader"


@dataclass(frozen=True)
class Remembered:
    """Who wrote from this device; ``proved``: by a link in a letter to the address."""

    name: str
    email: str
    website: str = ""
    proved: bool = False

    def proves(self, email: str) -> bool:
        """Whether this device proves that ``email`` is its reader's; capitals do not matter."""
        return self.proved and bool(email) and self.email.casefold() == email.casefold()


def read(request: HttpRequest) -> Remembered | None:
    """Who wrote from this device, if the cookie is ours and not too old."""
    try:
        known = signing.loads(request.COOKIES.get(NAME, ""), salt=_SALT, max_age=AGE)
        return Remembered(**known)
    except (signing.BadSignature, TypeError):
        return None


def write(request: HttpRequest, response: HttpResponse, remembered: Remembered) -> None:
    """Keep it on the device for a year; no script and no other site gets hold of it."""
    response.set_cookie(
        NAME,
        signing.dumps(asdict(remembered), salt=_SALT, compress=True),
        max_age=AGE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Take the cookie back, if there is one."""
    if NAME in request.COOKIES:
        response.delete_cookie(NAME, samesite="Lax")
