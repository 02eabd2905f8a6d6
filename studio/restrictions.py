"""Which pages are open to everybody: asked once for all, since nearly always all are."""

from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.models import PageViewRestriction

from studio.caching import remembered


def closed_paths() -> tuple[str, ...]:
    """The paths of the pages that are private, each with all that is below it."""
    return remembered(
        ("private pages",),
        lambda: tuple(PageViewRestriction.objects.values_list("page__path", flat=True)),
    )


def is_open(path: str = "path") -> Q:
    """That everybody may see a page; as ``PageQuerySet.public()``, which asks each time.

    ``path`` is the field that holds the page's path, as in ``page__path``.
    """
    closed = (Q(**{f"{path}__startswith": one}) for one in closed_paths())
    return ~reduce(or_, closed, Q(pk__in=[]))
