"""Signed links of comments, each for one purpose; see :mod:`studio.signed`."""

from dataclasses import dataclass
from datetime import timedelta

from studio import signed

#: How long a moderator's link works.
DECISION_AGE = timedelta(days=7)
#: How long a link that proves an address works.
PROOF_AGE = timedelta(days=7)

_PAGE = "comments.page"


def page_key(page_id: int) -> str:
    """What the form of a page carries; see :func:`studio.signed.page_key`."""
    return signed.page_key(page_id, purpose=_PAGE)


def is_page_key(page_id: int, key: str) -> bool:
    """Whether ``key`` is that of the page."""
    return signed.is_page_key(page_id, key, purpose=_PAGE)


def of_writer(comment_id: int) -> str:
    """Shows a comment to its writer, whatever its state, and lets it be edited for a while."""
    return signed.sign_for_good(comment_id, purpose="comments.writer")


def read_writer(token: str) -> int:
    """The comment's number. Raises :class:`signed.LinkInvalid`."""
    return signed.read_for_good(token, purpose="comments.writer")


@dataclass(frozen=True)
class Decision:
    """A moderator's link: this user may decide about this comment in this turn."""

    comment_id: int
    turn: int
    user_id: int
    status: str


def of_decision(decision: Decision) -> str:
    """A link that decides, once: the comment's turn must still be the same."""
    numbers = [decision.comment_id, decision.turn, decision.user_id, decision.status]
    return signed.sign(numbers, purpose="comments.decision")


def read_decision(token: str) -> Decision:
    """The decision. Raises :class:`signed.LinkInvalid` or :class:`signed.LinkExpired`."""
    return Decision(*signed.read(token, purpose="comments.decision", age=DECISION_AGE))


def of_proof(subscription_id: int) -> str:
    """Confirms a subscription, which proves its address."""
    return signed.sign(subscription_id, purpose="comments.proof")


def read_proof(token: str) -> int:
    """The subscription's number. Raises :class:`signed.LinkInvalid` or :class:`signed.LinkExpired`."""
    return int(signed.read(token, purpose="comments.proof", age=PROOF_AGE))


def of_unsubscribing(subscription_id: int) -> str:
    """Ends letters; never expires, for old letters are kept."""
    return signed.sign_for_good(subscription_id, purpose="comments.unsubscribing")


def read_unsubscribing(token: str) -> int:
    """The subscription's number. Raises :class:`signed.LinkInvalid`."""
    return signed.read_for_good(token, purpose="comments.unsubscribing")
