import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import DateStatus
from events.ledger.pools import SeatPool


class OccurrenceQuerySet(models.QuerySet):
    """Dates."""

    def going_on(self) -> "OccurrenceQuerySet":
        """Not cancelled, not postponed."""
        return self.filter(status__in=[DateStatus.SCHEDULED, DateStatus.ONLINE], removed_at=None)

    def upcoming(self, now: datetime | None = None) -> "OccurrenceQuerySet":
        """Not over."""
        return self.filter(ends_at__gt=now or timezone.now())


def _new_uid() -> str:
    return str(uuid.uuid4())  # RFC 7986 5.3: a UUID, and nothing of the host


class Occurrence(models.Model):
    """One date of an event: what stands in calendars under one UID for ever."""

    pool = models.ForeignKey(SeatPool, on_delete=models.CASCADE, related_name="occurrences")
    #: Of the row on the page it comes from, the same in all revisions.
    key = models.CharField(max_length=40)
    uid = models.CharField(max_length=80, unique=True, default=_new_uid, editable=False)
    #: iCalendar SEQUENCE: the pool's ``lock_seq`` when the date last changed, so it only rises.
    sequence = models.PositiveBigIntegerField(default=0)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    note = models.CharField(_("note"), max_length=160, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=DateStatus.choices, default=DateStatus.SCHEDULED
    )
    #: When it was taken off the page while people were on it; it stays cancelled in calendars.
    removed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pool", "key"], name="one_date_a_key"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="date_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool} {self.starts_at:%Y-%m-%d}"

    @property
    def is_going_on(self) -> bool:
        """Neither cancelled nor postponed."""
        return self.removed_at is None and self.status in (DateStatus.SCHEDULED, DateStatus.ONLINE)

    @property
    def is_cancelled(self) -> bool:
        """Cancelled, or taken off its page."""
        return self.removed_at is not None or self.status == DateStatus.CANCELLED

    def local(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Start and end in ``zone``."""
        return self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)
