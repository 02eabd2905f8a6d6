"""What lies on the disk and is the site's alone, whatever other accounts the machine has.

Pictures and static files are read by the proxy, under an account of its own, so the folder of
all of it stays open; what is in the database, in private documents and in kept pages is not for it.
"""

from contextlib import suppress
from pathlib import Path

#: Below the folder of data: documents that may be private, and pages as they were kept.
FOLDERS = ("media/documents", "cache")
#: What SQLite keeps beside its file has that file's mode, if it comes later.
_BESIDE = ("", "-wal", "-shm")


def shut_folders(data: Path) -> None:
    """Nobody else looks into those folders, made here where they are missing."""
    for name in FOLDERS:
        with suppress(OSError):  # somebody else's, who decides about it
            (data / name).mkdir(parents=True, exist_ok=True)
            _shut(data / name)


def shut_database(file: Path) -> None:
    """Nobody else reads the database; one that is made now is shut at the next start."""
    for suffix in _BESIDE:
        with suppress(OSError):
            _shut(file.with_name(file.name + suffix))


def _shut(path: Path) -> None:
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        path.chmod(mode & 0o700)
