"""What is written to moderators: each comment in full, with links that decide about it.

A link opens a page with a button. It works once, for this comment in this turn.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import tokens
from comments.emails import both, one_line, quoted
from comments.models import Comment, Status
from comments.reasons import explain
from studio.languages import speaks
from studio.letterheads import Letterhead
from studio.mail import Draft

#: What the dedupe keys of letters to moderators begin with.
AT_ONCE, DIGEST = "comments.moderate-", "comments.digest-"

#: Headers of a digest: the numbers of the comments it tells of, and of how many more there are.
_TOLD, _MORE = "X-Reader-Comments", "X-Reader-Comments-More"

#: The decisions a letter offers.
OFFERED = (Status.APPROVED, Status.REJECTED, Status.SPAM)


def at_once_key(comment_id: int, turn: int, user_id: int) -> str:
    """The dedupe key of the letter that tells one moderator of one comment in one turn."""
    return f"{AT_ONCE}{comment_id}-{turn}-{user_id}"


@speaks()
def at_once(comment: Comment, user: Any, letterhead: Letterhead) -> Draft:
    """Tell one moderator of one comment. Raises ``LetterRefused``."""
    names = {"name": one_line(comment.shown_name), "title": one_line(comment.page.title)}
    if comment.status != Status.WAITING:
        subject = _("New comment: %(name)s below “%(title)s”") % names
    elif _is_reported(comment):
        subject = _("Reported comment: %(name)s below “%(title)s”") % names
    elif comment.edited_at:
        subject = _("Edited comment waits: %(name)s below “%(title)s”") % names
    else:
        subject = _("Comment waits: %(name)s below “%(title)s”") % names
    words = {"user": user, "told": _told(comment, user, letterhead)}
    return Draft(
        kind="comment to moderate",
        dedupe_key=at_once_key(comment.pk, comment.turn, user.pk),
        to=user.email,
        subject=subject,
        **both("moderate", words, letterhead),
    )


@speaks()
def digest(comments: Sequence[Comment], *, more: int, user: Any, letterhead: Letterhead) -> Draft:
    """Tell one moderator of several comments, and that there are ``more``. Raises ``LetterRefused``."""
    count = len(comments) + more
    subject = ngettext("%(count)d comment to look at", "%(count)d comments to look at", count) % {
        "count": count
    }
    words = {
        "user": user,
        "count": count,
        "more": more,
        "all_told": [_told(comment, user, letterhead) for comment in comments],
        "queue_url": settings.WAGTAILADMIN_BASE_URL + reverse("reader_comments:list"),
    }
    return Draft(
        kind="comments to moderate",
        dedupe_key=f"{DIGEST}{user.pk}-{now().isoformat()}",
        to=user.email,
        subject=subject,
        headers={_TOLD: " ".join(str(comment.pk) for comment in comments), _MORE: str(more)},
        **both("digest", words, letterhead),
    )


def told_in(headers: Mapping[str, str]) -> tuple[list[int], int]:
    """Of which comments a digest with these headers tells, and of how many more."""
    return [int(number) for number in headers[_TOLD].split()], int(headers[_MORE])


def case_path(comment_id: int) -> str:
    """The path of the page that tells why, as it stands in letters."""
    return reverse("reader_comments:inspect", args=[comment_id])


def _told(comment: Comment, user: Any, letterhead: Letterhead) -> dict[str, Any]:
    """What a letter says of one comment."""
    page_url = comment.page.get_full_url() or ""
    return {
        "comment": comment,
        "name": one_line(comment.shown_name),
        "title": one_line(comment.page.title),
        "page_url": page_url,
        "is_waiting": comment.status == Status.WAITING,
        "is_reported": _is_reported(comment),
        # no name: the letter outlives the erasing of what is answered
        "answers_url": page_url + comment.parent.address_on_page if comment.parent else "",
        # as it was typed: where a link leads is a reason to decide
        "quoted": quoted(comment.text),
        "reasons": [(f"{reason.score:+g}", explain(reason)) for reason in comment.why],
        "score": f"{comment.score:g}",
        "queue_url": settings.WAGTAILADMIN_BASE_URL + case_path(comment.pk),
        **{
            f"{status}_url": letterhead.link(
                "comments:decide",
                tokens.of_decision(
                    tokens.Decision(comment.pk, comment.turn, user.pk, status.value)
                ),
            )
            for status in OFFERED
        },
    }


def _is_reported(comment: Comment) -> bool:
    return any(reason.rule == "reports" for reason in comment.why)
