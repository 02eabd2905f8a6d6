"""Where a registration stands, in words for its owner."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import ENDED, Status
from events.ledger import Registration, SeatPool
from events.spoken_dates import moment


def in_words(status: Status, registration: Registration, pool: SeatPool) -> tuple[str, str]:
    """A heading, and a sentence that may be empty; ``status`` is that by the clock."""
    until = registration.hold_until and moment(registration.hold_until, pool.time_zone)
    seats = registration.seats
    if pool.is_over(timezone.now()) and status not in ENDED:
        return _afterwards(status, registration)
    match status:
        case Status.PENDING_EMAIL:
            return _("Please confirm your e-mail address"), ngettext(
                "The place is kept for you until %(moment)s.",
                "The places are kept for you until %(moment)s.",
                seats,
            ) % {"moment": until}
        case Status.PENDING_APPROVAL:
            return _("We are looking at your request"), ngettext(
                "The place is kept for you until we answer.",
                "The places are kept for you until we answer.",
                seats,
            )
        case Status.PENDING_PAYMENT:
            return _("Please pay"), ngettext(
                "The place is kept for you until %(moment)s.",
                "The places are kept for you until %(moment)s.",
                seats,
            ) % {"moment": until}
        case Status.CONFIRMED:
            heading = ngettext("You have a place", "You have %(seats)d places", seats)
            return heading % {"seats": seats}, ""
        case Status.WAITLISTED:
            return _("You are on the waiting list"), _(
                "You do not have a place yet. We write to you as soon as one comes free for you."
            )
        case Status.OFFERED:
            heading = ngettext("You are offered a place", "You are offered %(seats)d places", seats)
            return heading % {"seats": seats}, _("Please answer by %(moment)s.") % {"moment": until}
        case Status.EXPIRED:
            return _("The time to answer is over"), _(
                "The place was kept for you for a while, and others can have it now."
            )
        case Status.REJECTED:
            return _("We could not give you a place"), ""
    if pool.cancelled_at:
        return _("The event is cancelled"), pool.cancel_reason
    return _("This registration is cancelled"), _("You do not have a place.")


def _afterwards(status: Status, registration: Registration) -> tuple[str, str]:
    """Once the event is over: nobody is asked for anything, and no place comes free."""
    if status == Status.CONFIRMED:
        heading = ngettext("You had a place", "You had %(seats)d places", registration.seats)
        return heading % {"seats": registration.seats}, _("The event is over.")
    if status == Status.WAITLISTED:
        words = _("You were on the waiting list, and no place came free for you.")
        return _("The event is over"), words
    return _("The event is over"), _("You did not have a place.")
