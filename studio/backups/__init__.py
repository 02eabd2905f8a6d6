"""Copies of the whole site in one file each, and the way back from them.

``manage.py backup`` and ``manage.py restore`` are the doors; docs/backups.md tells how they are
used, docs/decisions/0030-backups.md why they are as they are. What this machine knows:

    from studio import backups

    last = backups.last()     # ``Record``, or None where nobody ever tried to make one here

Nothing here asks the database of the site: ``last()`` reads a small file. For pages of the staff,
on whatever machine, ask ``studio.watching.backups.last()``.
"""

from studio.backups.records import Record, last

__all__ = ["Record", "last"]
