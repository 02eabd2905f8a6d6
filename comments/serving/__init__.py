"""What becomes of a post to a page: a form asks, one verb acts, and a page answers.

Every refusal shows the page again with all that was typed. Statuses: 422 where a
form has questions; 400 for a forged or missing key or link; 403 where nothing may be
said or changed (any more); 404 for what cannot be reported; 409 where things have
changed meanwhile; 429 for too much at once, with ``Retry-After``. What was done
answers 303, so that a reload does nothing again.
"""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from comments.serving.changes import Change, Deletion
from comments.serving.forgetting import Forgetting
from comments.serving.posts import Post
from comments.serving.remarks import Remark
from comments.serving.reports import ReportPost

if TYPE_CHECKING:
    from comments.pages import CommentsMixin

#: What a form says it is for; all else is a comment, which asks for its key.
_ACTIONS: dict[str, type[Post]] = {
    "edit": Change,
    "delete": Deletion,
    "report": ReportPost,
    "forget": Forgetting,
}


def answer(served: "CommentsMixin", request: HttpRequest) -> HttpResponse:
    """The answer to a post to ``served``, the page that was asked for."""
    action = request.POST.get("action", "")
    return _ACTIONS.get(action, Remark)(served, request).answer()
