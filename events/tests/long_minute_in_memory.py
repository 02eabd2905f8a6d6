"""The same, counted in the memory of each process, as frameworks do unless told otherwise.

Only to see that more are let in then: what the count in the database is good for.
"""

from events.tests.long_minute import application, limits

__all__ = ["application"]

_counts: dict[str, int] = {}


def _take(key, *, limit, period):
    """A count for each process; a thread more or less does not matter here."""
    _counts[key] = _counts.get(key, 0) + 1
    return None if _counts[key] <= limit else period


limits.limits.take = _take
