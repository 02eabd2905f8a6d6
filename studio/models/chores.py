from django.db import models
from django.db.models import Q
from django.utils import timezone


class ChoreQuerySet(models.QuerySet):
    """Questions about chores that have one answer for all workers."""

    def free(self) -> "ChoreQuerySet":
        """Chores that nobody is at, or whose worker has not come back in time."""
        return self.filter(Q(held_until=None) | Q(held_until__lt=timezone.now()))

    def due(self) -> "ChoreQuerySet":
        """Chores whose time has come."""
        return self.filter(due_at__lte=timezone.now())


class Chore(models.Model):
    """When a periodic work is next to be done, and whether a worker is at it.

    The row lets several workers and a timer share the work: one UPDATE decides
    who does it (see ``studio/chores.py``).
    """

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ChoreQuerySet.as_manager()

    class Meta:
        default_permissions = []
        # of the worker, the mail, the disk and what else the page about them tells
        permissions = [("view_condition", "Can see how the site is")]

    def __str__(self) -> str:
        return self.name
