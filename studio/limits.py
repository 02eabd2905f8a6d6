"""How often something may be done, counted once for all processes of the site.

In the database, since the memory of one process knows nothing of the others:
four workers would let in four times as much. Every step is one statement that
the database decides by itself, so nobody slips through between a look and a count.
"""

from datetime import timedelta

from django.db.models import Case, F, Q, When
from django.utils import timezone

from studio import keeping
from studio.models import Tally
from studio.visitors import pseudonym


def take(key: str, *, limit: int, period: timedelta) -> timedelta | None:
    """Count one doing and let it in, or say how long to wait; a refusal is not counted.

    Exactly ``limit`` are let in per ``period``, which begins with the first of
    them. The same key may be counted over several periods, each by itself. Let
    in costs one query (four the first time), refused two.

    Called inside a transaction, the count is taken back with it, and others who
    count the same key wait for its end. So call it before the transaction, unless what
    is counted is a row of it, such as a letter: neither shall then exist without the
    other, and of several keys everybody takes the same first. A limit below 1 or a
    period that is not positive, or longer than ``keeping.COUNTS``, raises ``ValueError``.
    """
    if limit < 1 or period <= timedelta():
        raise ValueError("A limit lets in at least one, in a span of time.")
    if period > keeping.COUNTS:
        raise ValueError("Nothing is counted for longer than the page about privacy tells.")
    name = _name(key, period)
    row = Tally.objects.filter(key=name)
    while True:
        now = timezone.now()
        over = Q(ends_at__lte=now)
        counted = row.filter(over | Q(count__lt=limit)).update(
            count=Case(When(over, then=1), default=F("count") + 1),
            ends_at=Case(When(over, then=now + period), default=F("ends_at")),
        )
        if counted:
            return None
        tally = row.first()
        if tally is None:
            # of several at the same moment one writes the row; then all of them count in it
            new = Tally(key=name, ends_at=now + period)
            Tally.objects.bulk_create([new], ignore_conflicts=True)
        elif tally.count >= limit and tally.ends_at > now:
            return tally.ends_at - now
        # else the row was new, or its time was over, after we had tried to count in it


def look(key: str, *, limit: int, period: timedelta) -> timedelta | None:
    """How long ``take`` would say to wait, if it would; counts nothing. One query."""
    now = timezone.now()
    full = Tally.objects.filter(key=_name(key, period), count__gte=limit, ends_at__gt=now)
    tally = full.first()
    return tally.ends_at - now if tally else None


def give_back(key: str, *, period: timedelta) -> None:
    """Take one doing back that ``take`` let in, as if it had not been. One query."""
    Tally.objects.filter(key=_name(key, period), count__gt=0).update(count=F("count") - 1)


def forget(key: str, *, period: timedelta) -> None:
    """Count from nothing again. One query."""
    Tally.objects.filter(key=_name(key, period)).update(count=0)


def _name(key: str, period: timedelta) -> str:
    return pseudonym(f"{period.total_seconds()}:{key}", purpose="limits")
