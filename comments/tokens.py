"""Signed links: who holds one may do what it names, with no sign-in.

A token tells its purpose, so that none opens another door, and holds numbers
only: nothing personal stands in an address.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.core.signing import BadSignature, SignatureExpired
from django.utils.crypto import constant_time_compare, salted_hmac

#: How long a moderator's link works.
DECISION_AGE = timedelta(days=7)
#: How long a link that proves an address works.
PROOF_AGE = timedelta(days=7)


class LinkInvalid(Exception):
    """Nobody here wrote this link, or a part of it is missing."""


class LinkExpired(Exception):
    """The link was ours and is too old."""


def _sign(purpose: str, value: object) -> str:
    return signing.dumps(value, salt=f"comments.{purpose}")


def _sign_for_good(purpose: str, number: int) -> str:
    """Without a time inside: the same link whenever it is written."""
    return signing.Signer(salt=f"comments.{purpose}").sign_object(number)


def _read_for_good(purpose: str, token: str) -> int:
    try:
        return signing.Signer(salt=f"comments.{purpose}").unsign_object(token)
    except BadSignature:
        raise LinkInvalid from None


def _read(purpose: str, token: str, age: timedelta) -> object:
    try:
        return signing.loads(token, salt=f"comments.{purpose}", max_age=age)
    except SignatureExpired:
        raise LinkExpired from None
    except BadSignature:
        raise LinkInvalid from None


def page_key(page_id: int) -> str:
    """What the form of a page carries, the same for everybody and for ever.

    It ties a post to the page whose form was read, however old the copy in a
    cache; it is no proof of who posts.
    """
    return salted_hmac("comments.page", str(page_id), algorithm="sha256").hexdigest()[:32]


def is_page_key(page_id: int, key: str) -> bool:
    """Whether ``key`` is that of the page."""
    return constant_time_compare(page_key(page_id), key)


def of_writer(comment_id: int) -> str:
    """Shows a comment to its writer, whatever its state, and lets it be edited for a while."""
    return _sign_for_good("writer", comment_id)


def read_writer(token: str) -> int:
    """The comment's number. Raises :class:`LinkInvalid`."""
    return _read_for_good("writer", token)


@dataclass(frozen=True)
class Decision:
    """A moderator's link: this user may decide about this comment in this turn."""

    comment_id: int
    turn: int
    user_id: int
    status: str


def of_decision(decision: Decision) -> str:
    """A link that decides, once: the comment's turn must still be the same."""
    return _sign(
        "decision", [decision.comment_id, decision.turn, decision.user_id, decision.status]
    )


def read_decision(token: str) -> Decision:
    """The decision. Raises :class:`LinkInvalid` or :class:`LinkExpired`."""
    return Decision(*_read("decision", token, DECISION_AGE))


def of_proof(subscription_id: int) -> str:
    """Confirms a subscription, which proves its address."""
    return _sign("proof", subscription_id)


def read_proof(token: str) -> int:
    """The subscription's number. Raises :class:`LinkInvalid` or :class:`LinkExpired`."""
    return int(_read("proof", token, PROOF_AGE))


def of_unsubscribing(subscription_id: int) -> str:
    """Ends letters; never expires, for old letters are kept."""
    return _sign_for_good("unsubscribing", subscription_id)


def read_unsubscribing(token: str) -> int:
    """The subscription's number. Raises :class:`LinkInvalid`."""
    return _read_for_good("unsubscribing", token)
