"""What all machines know of the backups, which mostly lie on one of them: a row tells the others.

The machine that makes them has a file beside them (:mod:`studio.backups.records`), which counts
also while the database is away. Where file and row differ, the later one is right: nobody can
write the file of a disk that is not there, and a row comes back old with a restore.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from studio import backups
from studio.backups import Record
from studio.models import BackupNote
from studio.watching.findings import Finding, State, moment_in_words

logger = logging.getLogger(__name__)

#: How old the last backup may be: of every day, and one that was missed.
DUE, MISSED = timedelta(days=1, hours=6), timedelta(days=3)


def last() -> Record | None:
    """The last that is known here of any machine; None where nobody ever tried to make one."""
    return _later(backups.last(), _shared())


def tell(record: Record | None) -> None:
    """Let all machines know; what they know already of something later stays.

    A record of a folder that cannot be read knows of the failure alone, and the rest is added.
    """
    if record is None or record.told_at is None:
        return
    try:
        with transaction.atomic():
            before = _shared()
            if record.made_at is None and before is not None:
                record = replace(before, failed_at=record.failed_at, reason=record.reason)
            if before is None or _later(before, record) is record:
                note = {"told_at": record.told_at, "told": record.dump()}
                BackupNote.objects.update_or_create(pk=BackupNote.ONE, defaults=note)
    except (DatabaseError, InterfaceError) as error:
        # away, or older than this code: the file says it, and a worker tries again
        logger.warning(
            "What became of the backup is told beside it alone (%s)", type(error).__name__
        )


def _shared() -> Record | None:
    told = BackupNote.objects.filter(pk=BackupNote.ONE).values_list("told", flat=True).first()
    return Record.load(told)


def _later(one: Record | None, other: Record | None) -> Record | None:
    if one is None or other is None or one.told_at is None or other.told_at is None:
        return one or other
    return other if other.told_at > one.told_at else one


def findings() -> Iterator[Finding]:
    """How old the last one is, whether it was ever proved, and what failed since."""
    record, subject = last(), _("Backups")
    failed = _of_failure(record) if record else ""
    mend = _("Whoever runs the server sees to that, and then makes one: studio backup.")
    if record is None or record.made_at is None:
        words = _("No backup of this site is known.")
        advice = _("Whoever runs the server lets one be made every day, kept elsewhere.")
        yield Finding(
            subject=subject,
            state=State.BAD,
            words=f"{words} {failed}".rstrip(),
            advice=mend if failed else advice,
        )
        return
    age = timezone.now() - record.made_at
    state = State.GOOD if age <= DUE else State.WATCH
    state = State.BAD if age > MISSED or (failed and age > DUE) else state
    words = _("The last one was made on %(moment)s, %(size)s.") % {
        "moment": moment_in_words(record.made_at),
        "size": filesizeformat(record.size),
    }
    advice = ""
    if failed:
        state, words, advice = max(state, State.WATCH), f"{words} {failed}", mend
    elif state:
        advice = _(
            "Nobody tried since: whoever runs the server sees whether the worker or the timer"
            " that makes them runs, and has BACKUP_DIR."
        )
    if record.proved_at is None:
        words += " " + _("Nobody has tried to restore it.")
        advice = advice or _("Try it once, before it is needed.")
        state = max(state, State.WATCH)
    yield Finding(subject=subject, state=state, words=words, advice=advice)


def _of_failure(record: Record) -> str:
    if record.failed_at is None:
        return ""
    return _("An attempt failed on %(moment)s: %(reason)s") % {
        "moment": moment_in_words(record.failed_at),
        "reason": record.reason or "",
    }
