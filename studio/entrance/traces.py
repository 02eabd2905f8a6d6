"""What the log tells of sign-ins: the number of a user, never a name or an address."""

import logging

logger = logging.getLogger("studio.sign_in")


def note(what: str, user_id: int | None) -> None:
    """One line, as in ``Wrong password: user 7``; without a user nobody of that name is known."""
    logger.info("%s: %s", what, f"user {user_id}" if user_id else "nobody we know")
