"""The page cache after a restore: it shows nothing of before."""

import os
from pathlib import Path

from django.conf import settings

from studio.backups import own_commands


def forget(kept: Path, environment: dict[str, str]) -> str:
    """Delete what is kept there, whether the settings of this moment keep anything or not.

    Files go and folders stay: a process that runs notices, and goes on. Returns a sentence
    where it fails, which undoes nothing: it is only a cache.
    """
    left: list[OSError] = []
    for folder, _inner, names in os.walk(kept, onerror=left.append):
        for name in names:
            try:
                Path(folder, name).unlink(missing_ok=True)
            except OSError as error:
                left.append(error)
    left = [error for error in left if not isinstance(error, FileNotFoundError)]
    reason = left[0].strerror if left else ""
    if settings.CACHE_URL and not reason:
        # other machines learn it from the common memory
        told = own_commands.run(
            "page_cache", "--clear", environment=environment | {"CACHE_MEGABYTES": "1"}
        )
        reason = "other machines were not told" if told.returncode else ""
    if not reason:
        return ""
    return (
        f"Pages of before are still kept ({reason}), and visitors may see them: delete the files "
        f"in {kept}, on every machine, before the site is started."
    )
