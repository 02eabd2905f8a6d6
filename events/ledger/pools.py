from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from events.availability import FEW
from events.choices import ON_HOLD, SEATED, Registering, SignUp, Status, WaitingMode
from events.promotion import Promotion

#: How far ahead staff are told what needs a look.
SOON = timedelta(days=14)
#: Hours ahead that are always, and never, reached.
_ALWAYS, _NEVER = 0, 1_000_000


def holds_a_seat(now: datetime, prefix: str = "") -> Q:
    """Registrations that hold a seat at ``now``: by the clock, whatever a job has done."""
    return Q(**{f"{prefix}status__in": sorted(SEATED)}) | Q(
        **{f"{prefix}status__in": sorted(ON_HOLD), f"{prefix}hold_until__gt": now}
    )


class SeatPoolQuerySet(models.QuerySet):
    """Pools, asked for as a whole."""

    def with_counts(self, now: datetime | None = None) -> "SeatPoolQuerySet":
        """With ``seats_taken``, ``people_waiting`` and ``people_active``, in the same query."""
        now = now or timezone.now()
        waiting = Q(registrations__status=Status.WAITLISTED)
        holding = holds_a_seat(now, "registrations__")
        return self.annotate(
            seats_taken=Coalesce(Sum("registrations__seats", filter=holding), 0),
            people_waiting=Count("registrations", filter=waiting),
            people_active=Count("registrations", filter=holding | waiting),
        )

    def of_page(self, page_id: int | None) -> "SeatPool | None":
        """The one of the whole page; None for a page that was never published."""
        return self.filter(page_id=page_id, part="").first() if page_id else None

    def upcoming(self, now: datetime | None = None) -> "SeatPoolQuerySet":
        """Those whose last date is not over, or that have none yet."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now or timezone.now()))

    def soon(self, now: datetime | None = None) -> "SeatPoolQuerySet":
        """Those that begin within two weeks and go on."""
        now = now or timezone.now()
        begins = Q(starts_at__gt=now, starts_at__lte=now + SOON)
        return self.filter(begins, cancelled_at=None)

    def waited_for(self, now: datetime | None = None) -> "SeatPoolQuerySet":
        """Those soon, counted before, for which somebody waits."""
        return self.soon(now).filter(people_waiting__gt=0)

    def nearly_full(self, now: datetime | None = None) -> "SeatPoolQuerySet":
        """Those soon, counted before, of whose places few are left (``Availability``)."""
        now = now or timezone.now()
        is_open = Q(opens_at=None) | Q(opens_at__lte=now)
        is_open &= Q(closes_at=None) | Q(closes_at__gt=now)
        taking = self.soon(now).filter(is_open, takes_registrations=True)
        counted = taking.annotate(
            free=F("capacity") - F("seats_taken"), few=Greatest(1, F("capacity") / FEW)
        )
        return counted.filter(people_waiting=0, seats_taken__gt=0, free__gt=0, free__lte=F("few"))

    def past(self, now: datetime | None = None) -> "SeatPoolQuerySet":
        """Those whose last date is over."""
        return self.filter(ends_at__lte=now or timezone.now())


class SeatPool(models.Model):
    """A bookable thing: its seats, and the terms that hold since its page was published.

    A one-off event and a course have one pool each. The row is also the lock:
    whoever takes, frees or hands on a seat writes to ``lock_seq`` first
    (``services/locking.py``). Terms are copied from the page when it is published,
    so that no draft and no older revision changes what people were told.
    """

    page = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="pools",
    )
    #: For pages with a pool for each date: which of them. Empty: the whole page.
    part = models.CharField(max_length=40, blank=True, default="", editable=False)
    site = models.ForeignKey(Site, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(_("title"), max_length=255)
    lock_seq = models.PositiveBigIntegerField(default=0, editable=False)

    # what is offered
    zone = models.CharField(max_length=60, default=settings.TIME_ZONE)
    place = models.CharField(_("place"), max_length=160, blank=True)
    address = models.TextField(_("address"), blank=True)
    #: Its address is the way into a meeting, and for those alone who have a place.
    is_online = models.BooleanField(default=False)
    teachers = models.CharField(max_length=255, blank=True)
    price_text = models.CharField(max_length=255, blank=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="EUR")
    payment = models.CharField(max_length=20, default="offline")

    # who may come, and how
    takes_registrations = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(_("seats"), null=True)
    largest_party = models.PositiveSmallIntegerField(default=1)
    sign_up = models.CharField(max_length=10, choices=SignUp.choices, default=SignUp.INSTANT)
    waiting = models.CharField(
        max_length=10, choices=WaitingMode.choices, default=WaitingMode.STUDIO
    )
    skips_groups = models.BooleanField(default=False)
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(8))
    hold_minutes = models.PositiveIntegerField(default=24 * 60)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    change_until = models.DateTimeField(null=True)
    form = models.ForeignKey(
        "events.FormVersion", null=True, on_delete=models.PROTECT, related_name="pools"
    )
    letters = models.JSONField(default=dict)
    retention_days = models.PositiveIntegerField(default=90)

    # of its dates, the first start and the last end that are still scheduled
    starts_at = models.DateTimeField(_("begins"), null=True, db_index=True)
    ends_at = models.DateTimeField(_("ends"), null=True, db_index=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.TextField(blank=True)
    #: The page's ``last_published_at`` when its terms were copied; older: they are not yet.
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SeatPoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("event with its seats")
        verbose_name_plural = _("events with their seats")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "part"], name="one_pool_a_part_of_a_page"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def time_zone(self) -> ZoneInfo:
        """In which its times are told."""
        return ZoneInfo(self.zone)

    @property
    def names_zone(self) -> bool:
        """Whether its times are told with their zone: it is not the site's, or it is online."""
        return self.is_online or self.time_zone != timezone.get_current_timezone()

    @property
    def promotion(self) -> Promotion:
        """What becomes of a place that comes free."""
        quiet = {"quiet_from": self.quiet_from, "quiet_until": self.quiet_until}
        if self.waiting == WaitingMode.CONFIRM:
            return Promotion(confirm_hours=_ALWAYS, tell_hours=_ALWAYS, **quiet)
        if self.waiting == WaitingMode.OFFER:
            return Promotion(confirm_hours=_NEVER, tell_hours=_ALWAYS, **quiet)
        return Promotion(**quiet)

    @property
    def has_waiting_list(self) -> bool:
        """Whether people may wait."""
        return self.waiting != WaitingMode.NONE

    def seats_held(self, now: datetime) -> int:
        """Seats that are taken or held at ``now``; one query."""
        held = self.registrations.filter(holds_a_seat(now))
        return held.aggregate(seats=Sum("seats"))["seats"] or 0

    def seats_free(self, now: datetime) -> int | None:
        """Below 0 where there are more people than seats; None where seats are not counted."""
        return None if self.capacity is None else self.capacity - self.seats_held(now)

    def measure_dates(self) -> dict[str, Any]:
        """First start and last end of the dates that have not been cancelled."""
        going_on = self.occurrences.going_on()
        ends = going_on.aggregate(last=Max("ends_at"))
        first = going_on.order_by("starts_at").values_list("starts_at", flat=True).first()
        return {"starts_at": first, "ends_at": ends["last"]}

    def over_by(self, capacity: int | None) -> int:
        """How many more of ``seats_taken`` than ``capacity``; None: seats are not counted."""
        return 0 if capacity is None else max(0, self.seats_taken - capacity)

    def is_over(self, now: datetime) -> bool:
        """Whether its last date has ended."""
        return self.ends_at is not None and self.ends_at <= now

    def takes_people(self, now: datetime) -> bool:
        """Whether staff can register people for it: it is not over, and people register here."""
        is_here = self.page is None or self.page.registering == Registering.HERE
        return is_here and not self.is_over(now)

    def lacks_dates(self) -> bool:
        """Whether it had dates and all of them are cancelled or put off; at most one query."""
        return self.starts_at is None and self.occurrences.exists()

    @classmethod
    def take_lock(cls, pk: int) -> bool:
        """Write to the row, which is the lock and the place in the queue; False: no such pool."""
        return bool(cls.objects.filter(pk=pk).update(lock_seq=F("lock_seq") + 1))
