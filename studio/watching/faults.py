"""What visitors and staff are told while the database is away, or the disk nearly full.

Stands behind the page cache, so that pages it has go on, and behind what protects every answer.
The pages that say so need no
database and no session; ``Retry-After`` says when to come again.
"""

import errno
import logging
from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from studio import room
from studio.room import NoRoom
from studio.visitors import has_session
from studio.watching import database

logger = logging.getLogger(__name__)

#: Seconds that one statement may take: for everybody, and for whoever is signed in, whose
#: lists and exports are longer.
PATIENCE, PATIENCE_OF_STAFF = 5.0, 20.0
#: Seconds after which it is worth trying again.
RETRY_AFTER, RETRY_AFTER_FULL = 30, 3600
#: The one door for what visitors write (DESIGN, law 1). Who unsubscribes, cancels or erases by a
#: letter comes through others, and may: that takes no room.
_DOOR = "wagtail_serve"


class FaultsMiddleware:
    """Lets nobody wait for a database that is known to be away, and takes no new words without room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not database.watch.is_back():
            return away()
        seconds = PATIENCE_OF_STAFF if has_session(request) else PATIENCE
        with database.patient_for(seconds):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list, kwargs: dict
    ) -> HttpResponseBase | None:
        """Refuse a visitor's post to a page while there is no room."""
        match = request.resolver_match
        is_post = request.method == "POST" and match and match.url_name == _DOOR
        return no_room() if is_post and not room.is_enough() else None


class RoomHandler(FileUploadHandler):
    """The first that hears of an upload, before a byte of it is kept."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Refuse it while there is no room."""
        super().new_file(*args, **kwargs)
        if not room.is_enough():
            raise NoRoom

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass it on to whoever keeps it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Whoever keeps it says so."""


def answer(error: BaseException | None) -> HttpResponse | None:
    """What to say where ``error`` is one of these faults; none where something else broke."""
    if isinstance(error, NoRoom) or _is_of_full_disk(error):
        return no_room()
    if database.is_away(error):
        database.watch.found_away()
        return away()
    return None


def _is_of_full_disk(error: BaseException | None) -> bool:
    is_full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return is_full or database.is_full(error)


def away() -> HttpResponse:
    """503: the database does not answer."""
    return _plain("503.html", RETRY_AFTER)


def no_room() -> HttpResponse:
    """507: nothing new is taken (RFC 4918, 11.5)."""
    return _plain("507.html", RETRY_AFTER_FULL, status=507)


def _plain(template: str, retry_after: int, status: int = 503) -> HttpResponse:
    response = HttpResponse(render_to_string(template), status=status)
    response["Retry-After"] = str(retry_after)
    add_never_cache_headers(response)
    return response
