"""Room on the disk of the data, and on that of the backups where it is another."""

import os
from collections.abc import Iterator

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from studio import room
from studio.room import Room
from studio.watching.findings import Finding, State

#: Percent of a disk that are free: below the first it is worth a thought.
ENOUGH, WORTH_A_THOUGHT = 20, 10


def findings() -> Iterator[Finding]:
    """One line a disk."""
    disk = room.of_data()
    advice = _("Delete pictures and documents that nobody needs, or have a larger disk.")
    words = (
        "" if disk.is_enough else _("Nothing new is taken from visitors, and no file from anybody.")
    )
    yield _finding(_("Disk"), disk, advice, words)
    if settings.BACKUP_DIR:
        yield from _of_backups()


def _of_backups() -> Iterator[Finding]:
    subject, folder = _("Disk of the backups"), settings.BACKUP_DIR
    try:
        if os.stat(folder).st_dev == os.stat(settings.DATA_DIR).st_dev:
            return
        disk = room.of(folder)
    except OSError as error:
        yield Finding(
            subject=subject,
            state=State.BAD,
            words=_("%(folder)s cannot be looked at: %(reason)s.")
            % {"folder": folder, "reason": error.strerror},
            advice=_("Whoever runs the server makes the folder, or mounts its disk."),
        )
        return
    advice = _("Let BACKUP_KEEP keep fewer of them, or have a larger disk.")
    yield _finding(subject, disk, advice)


def _finding(subject: str, disk: Room, advice: str, more: str = "") -> Finding:
    percent = int(disk.percent)
    state = State.GOOD if percent >= ENOUGH else State.WATCH
    state = State.BAD if percent < WORTH_A_THOUGHT else state
    words = _("%(free)s of %(size)s are free: %(percent)d %%.") % {
        "free": filesizeformat(disk.free),
        "size": filesizeformat(disk.size),
        "percent": percent,
    }
    return Finding(
        subject=subject,
        state=state,
        words=f"{words} {more}".rstrip(),
        advice=advice if state > State.GOOD else "",
    )
