"""The two ways to number footnotes; a choice of the studio's settings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CitationNumbering(TextChoices):
    """How footnotes are numbered when one reference is cited more than once."""

    BY_CITATION = "by_citation", _("Every marker its own number: (1), (2) lead to one reference")
    BY_REFERENCE = "by_reference", _("Every reference its own number: (1) and (1) lead to it")
