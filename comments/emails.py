"""What is written to readers about answers; see ``moderator_emails`` for the desk.

A letter that asks for consent holds nothing that the commenter typed: whoever
types a stranger's address must not be able to write to the stranger.
"""

import unicodedata
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from comments import tokens
from comments.models import Comment, Subscription
from studio.languages import speaks
from studio.letterheads import Letterhead
from studio.mail import Draft

#: What the dedupe keys of letters to readers begin with.
OPT_IN, REPLY = "comments.opt-in-", "comments.reply-"
TO_READERS = (OPT_IN, REPLY)


@speaks(lambda subscription, _letterhead: subscription.comment.page)
def opt_in(subscription: Subscription, letterhead: Letterhead) -> Draft:
    """Ask whether the reader of this address wants letters. Raises ``LetterRefused``."""
    page = subscription.comment.page
    title = one_line(page.title)
    words = {
        "title": title,
        "page_url": page.get_full_url(),
        "confirm_url": letterhead.link("comments:confirm", tokens.of_proof(subscription.pk)),
        "unsubscribe_url": _unsubscribe_url(subscription, letterhead),
        "days": tokens.PROOF_AGE.days,
    }
    return Draft(
        kind="letters about answers: confirm",
        dedupe_key=f"{OPT_IN}{subscription.pk}",
        to=subscription.email,
        subject=_("Shall we write to you about answers below “%s”?") % title,
        headers=_unsubscribing(words["unsubscribe_url"]),
        **both("opt_in", words, letterhead),
    )


@speaks(lambda comment, *_: comment.page)
def reply(comment: Comment, subscription: Subscription, letterhead: Letterhead) -> Draft:
    """Tell a subscriber what ``comment`` says. Raises ``LetterRefused``."""
    page = comment.page
    title, name = one_line(page.title), one_line(comment.shown_name)
    words = {
        "title": title,
        "name": name,
        "is_direct": comment.parent_id == subscription.comment_id,
        "quoted": quoted(comment.plain),
        "markup": comment.markup,
        "comment_url": page.get_full_url() + comment.address_on_page,
        "unsubscribe_url": _unsubscribe_url(subscription, letterhead),
    }
    return Draft(
        kind="answer to a comment",
        dedupe_key=f"{REPLY}{comment.pk}-{subscription.address_id}",
        to=subscription.email,
        subject=_("%(name)s answered below “%(title)s”") % {"name": name, "title": title},
        headers=_unsubscribing(words["unsubscribe_url"]),
        **both("reply", words, letterhead),
    )


def both(name: str, words: dict[str, Any], letterhead: Letterhead) -> dict[str, str]:
    """The letter of that name as text and as HTML."""
    words = {
        **words,
        "studio": one_line(letterhead.studio),
        "root_url": letterhead.front_url,
        "colours": letterhead.look.colours,
    }
    text = render_to_string(f"comments/emails/{name}.txt", words)
    html = render_to_string(f"comments/emails/{name}.html", words)
    return {"text": _kept(text).strip() + "\n", "html": _kept(html)}


def one_line(text: str) -> str:
    """Words that fit into a header: nothing in them could begin another one."""
    plain = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text
    )
    return " ".join(plain.split())


def quoted(text: str) -> str:
    """Somebody else's words in a text, each line marked as such."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _kept(text: str) -> str:
    return text.replace("\x00", "")


def _unsubscribe_url(subscription: Subscription, letterhead: Letterhead) -> str:
    return letterhead.link("comments:unsubscribe", tokens.of_unsubscribing(subscription.pk))


def _unsubscribing(url: str) -> dict[str, str]:
    """RFC 8058: a mail program may end the letters by a POST of its own."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
