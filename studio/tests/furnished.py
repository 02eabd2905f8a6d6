"""The demo site in the database of the tests."""

from studio.furnishing.site import furnish
from studio.tests.tasks import indexed_once


@indexed_once()
def furnish_quietly() -> None:
    """Write it, and tell nobody of the steps. Takes seconds."""
    furnish(lambda _step: None)
