"""Pages that are none of Wagtail's: what letters link to, and what we keep."""

from comments.views.decisions import decide
from comments.views.forgetting import forget
from comments.views.own_data import ask_own_data, own_data, privacy
from comments.views.subscriptions import confirm, unsubscribe

__all__ = ["ask_own_data", "confirm", "decide", "forget", "own_data", "privacy", "unsubscribe"]
