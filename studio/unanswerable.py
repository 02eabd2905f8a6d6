"""Questions that cannot be answered, and are no fault of ours: 400 instead of 500.

Whatever is answered so is logged with all that led there.

- **A number that no row can have.** SQLite raises ``OverflowError``, PostgreSQL ``DataError``;
  Django guards its own lookups against it and forgets those by a key to another table.
- **A chooser of Wagtail's** takes the key of what was chosen as it comes and looks for it
  (``ValueError``), or takes in a form that it does not offer (``AttributeError``).
- **Where to go afterwards** (``next``), if it is no address: Django takes it for the name of a
  view. Asked before anything is done, for a deed that ends in an error is done all the same.
- **More rows than were sent**: for a number in a hidden field Django lays out up to 2,000 forms,
  to say that they are too many. Of references that is a minute of a process.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import DataError
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.views.generic import chooser

from studio.visitors import has_session

logger = logging.getLogger(__name__)

#: More than any number of rows has; Python refuses to read one of thousands.
_DIGITS = 9


class UnanswerableMiddleware:
    """Answers for views that fail over what they were asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        is_deed = request.method == "POST" and has_session(request)
        if not (is_deed and request.path_info.startswith(reverse("wagtailadmin_home"))):
            return None
        asked = request.POST.get("next") or request.GET.get("next")
        is_nonsense = (asked and "/" not in asked) or _claims_more_than_it_sends(request.POST)
        return _refuse() if is_nonsense else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_beyond = isinstance(error, OverflowError | DataError)
        is_choosers = isinstance(error, ValueError | AttributeError) and _is_chooser(request)
        if not (is_beyond or is_choosers):
            return None
        logger.warning("Could not answer what was asked", exc_info=error)
        return _refuse()


def _refuse() -> HttpResponse:
    return HttpResponse(render_to_string("400.html"), status=400)


def _claims_more_than_it_sends(post: QueryDict) -> bool:
    """Whether there are said to be more rows of some kind than fields of all: each row has one."""
    counts = [value for name, value in post.items() if name.endswith(f"-{TOTAL_FORM_COUNT}")]
    return any(
        count.isdecimal() and (len(count) > _DIGITS or int(count) > len(post)) for count in counts
    )


def _is_chooser(request: HttpRequest) -> bool:
    match = request.resolver_match
    view = getattr(match.func, "view_class", None) if match else None
    return view is not None and any(one.__module__ == chooser.__name__ for one in view.__mro__)
