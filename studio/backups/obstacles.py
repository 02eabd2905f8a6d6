"""What ends a backup, in a sentence for whoever runs the site."""

import errno
import sqlite3
from pathlib import Path

import psycopg
import pyrage
from django.db import DatabaseError

from studio.backups.refusals import BackupRefused

IN_THE_WAY = (
    BackupRefused,
    OSError,
    sqlite3.Error,
    psycopg.Error,
    DatabaseError,
    pyrage.EncryptError,
)
#: What is said of a disk that is full, or of a file that may not grow.
_OF_A_FULL_DISK = ("disk is full", "disk I/O error", "No space left", "File too large")


def sentence(error: Exception, folder: Path) -> str:
    """Why there is none in the folder."""
    if isinstance(error, BackupRefused):
        return str(error)
    is_full = isinstance(error, OSError) and error.errno in {
        errno.ENOSPC,
        errno.EFBIG,
        errno.EDQUOT,
    }
    # some tell it in words alone: SQLite, and age of what our file told it
    if is_full or any(words in str(error) for words in _OF_A_FULL_DISK):
        return f"There is no room left in {folder}: no backup was made, and none was lost."
    return f"No backup was made: {error}."
