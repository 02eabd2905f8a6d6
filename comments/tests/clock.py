"""Links that were written a while ago."""

import time
from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

#: A little less and a little more than a link in a letter works.
ALMOST_A_WEEK, MORE_THAN_A_WEEK = timedelta(days=7, minutes=-5), timedelta(days=7, minutes=5)


@contextmanager
def back(span):
    """The clock that signatures look at, put back by ``span``."""
    then = time.time() - span.total_seconds()
    with mock.patch("time.time", return_value=then):
        yield
