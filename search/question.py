"""What can be asked of the search."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What visitors tell apart when they search."""

    ARTICLES = "articles", _("Articles")
    PAGES = "pages", _("Other pages")


@dataclass(frozen=True)
class Question:
    """What somebody asks, cleaned; empty where they did not ask for it."""

    text: str = ""
    kind: str = ""
    topic: str = ""
