"""What becomes of a post to an event page, and the headers of the page as it is shown.

Every refusal shows the page again with all that was typed. Statuses: 400 for a form of
another page; 403 where nobody can register now; 409 where things have changed
meanwhile; 422 where the form has questions; 429 for too much at once and 503 where the
database is held by others, both with ``Retry-After``. What was done answers 303, so that
a reload does nothing again.
"""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from events.serving.posts import Post
from studio.visitors import has_session

if TYPE_CHECKING:
    from events.pages import EventPage

#: A page may lie so long in shared caches, in seconds: availability is never older.
SHARED_FOR = 30


def answer(page: "EventPage", request: HttpRequest) -> HttpResponse:
    """The answer to a post."""
    response = Post(page, request).answer()
    response["Cache-Control"] = "private, no-store"
    return response


def shown(page: "EventPage", request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page as it is shown: to everybody the same, or to one person what they did."""
    if "mine" in request.GET:
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
    elif not has_session(request):
        response["Cache-Control"] = f"max-age=0, s-maxage={SHARED_FOR}"
    return response
