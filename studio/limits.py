"""How often something may be done, counted once for all processes of the site.

In the database, since the memory of one process knows nothing of the others:
four workers would let in four times as much. Every step is one statement that
the database decides by itself, so nobody slips through between a look and a count.

With ``CACHE_URL`` in the common memory of all machines, where a flood costs the database nothing;
each step is one script there. Two cases stay with the database: inside a transaction, since
a count in Redis could not be taken back with it; and while Redis is away. The database then
begins to count at nothing, so that who had used up a limit is let in as often once more, and not oftener.
"""

from collections.abc import Iterable
from datetime import timedelta
from math import ceil

from django.db import connection
from django.db.models import Case, F, Q, When
from django.utils import timezone

from studio import common_memory, keeping
from studio.common_memory import Away
from studio.models import Tally
from studio.visitors import pseudonym


def take(key: str, *, limit: int, period: timedelta) -> timedelta | None:
    """Count one doing and let it in, or say how long to wait; a refusal is not counted.

    Exactly ``limit`` are let in per ``period``, which begins with the first of
    them. The same key may be counted over several periods, each by itself, and always
    inside a transaction or always outside. Let in costs one query (four the first time),
    refused two; with a common memory one question to it and no query.

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
    milliseconds = ceil(period / timedelta(milliseconds=1))
    wait = _asked(_TAKE, name, limit, milliseconds)
    if wait is not None:
        return timedelta(milliseconds=wait) if wait else None
    return _take_from_database(name, limit, period)


def take_all(bounds: Iterable[tuple[str, int]], *, period: timedelta) -> timedelta | None:
    """:func:`take` of several keys, each with its limit, in that order.

    What one of them refuses, those before it did not count.
    """
    counted: list[str] = []
    for key, limit in bounds:
        wait = take(key, limit=limit, period=period)
        if wait is not None:
            for one in counted:
                give_back(one, period=period)
            return wait
        counted.append(key)
    return None


def seconds(wait: timedelta) -> str:
    """How long to wait, as ``Retry-After`` says it (RFC 9110, 10.2.3): whole seconds, at least one."""
    return str(max(1, ceil(wait.total_seconds())))


#: What all scripts begin with: the count, and how many milliseconds it still holds.
_COUNT = """
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
local left = redis.call('PTTL', KEYS[1])
if count > 0 and left < 0 then count = 0 end
"""
#: Counts in the key and answers 0, or how many milliseconds are left, at least one.
_TAKE = f"""{_COUNT}
if count >= tonumber(ARGV[1]) then return math.max(left, 1) end
if count == 0 then redis.call('SET', KEYS[1], 1, 'PX', ARGV[2])
else redis.call('INCR', KEYS[1]) end
return 0
"""
_LOOK = f"""{_COUNT}
if count >= tonumber(ARGV[1]) then return math.max(left, 1) end
return 0
"""
_GIVE_BACK = f"""{_COUNT}
if count > 0 then redis.call('DECR', KEYS[1]) end
return 0
"""
_FORGET = "return redis.call('DEL', KEYS[1])"


def _asked(script: str, name: str, *arguments: int) -> int | None:
    """What the common memory answers; ``None`` where the database is to be asked."""
    memory = common_memory.current()
    if memory is None or connection.in_atomic_block:
        return None
    try:
        return memory.ask("EVAL", script, 1, common_memory.key(f"limits:{name}"), *arguments)
    except Away:
        return None


def _take_from_database(name: str, limit: int, period: timedelta) -> timedelta | None:
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
    """How long ``take`` would say to wait, if it would; counts nothing. One query at most."""
    name = _name(key, period)
    wait = _asked(_LOOK, name, limit)
    if wait is not None:
        return timedelta(milliseconds=wait) if wait else None
    now = timezone.now()
    tally = Tally.objects.filter(key=name, count__gte=limit, ends_at__gt=now).first()
    return tally.ends_at - now if tally else None


def give_back(key: str, *, period: timedelta) -> None:
    """Take one doing back that ``take`` let in, as if it had not been. One query at most."""
    name = _name(key, period)
    if _asked(_GIVE_BACK, name) is None:
        Tally.objects.filter(key=name, count__gt=0).update(count=F("count") - 1)


def forget(key: str, *, period: timedelta) -> None:
    """Count from nothing again, wherever was counted. One query."""
    name = _name(key, period)
    _asked(_FORGET, name)
    Tally.objects.filter(key=name).update(count=0)


def _name(key: str, period: timedelta) -> str:
    return pseudonym(f"{period.total_seconds()}:{key}", purpose="limits")
