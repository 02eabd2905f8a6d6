"""Before pages are deleted: how many comments of readers go with them. Nothing is refused."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.models import Page

from comments.models import Comment, Status

#: Pages asked about in one query; SQLite takes no condition of a thousand parts.
BATCH = 200


def tell(request: HttpRequest, pages: Iterable[Page]) -> None:
    """Say on the page that asks whether to delete ``pages`` what goes with them."""
    count = comments_below(pages) if request.method == "GET" else 0
    if count:
        messages.warning(
            request,
            ngettext(
                "This also deletes %(count)d reader comment, for good.",
                "This also deletes %(count)d reader comments, for good.",
                count,
            )
            % {"count": count},
        )


def comments_below(pages: Iterable[Page]) -> int:
    """How many comments stand on ``pages`` and the pages below them; erased ones do not count."""
    paths: list[str] = []
    for path in sorted(page.path for page in pages):
        # a page below another one is counted with that one
        if not paths or not path.startswith(paths[-1]):
            paths.append(path)
    comments = Comment.objects.exclude(status=Status.ERASED)
    count = 0
    for start in range(0, len(paths), BATCH):
        below = [Q(page__path__startswith=path) for path in paths[start : start + BATCH]]
        count += comments.filter(reduce(or_, below)).count()
    return count


class DeletePagesBulkAction(DeleteBulkAction):
    """Wagtail's own, which also says what goes with the pages."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        tell(self.request, [item["item"] for item in context["items"]])
        return context
