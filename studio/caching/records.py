"""Records of the database that every request asks for, looked up once for all of them."""

import pickle
from collections.abc import Callable, Hashable
from typing import TypeVar

from studio.caching.memory import remembered

T = TypeVar("T")


def recalled(key: Hashable, find: Callable[[], T]) -> T:
    """What ``find`` gives, a copy of one's own each time, found anew when it has changed.

    For model instances, which their users fill with what they looked up: of
    :func:`~studio.caching.remembered` two requests would get the same one. A copy costs
    about a fiftieth of a query.
    """
    kept = remembered(key, lambda: pickle.dumps(find(), pickle.HIGHEST_PROTOCOL))
    return pickle.loads(kept)  # noqa: S301 - written above, in this process
