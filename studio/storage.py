"""Pictures and documents on a storage that speaks S3, which all machines share (``MEDIA_STORAGE``).

Pictures have an address there that browsers ask by themselves. Documents have none that is
told to anybody: the site reads them and hands them out, after asking who may have them.
"""

import posixpath
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext as _
from storages.backends.s3 import S3File, S3Storage
from wagtail.tasks import delete_file_from_storage_task

#: Seconds to reach the storage, and between two pieces of an answer.
CONNECT, READ = 1, 3
#: Seconds for which one that did not answer is not asked again by the same process.
PAUSE = 10.0
#: When something is tried again that could not be deleted.
LATER = timedelta(minutes=10)
#: Bytes of a file that are held in memory; what is larger lies on disk while it is read.
IN_MEMORY = 1024 * 1024
#: Each name is given once, so what is there never changes.
FOR_EVER = "public, max-age=31536000, immutable"
DOCUMENTS = "documents"


class StorageAway(OSError):
    """The storage does not answer, or refuses. ``written``: what may lie there nevertheless."""

    def __init__(self, written: str = "") -> None:
        super().__init__("The storage of pictures and documents does not answer.")
        self.written = written


class _File(S3File):
    """Its content is fetched when it is first read."""

    def _get_file(self) -> Any:
        with self._storage.reaching():
            return super()._get_file()

    file = property(_get_file, S3File._set_file)

    @property
    def size(self) -> int:
        with self._storage.reaching():
            return super().size


@deconstructible
class CommonStorage(S3Storage):
    """Made of ``settings.MEDIA_OPTIONS``: tasks write down how a storage is made, but no secrets."""

    _away_until = 0.0

    def __init__(self) -> None:
        super().__init__(
            **settings.MEDIA_OPTIONS,
            file_overwrite=False,
            querystring_auth=False,
            max_memory_size=IN_MEMORY,
            transfer_config=TransferConfig(use_threads=False),
            client_config=Config(
                connect_timeout=CONNECT,
                read_timeout=READ,
                retries={"total_max_attempts": 1},
                signature_version="s3v4",
                s3={"addressing_style": "path"},
            ),
        )

    @contextmanager
    def reaching(self, *, writing: str = "") -> Iterator[None]:
        """Whatever fails within is :class:`StorageAway`; at once while that is known."""
        if time.monotonic() < CommonStorage._away_until:
            raise StorageAway
        try:
            yield
        except (BotoCoreError, Boto3Error, ClientError) as error:
            if not isinstance(error, ClientError):  # which says no, but says it
                CommonStorage._away_until = time.monotonic() + PAUSE
            raise StorageAway(writing) from error

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A name that nobody else has, made up: two machines may look for one at the same moment.

        A document keeps its own, which visitors see, in a folder of its own.
        """
        folder, base = posixpath.split(name.replace("\\", "/"))
        root, ending = posixpath.splitext(base)
        mark = get_random_string(8)
        before, after = (f"{mark}/", "") if folder == DOCUMENTS else ("", f"_{mark}")
        room = (max_length or 255) - len(f"{folder}/{before}{after}{ending}")
        return posixpath.join(folder, f"{before}{root[: max(1, room)]}{after}{ending}")

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        kept = "private, no-store" if name.startswith(f"{DOCUMENTS}/") else FOR_EVER
        return super().get_object_parameters(name) | {"CacheControl": kept}

    def _open(self, name: str, mode: str = "rb") -> File:
        with self.reaching():
            try:
                return _File(self._normalize_name(name), mode, self)
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                    raise FileNotFoundError(name) from error
                raise

    def _save(self, name: str, content: File) -> str:
        with self.reaching(writing=name):
            return super()._save(name, content)

    def size(self, name: str) -> int:
        with self.reaching():
            return super().size(name)

    def exists(self, name: str) -> bool:
        with self.reaching():
            return super().exists(name)

    def delete(self, name: str) -> None:
        """At once, or as often as it takes once the storage is back."""
        try:
            with self.reaching():
                super().delete(name)
        except StorageAway:
            self.delete_later(name)

    def delete_later(self, name: str) -> None:
        """Have the worker delete it in a while."""
        later = delete_file_from_storage_task.using(run_after=timezone.now() + LATER)
        later.enqueue(self.deconstruct(), name)


class StorageAwayMiddleware:
    """Tells whoever uploads or downloads that the storage is away, with 503 (RFC 9110, 15.6.4)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, StorageAway):
            return None
        if error.written:
            # the view has failed, so no row names it; but it may have arrived
            CommonStorage().delete_later(error.written)
        if "files[]" in request.FILES:
            # Wagtail's page for many files shows what it is told
            return JsonResponse({"success": False, "error_message": sentence()})
        answer = render(request, "studio/storage_away.html", {"sentence": sentence()}, status=503)
        answer.headers["Retry-After"] = "60"
        answer.headers["Cache-Control"] = "no-store"
        return answer


def sentence() -> str:
    """What people are told."""
    return _(
        "The place where pictures and documents are kept does not answer at the moment. "
        "Nothing was changed. Please try again in a few minutes."
    )
