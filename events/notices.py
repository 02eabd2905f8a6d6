"""Panels of the editor that ask for nothing: what stands in the way, who is coming."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from events import lacking, wording
from events.ledger import SeatPool


class PeoplePanel(Panel):
    """How many people are on the event; numbers alone, for every editor."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/panels/people.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.pool is not None

        @cached_property
        def pool(self) -> SeatPool | None:
            """The pool with its counts; None for a page that was never published."""
            if self.instance is None:
                return None
            return SeatPool.objects.with_counts().of_page(self.instance.pk)

        @property
        def over_by(self) -> int:
            """How many more seats are taken than there are."""
            return self.pool.over_by(self.pool.capacity)

        @property
        def draft_over_by(self) -> int:
            """The same, once the draft in the editor is published."""
            return self.pool.over_by(self.instance.capacity)

        @property
        def sees_people(self) -> bool:
            """Whether the list of people is for whoever edits."""
            return self.request.user.has_perm("events.view_registration")

        @property
        def may_act(self) -> bool:
            """Whether whoever edits may cancel and move dates."""
            return self.instance.permissions_for_user(self.request.user).can_publish()


class LackingPanel(Panel):
    """That date, place or price are not there yet; nothing is refused."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/panels/lacking.html"

        def is_shown(self) -> bool:
            is_saved = self.instance is not None and self.instance.pk is not None
            return super().is_shown() and is_saved and bool(self.lacking)

        @cached_property
        def lacking(self) -> str:
            """What, in words."""
            return lacking.in_words(self.instance)


class LetterNamesPanel(Panel):
    """What may stand in braces in a letter, and what is added to each."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/panels/letter_names.html"

        @property
        def names(self) -> dict[str, Any]:
            """Name → what it becomes."""
            return wording.NAMES
