import secrets
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.choices import ACTIVE, ENDED, ON_HOLD, Status
from events.ledger.forms import FormVersion
from events.ledger.pools import SeatPool, holds_a_seat

#: Without the signs that are mistaken for others.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_reference() -> str:
    """What people say at the desk, as ``K7QX-42MN``; it opens nothing."""
    signs = "".join(secrets.choice(_ALPHABET) for _sign in range(8))
    return f"{signs[:4]}-{signs[4:]}"


class RegistrationQuerySet(models.QuerySet):
    """Registrations."""

    def active(self) -> "RegistrationQuerySet":
        """Those that have, wait for or are offered a place."""
        return self.filter(status__in=sorted(ACTIVE))

    def ended(self) -> "RegistrationQuerySet":
        """Cancelled, expired or declined."""
        return self.filter(status__in=sorted(ENDED))

    def holding(self, now: datetime | None = None) -> "RegistrationQuerySet":
        """Those that hold a seat."""
        return self.filter(holds_a_seat(now or timezone.now()))

    def in_line(self) -> "RegistrationQuerySet":
        """Those that wait, first come first."""
        return self.filter(status=Status.WAITLISTED).order_by("queue_number", "pk")

    def overdue(self, now: datetime | None = None) -> "RegistrationQuerySet":
        """Holds whose time is over."""
        return self.filter(status__in=sorted(ON_HOLD), hold_until__lte=now or timezone.now())

    def with_paid(self) -> "RegistrationQuerySet":
        """With ``paid``, what was paid."""
        return self.annotate(paid=Sum("payments__amount", filter=Q(payments__status="settled")))


class Registration(models.Model):
    """Somebody who has, wants or had a place; only ``services`` change its status."""

    pool = models.ForeignKey(
        SeatPool, verbose_name=_("event"), on_delete=models.PROTECT, related_name="registrations"
    )
    reference = models.CharField(
        pgettext_lazy("registration", "reference"), max_length=9, unique=True, default=new_reference
    )
    status = models.CharField(_("state"), max_length=20, choices=Status.choices)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254)
    #: Case and space folded (``addresses.py``); empty once forgotten.
    email_key = models.CharField(max_length=254, editable=False)
    seats = models.PositiveSmallIntegerField(_("places"), default=1)

    form = models.ForeignKey(
        FormVersion, null=True, on_delete=models.PROTECT, related_name="registrations"
    )
    #: Question key → answer.
    answers = models.JSONField(default=dict, blank=True)
    note = models.TextField(_("note of the studio"), blank=True)

    #: Digest of what was posted: the same form twice is one registration.
    idempotency_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - NULL is no key
    hold_until = models.DateTimeField(_("held until"), null=True)
    #: The pool's ``lock_seq`` at which somebody joined the line.
    queue_number = models.PositiveBigIntegerField(null=True)
    #: When told that a place is free for whoever comes first.
    told_at = models.DateTimeField(null=True)
    #: When its owner acted by a link from a letter, so the address is theirs.
    proved_at = models.DateTimeField(null=True)

    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="EUR")

    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("registered"), default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    anonymised_at = models.DateTimeField(null=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("add", "change", "view")
        permissions = [
            ("view_own_registration", _("Can see who comes to the events they teach")),
            ("export_registration", _("Can export registrations")),
            ("check_in_registration", _("Can check people in")),
            ("erase_registration", _("Can erase personal data of registrations")),
        ]
        indexes = [
            models.Index(fields=["pool", "status", "queue_number"], name="registration_in_line"),
            models.Index(fields=["status", "hold_until"], name="registration_on_hold"),
            models.Index(fields=["-created_at", "-id"], name="registration_newest"),
            models.Index(fields=["email_key"], name="registration_of_address"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "email_key"],
                condition=Q(status__in=sorted(ACTIVE)) & ~Q(email_key=""),
                name="one_active_registration_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(ON_HOLD)) | Q(hold_until__isnull=False),
                name="a_hold_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WAITLISTED) | Q(queue_number__isnull=False),
                name="who_waits_has_a_number",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_registration_has_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.shown_name}"

    @property
    def shown_name(self) -> str:
        """The name, or that it was forgotten."""
        return str(_("(forgotten)")) if self.anonymised_at else self.name

    @property
    def is_active(self) -> bool:
        """Whether it has, waits for or is offered a place."""
        return self.status in ACTIVE

    def is_overdue(self, now: datetime | None = None) -> bool:
        """Whether it is a hold whose time is over, though no job has noted it."""
        return (
            self.status in ON_HOLD
            and self.hold_until is not None
            and self.hold_until <= (now or timezone.now())
        )

    def holds_seat(self, now: datetime | None = None) -> bool:
        """Whether it holds a seat."""
        return self.status in (Status.CONFIRMED, Status.PENDING_APPROVAL) or (
            self.status in ON_HOLD and not self.is_overdue(now)
        )

    @property
    def owed(self) -> Decimal | None:
        """What is still to be paid; None where there is no price. Asks for payments, unless annotated."""
        if self.price is None:
            return None
        paid: Any = getattr(self, "paid", None)
        if not hasattr(self, "paid"):
            paid = self.payments.settled().aggregate(paid=Sum("amount"))["paid"]
        return self.price - (paid or Decimal(0))
