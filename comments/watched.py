"""The names by which :mod:`studio.caching` knows what shows comments.

Not the table: a flood of comments that wait for a moderator shall make nothing stale.
Whoever changes what readers see calls ``services.announcing.refresh``.
"""

#: Whatever shows comments of several pages.
EVERYWHERE = "comments everywhere"


def conversation(page_id: int | None) -> str:
    """What shows comments of that page."""
    return f"comments {page_id}"
