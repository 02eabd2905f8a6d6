"""One tar file a backup, written and read in one go; the manifest comes last."""

import errno
import hashlib
import os
import stat
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from studio.backups import folders, manifests, sealing
from studio.backups.manifests import Manifest
from studio.backups.refusals import ArchiveRefused

_CHUNK = 1 << 20
#: What the disk says of names that no disk of ours has given.
_OF_NAMES = {errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EEXIST, errno.EINVAL}


class Hashed:
    """A file that is read for exactly ``size`` bytes, whatever happens to it meanwhile.

    What is missing is filled up with zeros (a tar has told the size by then), and ``is_whole``
    says so.
    """

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._left, self.is_whole = file, size, True
        self.sha256 = hashlib.sha256()
        self.sha1 = hashlib.sha1(usedforsecurity=False)  # what Wagtail keeps of its files

    def read(self, most: int) -> bytes:
        """What ``tarfile`` asks for."""
        wanted = min(most, self._left)
        octets = self._file.read(wanted)
        if len(octets) < wanted:
            self.is_whole = False
            octets += bytes(wanted - len(octets))
        self._left -= wanted
        self.sha256.update(octets)
        self.sha1.update(octets)
        return octets


class Writer:
    """Puts files into an archive and remembers what they were."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.files: dict[str, list] = {}
        self.sha1: dict[str, str] = {}
        self.seen: dict[str, tuple[int, int]] = {}

    def add(self, name: str, path: Path) -> bool:
        """Put a file in, again if need be: the later one counts. False where it is gone."""
        try:
            file = path.open("rb")
        except (FileNotFoundError, IsADirectoryError):
            return False
        with file:
            told = os.fstat(file.fileno())
            if not stat.S_ISREG(told.st_mode):
                return False
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = told.st_size, int(told.st_mtime), 0o600
            source = Hashed(file, told.st_size)
            self._tar.addfile(member, source)
        self.files[name] = [told.st_size, source.sha256.hexdigest()]
        self.sha1[name] = source.sha1.hexdigest()
        # what was torn looks changed to whoever compares, and is put in again
        self.seen[name] = (told.st_size, told.st_mtime_ns if source.is_whole else -1)
        return True

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *failure: object) -> None:
        if failure[0]:
            with suppress(Exception):  # while it still can: it would try when nobody listens
                self._tar.fileobj.close()

    def torn(self) -> set[str]:
        """What could not be read to its end."""
        return {name for name, (_size, mtime) in self.seen.items() if mtime == -1}

    def finish(self, manifest: Manifest) -> None:
        """The manifest, a checksum of it, and the end."""
        octets = manifest.dump()
        seal = hashlib.sha256(octets).hexdigest().encode()
        for name, content in ((manifests.NAME, octets), (manifests.SEAL, seal)):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            self._tar.addfile(member, BytesIO(content))
        self._tar.close()


def unpack(archive: Path, into: Path, keys: list[Any]) -> Manifest:
    """Write what an archive holds into an empty folder, and hold it against its manifest.

    ArchiveRefused for whatever is not as ``Writer`` makes it; the folder is then worth nothing.
    """
    with sealing.opened(archive, keys) as stream:
        try:
            return _unpack(stream, into)
        except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
            raise ArchiveRefused(f"It is damaged, or no backup: {error}.") from error
        except OSError as error:
            if error.errno not in _OF_NAMES:
                raise
            raise ArchiveRefused("It is no backup of this site: two names collide.") from error


def _unpack(stream: IO[bytes], into: Path) -> Manifest:
    found: dict[str, list] = {}
    ends: dict[str, bytes] = {}
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for member in _members(tar):
            source = tar.extractfile(member)
            if member.name in {manifests.NAME, manifests.SEAL}:
                if member.size > manifests.LARGEST or member.name in ends:
                    raise ArchiveRefused("Its manifest makes no sense.")
                ends[member.name] = source.read()
            else:
                folders.need_room(into, member.size, ArchiveRefused)
                found[member.name] = _write(source, into / member.name, member.size)
    if set(ends) != {manifests.NAME, manifests.SEAL}:
        raise ArchiveRefused("It breaks off before its end: it has no manifest.")
    if hashlib.sha256(ends[manifests.NAME]).hexdigest().encode() != ends[manifests.SEAL]:
        raise ArchiveRefused("Its manifest is damaged.")
    manifest = manifests.load(ends[manifests.NAME])
    for name in manifest.dropped:
        if found.pop(name, None) is not None:
            (into / name).unlink()
    for name in sorted(found.keys() | manifest.files.keys()):
        if found.get(name) != manifest.files.get(name):
            raise ArchiveRefused(f"It is damaged: {name!r} is not what its manifest tells.")
    return manifest


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Plain files with names of ours; anything else is nothing that we made.

    Nothing is extracted by the library: each file is written by its checked name alone, without
    owners or modes. (Its own filter for that, PEP 706, is missing in the Python of Debian 12.)
    """
    for member in tar:
        is_end = member.name in {manifests.NAME, manifests.SEAL}
        if not member.isreg() or member.issparse():
            raise ArchiveRefused(
                f"It is no backup of this site: {member.name!r} is not a plain file."
            )
        if not is_end and not manifests.is_safe(member.name):
            raise ArchiveRefused(f"It is no backup of this site: it holds {member.name!r}.")
        yield member


def _write(source: IO[bytes], path: Path, size: int) -> list:
    path.parent.mkdir(parents=True, exist_ok=True)
    sha256, left = hashlib.sha256(), size
    with path.open("wb") as file:
        while left:
            octets = source.read(min(_CHUNK, left))
            if not octets:
                raise ArchiveRefused("It breaks off before its end.")
            sha256.update(octets)
            file.write(octets)
            left -= len(octets)
    return [size, sha256.hexdigest()]
