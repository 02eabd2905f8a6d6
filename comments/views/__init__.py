"""Pages that are none of Wagtail's: what letters link to, and what we keep."""

from comments.views.decisions import decide
from comments.views.forgetting import forget, privacy
from comments.views.subscriptions import confirm, unsubscribe

__all__ = ["confirm", "decide", "forget", "privacy", "unsubscribe"]
