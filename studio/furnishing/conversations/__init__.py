"""What readers say below the articles of the demo site, and what was decided about it."""

from studio.furnishing.conversations import (
    breath,
    insoles,
    landing,
    little,
    springs,
    steps,
    trunk,
)
from studio.furnishing.conversations.manners import (
    BLOCKED_DOMAINS,
    DISALLOWED,
    RESERVED_NAMES,
    WATCHED,
)
from studio.furnishing.conversations.said import Said

__all__ = [
    "BLOCKED_DOMAINS",
    "CONVERSATIONS",
    "DISALLOWED",
    "RESERVED_NAMES",
    "WATCHED",
    "Said",
]

#: Slug of the article → its comments, the oldest first.
CONVERSATIONS: dict[str, list[Said]] = {
    "doing-less-on-purpose": little.SAID,
    "the-arch-is-a-spring": springs.SAID,
    "a-longer-step-is-not-a-faster-one": steps.SAID,
    "training-the-trunk-in-spring": trunk.SPRING,
    "breathing-with-your-steps": breath.SAID,
    "shoes-are-a-habit": sorted(landing.SAID + insoles.SAID, key=lambda said: said.day),
    "the-core-is-a-conversation": trunk.CORE,
}
