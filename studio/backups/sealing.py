"""Encryption with age (age-encryption.org/v1), in a stream: ``age -d`` opens it as well."""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyrage

from studio.backups.refusals import ArchiveRefused

#: How every file begins that age made.
MAGIC = b"age-encryption.org/v1"


def recipients(text: str) -> list[Any]:
    """The public keys of a text, separated by commas or spaces; ValueError for what is none."""
    try:
        return [
            pyrage.x25519.Recipient.from_str(word) for word in re.split(r"[,\s]+", text) if word
        ]
    except pyrage.RecipientError as error:
        raise ValueError(str(error)) from error


def are_recipients(text: str) -> bool:
    """Whether a text names nothing but public keys, or nothing at all."""
    try:
        recipients(text)
    except ValueError:
        return False
    return True


def identities(file: Path) -> list[Any]:
    """The secret keys of a file, as ``age-keygen`` writes it."""
    try:
        lines = [line.strip() for line in file.read_text().splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and line[0] != "#"]
    except (OSError, ValueError, pyrage.IdentityError) as error:
        raise ArchiveRefused(f"{file} holds no secret key of age.") from error
    if not found:
        raise ArchiveRefused(f"{file} holds no secret key of age.")
    return found


@contextmanager
def sealed(file: IO[bytes], keys: list[Any]) -> Iterator[IO[bytes]]:
    """What is written here arrives in ``file``, encrypted for the keys; without keys as it is.

    Through a pipe to a thread, so that a chunk at a time is in memory.
    """
    if not keys:
        yield file
        return
    ear, mouth = os.pipe()
    failures: list[BaseException] = []

    def encrypt() -> None:
        with os.fdopen(ear, "rb") as source:
            try:
                pyrage.encrypt_io(source, file, keys)
            except BaseException as error:
                failures.append(error)

    thread = threading.Thread(target=encrypt)
    thread.start()
    try:
        with os.fdopen(mouth, "wb") as sink:
            yield sink
    except BrokenPipeError as error:
        failures.append(error)  # the thread has ended before, and says why
    finally:
        thread.join()
    if failures:
        raise failures[0]


@contextmanager
def opened(path: Path, keys: list[Any]) -> Iterator[IO[bytes]]:
    """The archive as a stream, decrypted where it is encrypted."""
    try:
        file = path.open("rb")
        is_encrypted = file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise ArchiveRefused(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        file.seek(0)
        if not is_encrypted:
            yield file
            return
        if not keys:
            raise ArchiveRefused("It is encrypted: name the file of the secret key (--identity).")
        with _decrypted(file, keys) as source:
            yield source


@contextmanager
def _decrypted(file: IO[bytes], keys: list[Any]) -> Iterator[IO[bytes]]:
    ear, mouth = os.pipe()
    failures: list[BaseException] = []

    def decrypt() -> None:
        with os.fdopen(mouth, "wb") as sink:
            try:
                pyrage.decrypt_io(file, sink, keys)
            except BaseException as error:
                failures.append(error)

    thread = threading.Thread(target=decrypt)
    thread.start()
    refusal: ArchiveRefused | None = None
    try:
        with os.fdopen(ear, "rb") as source:
            try:
                yield source
                while source.read(1 << 20):
                    pass  # to the end, where age tells whether it is whole
            except ArchiveRefused as error:
                refusal = error
    finally:
        thread.join()
    # the stream breaks off where decrypting fails: that is then the reason
    if failures and isinstance(failures[0], pyrage.DecryptError):
        raise ArchiveRefused("The secret key is not one it was encrypted for.") from failures[0]
    if refusal:
        raise refusal
    if failures:
        raise ArchiveRefused("It is damaged: it does not decrypt to its end.") from failures[0]
