"""Uploaded files: where they lie, what they are called in an archive, how large they are."""

import os
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from studio.backups import manifests


def folder() -> Path | None:
    """Where uploaded files lie on this machine; None where another keeps them."""
    return Path(settings.MEDIA_ROOT) if isinstance(default_storage, FileSystemStorage) else None


def files(media: Path) -> dict[str, Path]:
    """All of them by their names in the archive. Folders may be links to elsewhere."""
    found, been = {}, set()
    for place, inner, names in os.walk(media, followlinks=True):
        told = os.stat(place)
        if (told.st_dev, told.st_ino) in been:
            inner.clear()  # a link that leads back
            continue
        been.add((told.st_dev, told.st_ino))
        for name in names:
            path = Path(place, name)
            if path.is_file():
                found[manifests.MEDIA + path.relative_to(media).as_posix()] = path
    return found


def size(media: Path) -> int:
    """Bytes of all of them."""
    return sum(map(_size, files(media).values()))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # deleted since
        return 0
