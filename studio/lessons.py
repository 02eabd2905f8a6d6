"""What a list in the CMS says while it is empty: what belongs here, and where to begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

#: The template of the results of a list that teaches.
TEMPLATE = "studio/admin/teaching_results.html"


@dataclass(frozen=True)
class Lesson:
    """Two or three sentences, and the places where one begins: (label, address)."""

    words: str | Promise
    ways: Sequence[tuple[str | Promise, str]] = ()


class TeachingMixin:
    """For a list of Wagtail's, before its view: with ``TEMPLATE`` for its results.

    While something is listed, or looked for, nothing is asked.
    """

    #: What belongs here.
    lesson: str | Promise = ""

    def get_ways(self) -> list[tuple[str | Promise, str]]:
        """Where whoever looks may begin: to add the first one, if they may add any."""
        return [(_("Add the first one"), self.add_url)] if self.add_url else []

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not context["object_list"]:
            context["lesson"] = Lesson(self.lesson, self.get_ways())
        return context
