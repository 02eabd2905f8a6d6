"""The words that pages and the ledger share: states, ways, kinds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What people book: a pool has one date or many."""

    ONE_OFF = "one_off", _("Workshop or other single event")
    COURSE = "course", _("Course: booked once, with several dates")


class Level(TextChoices):
    """For whom it is."""

    ALL = "all", _("All levels")
    BEGINNERS = "beginners", _("Beginners")
    SOME = "some", _("Some experience")
    ADVANCED = "advanced", _("Advanced")


class Registering(TextChoices):
    """Where people register."""

    HERE = "here", _("Here, with the form below")
    ELSEWHERE = "elsewhere", _("Elsewhere, by a link")
    NONE = "none", _("Nowhere: people just come")


class SignUp(TextChoices):
    """What has to happen before somebody has a place."""

    INSTANT = "instant", _("Nothing: the place is theirs at once")
    EMAIL = "email", _("They confirm their e-mail address")
    APPROVAL = "approval", _("Staff approve them")


class WaitingMode(TextChoices):
    """What becomes of a place that comes free while people wait."""

    NONE = "none", _("No waiting list")
    STUDIO = "studio", _("Confirm early, offer late, tell all shortly before")
    CONFIRM = "confirm", _("Confirm the next in line")
    OFFER = "offer", _("Offer it to the next in line")


class Status(TextChoices):
    """Where a registration stands; docs/events.md has the diagram."""

    PENDING_EMAIL = "pending_email", _("address unconfirmed")
    PENDING_APPROVAL = "pending_approval", _("waits for approval")
    PENDING_PAYMENT = "pending_payment", _("waits for payment")
    CONFIRMED = "confirmed", _("confirmed")
    WAITLISTED = "waitlisted", _("on the waiting list")
    OFFERED = "offered", _("offered a place")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")
    REJECTED = "rejected", _("declined")


#: These hold a seat until somebody acts.
SEATED = frozenset({Status.CONFIRMED, Status.PENDING_APPROVAL})
#: These hold a seat until ``hold_until``.
ON_HOLD = frozenset({Status.PENDING_EMAIL, Status.PENDING_PAYMENT, Status.OFFERED})
#: One of these an e-mail address and pool.
ACTIVE = SEATED | ON_HOLD | {Status.WAITLISTED}
ENDED = frozenset({Status.CANCELLED, Status.EXPIRED, Status.REJECTED})


class DateStatus(TextChoices):
    """What has become of a date (schema.org EventStatusType)."""

    SCHEDULED = "scheduled", _("scheduled")
    CANCELLED = "cancelled", _("cancelled")
    POSTPONED = "postponed", _("postponed")
    ONLINE = "online", _("moved online")


class Telling(TextChoices):
    """What a letter tells; each has words of its own, which staff can change."""

    CONFIRM_ADDRESS = "confirm_address", _("please confirm your address")
    WAITS_FOR_APPROVAL = "waits_for_approval", _("your request has arrived")
    WAITS_FOR_PAYMENT = "waits_for_payment", _("please pay")
    CONFIRMED = "confirmed", _("you have a place")
    WAITLISTED = "waitlisted", _("you are on the waiting list")
    OFFERED = "offered", _("a place is offered to you")
    FREE_PLACE = "free_place", _("a place came free, first come, first served")
    CANCELLED = "cancelled", _("your place is given back")
    CANCELLED_BY_STUDIO = "cancelled_by_studio", _("we had to cancel your place")
    REJECTED = "rejected", _("we cannot give you a place")
    EXPIRED = "expired", _("your time to answer is over")
    CHANGED = "changed", _("date or place has changed")
    EVENT_CANCELLED = "event_cancelled", _("the event is cancelled")
    ALREADY = "already", _("you are registered already")
    MESSAGE = "message", _("a message from the studio")
