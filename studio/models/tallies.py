from django.db import models
from django.utils import timezone


class TallyQuerySet(models.QuerySet):
    """Questions about tallies."""

    def ended(self) -> "TallyQuerySet":
        """Tallies whose time is over: they count for nothing any more."""
        return self.filter(ends_at__lte=timezone.now())


class Tally(models.Model):
    """How often something was done since it was first done in this span of time.

    One row is shared by all processes (see ``studio/limits.py``). It does not say
    what is counted: the key is a pseudonym.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        default_permissions = []

    def __str__(self) -> str:
        return self.key
