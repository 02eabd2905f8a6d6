"""Pages that are none of Wagtail's: what letters link to."""

from events.views.manage import forgotten, manage

__all__ = ["forgotten", "manage"]
