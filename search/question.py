"""What can be asked of the search."""

from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What visitors tell apart when they search; pages are filed under these words."""

    ARTICLES = "articles", _("Articles")
    EVENTS = "events", _("Events")
    PAGES = "pages", _("Other pages")


@dataclass(frozen=True)
class Question:
    """What somebody asks, cleaned; empty where they did not ask for it.

    Topic and person are slugs, the year has four digits.
    """

    text: str = ""
    kind: str = ""
    topic: str = ""
    person: str = ""
    year: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether not everything is asked for."""
        return bool(self.kind or self.topic or self.person or self.year)

    def meaning(self, text: str) -> "Question":
        """The same, asked with other words."""
        return replace(self, text=text)
