from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest


def page_of(request: HttpRequest, items: Sequence[Any] | QuerySet, per_page: int) -> Page:
    """The page of ``items`` that ``?page=`` asks for.

    Anything that is not the number of an existing page is a page we do not
    have (404), so that nonsense makes no second address for the same content.
    """
    wanted = request.GET.get("page", "1")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 6):
        raise Http404
    try:
        return Paginator(items, per_page).page(int(wanted))
    except EmptyPage:
        raise Http404 from None
