"""Uploads on disk that are there as a whole, or not at all."""

import os
from contextlib import suppress
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Django's, which leaves the half of a file behind that found no room."""

    def _save(self, name: str, content: Any) -> str:
        target = self.path(name)
        was_there = os.path.lexists(target)
        try:
            return super()._save(name, content)
        except OSError:
            if not was_there:
                with suppress(OSError):
                    os.unlink(target)
            raise
