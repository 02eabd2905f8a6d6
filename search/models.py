"""What the search remembers: the words of titles, and what was asked for in vain."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: How long what was asked for in vain is kept after it was asked for last.
KEPT = timedelta(days=90)


class Spelling(models.Model):
    """A word of a title, and what it looks like with one letter left out.

    Two words that differ by one letter, or by two neighbours that changed places, have such a
    spelling in common: so what was meant is found by an index, however many words there are.
    """

    key = models.CharField(max_length=40, db_index=True)
    word = models.CharField(max_length=40)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["word", "key"], name="unique_spelling")]

    def __str__(self) -> str:
        return self.word


class MissQuerySet(models.QuerySet):
    """Questions about what was asked for in vain."""

    def told(self) -> "MissQuerySet":
        """What so many people asked for that it is about none of them."""
        return self.exclude(text="")

    def old(self) -> "MissQuerySet":
        """What nobody has asked for in a long time."""
        return self.filter(asked_on__lt=timezone.localdate() - KEPT)


class Miss(models.Model):
    """What was asked for in vain. The words are kept from the third asker on, before that a pseudonym.

    So nothing that one person typed, which may be a name or a complaint, can be read.
    """

    key = models.CharField(max_length=64, unique=True, editable=False)
    text = models.CharField(_("searched for"), max_length=200, blank=True, editable=False)
    times = models.PositiveIntegerField(_("times"), default=0, editable=False)
    asked_on = models.DateField(_("last time"), db_index=True, editable=False)

    objects = MissQuerySet.as_manager()

    class Meta:
        verbose_name = _("search in vain")
        verbose_name_plural = _("searches in vain")
        default_permissions = []

    def __str__(self) -> str:
        return self.text or self.key
