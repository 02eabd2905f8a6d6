"""What is said after a decision, to people and to scripts, and where one goes then."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.utils import get_valid_next_url_from_request

from comments.admin.tabs import counts
from comments.models import Comment
from comments.permissions import moderatable


def turns_of(comments: Iterable[Comment]) -> str:
    """``comments`` with the turns in which they are, as :class:`TurnsField` takes them."""
    return ",".join(f"{comment.pk}:{comment.turn}" for comment in comments)


def say(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """A message as Wagtail shows them, with a button that takes the decision back."""
    if not undo:
        messages.success(request, words)
        return
    context = {"words": words, "comments": undo, "next_url": next_url(request)}
    messages.success(
        request, render_to_string("comments/admin/includes/undo.html", context, request)
    )


def next_url(request: HttpRequest) -> str:
    """Where the moderator came from, on this site; else the queue."""
    return get_valid_next_url_from_request(request) or reverse("reader_comments:list")


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks."""
    return request.headers.get("Accept") == "application/json"


def place(request: HttpRequest) -> str:
    """Where the button was, for the history."""
    return "queue" if next_url(request).startswith(reverse("wagtailadmin_home")) else "page"


def tell(
    request: HttpRequest, words: str, *, comments: list[Comment], undo: str = ""
) -> HttpResponse:
    """Answer what was decided about ``comments``, in data to a script, else by leading back."""
    if wants_json(request):
        return JsonResponse(
            {
                "message": words,
                "comments": [comment.pk for comment in comments],
                "undo": undo,
                "counts": counts(moderatable(request.user)),
            }
        )
    say(request, words, undo=undo)
    return redirect(next_url(request))
