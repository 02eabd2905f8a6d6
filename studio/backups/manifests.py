"""What a backup says of itself: the last thing in it."""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any

from studio.backups.refusals import ArchiveRefused

NAME = "manifest.json"
#: Hexadecimal, over the manifest itself.
SEAL = "manifest.sha256"
FORMAT = 1
#: A name and two hashes for a million files.
LARGEST = 300_000_000
MEDIA = "media/"


@dataclass
class Manifest:
    """Counts and checksums of everything, of one moment.

    ``files``: name in the archive → its size in bytes and its SHA-256. ``dropped``: names that
    are in the archive and were deleted while it was made. ``missing``, ``differing``: names for
    which the site itself had no file any more, or another than its row says.
    """

    made_at: str
    kind: str
    server: str
    database: str
    tables: dict[str, int]
    migrations: list[list[str]]
    has_media: bool = True
    files: dict[str, list] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(self.tables.values())

    @property
    def size(self) -> int:
        """Bytes of all files, the database among them."""
        return sum(size for size, _hash in self.files.values())

    def dump(self) -> bytes:
        """As it stands in the archive."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


def load(octets: bytes) -> Manifest:
    """A manifest out of an archive, of which nothing is believed."""
    try:
        told = json.loads(octets)
        if told["format"] != FORMAT:
            raise ArchiveRefused("It was made by another version of this site.")
        manifest = Manifest(**told)
        sound = (
            manifest.kind in {"sqlite", "postgresql"}
            and manifest.database in manifest.files
            and all(isinstance(count, int) for count in manifest.tables.values())
            and all(is_safe(name) for name in [*manifest.files, *manifest.dropped])
            and all(_is_file(told) for told in manifest.files.values())
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveRefused("Its manifest makes no sense.") from error
    if not sound:
        raise ArchiveRefused("Its manifest makes no sense.")
    return manifest


def is_safe(name: Any) -> bool:
    """Whether a name stays below the folder it is unpacked into, and is one of ours."""
    if not isinstance(name, str) or "\0" in name or "\\" in name:
        return False
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or str(path) != name:
        return False
    return name in {"database.sqlite3", "database.pgdump"} or name.startswith(MEDIA)


def _is_file(told: Any) -> bool:
    size, sha256 = told
    return isinstance(size, int) and size >= 0 and bool(re.fullmatch(r"[0-9a-f]{64}", sha256))
