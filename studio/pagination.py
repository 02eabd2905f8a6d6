import re
from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

#: As we write it in our own links, so without zeros before it.
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def page_of(
    request: HttpRequest,
    items: Sequence[Any] | QuerySet,
    per_page: int,
    *,
    count: Callable[[], int] | None = None,
) -> Page:
    """The page of ``items`` that ``?page=`` asks for; ``count`` tells how many there are.

    Anything that is not the number of an existing page is a page we do not
    have (404), so that nonsense makes no second address for the same content.
    """
    wanted = request.GET.get("page", "1")
    if not _NUMBER.fullmatch(wanted):
        raise Http404
    paginator = Paginator(items, per_page)
    if count is not None:
        paginator.count = count()
    try:
        return paginator.page(int(wanted))
    except EmptyPage:
        raise Http404 from None
