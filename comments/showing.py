"""What a page shows of its conversation; for a reader like all others it is made once.

Whoever sends a session, or asks for more than a page of comments, is answered by himself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from comments.conversation_views import ConversationView
from comments.sections import BeyondTheLast, Section
from comments.structured_data import conversation_data
from studio import sites, visitors

if TYPE_CHECKING:
    from comments.pages import CommentsMixin

#: What an address may ask of a page for one reader alone.
FOR_ONE = frozenset({"comment", "done", "edit", "mine", "reply", "report"})


@dataclass(frozen=True)
class Shown:
    """A conversation as the page around it has it."""

    html: SafeString  # the section; see comments/includes/conversation.html
    count: int  # comments that this reader sees
    feed_url: str
    has_form: bool
    may_moderate: bool = False
    is_refused: bool = False  # a comment was sent and not taken
    data: dict[str, Any] = field(default_factory=dict)  # as schema.org has it


def shown(page: "CommentsMixin", request: HttpRequest) -> Shown | None:
    """What the address asks for; nothing where no conversation is shown.

    Raises what :meth:`~comments.sections.Section.asked` raises.
    """
    if not page.pk:
        return None
    is_preview = getattr(request, "is_preview", False)
    if is_preview or visitors.has_session(request) or FOR_ONE & request.GET.keys():
        return _asked(page, request, request.GET)
    asked = {name: request.GET[name] for name in ("comments",) if name in request.GET}
    # a conversation may close by its age
    key = ("conversation", *asked.values(), timezone.localdate())
    try:
        return sites.shared_of_page(page, request, key, partial(_asked, asked=asked))
    except BeyondTheLast:
        return _asked(page, request, request.GET)  # says so as well, to whom asked for more


def _asked(page: "CommentsMixin", request: HttpRequest, asked: Mapping[str, str]) -> Shown | None:
    section = Section(page, request)
    return of_view(page, request, section.asked(asked)) if section.is_shown else None


def of_view(page: "CommentsMixin", request: HttpRequest, view: ConversationView) -> Shown:
    """The same of a view that is there already."""
    html = render_to_string(
        "comments/includes/conversation.html",
        {"view": view},
        # only who has a session needs a token, or may be told something
        request if view.has_session else None,
    )
    return Shown(
        html=html,
        count=view.conversation.count,
        feed_url=view.feed_url,
        has_form=view.form is not None,
        may_moderate=view.may_moderate,
        is_refused=bool(view.form and view.form.errors),
        data=conversation_data(view, page.canonical_page.full_url),
    )
