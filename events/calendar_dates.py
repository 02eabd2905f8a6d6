"""From the ledger to calendars: what an occurrence is in all of them, mailed or fetched.

iCalendar has no word for a postponed date (RFC 5545, 3.8.1.11). At its old time nothing
takes place, so it is cancelled there, and the description says that a new time follows:
TENTATIVE would leave people wondering whether to come. Once it has a new time it is
CONFIRMED again, under the same UID and with a higher SEQUENCE (RFC 5546, 2.1.4).
"""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from events import entrances
from events.calendars import CalendarDate
from events.choices import DateStatus
from events.ledger import Occurrence, Registration, SeatPool
from studio.letterheads import Letterhead


def of(
    occurrence: Occurrence,
    pool: SeatPool,
    *,
    url: str = "",
    sequence: int | None = None,
    changed_at: datetime | None = None,
    is_cancelled: bool = False,
    is_tentative: bool = False,
    guest: Registration | None = None,
) -> CalendarDate:
    """One date of ``pool``. ``is_cancelled``: for its reader, whatever becomes of the date.

    ``sequence`` and ``changed_at`` are the occurrence's own unless given; both only rise.
    ``guest``: whose calendar it is; without one, everybody's.
    """
    return CalendarDate(
        uid=occurrence.uid,
        sequence=occurrence.sequence if sequence is None else sequence,
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        title=pool.title,
        description=_description(occurrence, pool, guest),
        place=place(occurrence, pool, guest),
        url=url,
        is_cancelled=is_cancelled or not occurrence.is_going_on,
        is_tentative=is_tentative,
        changed_at=max(changed_at or occurrence.changed_at, occurrence.changed_at),
    )


def organizer(letterhead: Letterhead) -> dict[str, str]:
    """Who invites, everywhere the same: the studio by its own address, else by the sender's."""
    return {
        "organizer_name": letterhead.studio,
        "organizer_email": letterhead.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
    }


def place(occurrence: Occurrence, pool: SeatPool, guest: Registration | None = None) -> str:
    """Where it is, with the address as far as ``guest`` may know it, one line each."""
    if occurrence.status == DateStatus.ONLINE:
        return _("Online")
    parts = (pool.place, entrances.address_for(guest, pool))
    return "\n".join(part for part in parts if part)


def _description(occurrence: Occurrence, pool: SeatPool, guest: Registration | None) -> str:
    lines = [occurrence.note]
    if occurrence.status == DateStatus.POSTPONED:
        lines.append(_("Postponed: a new time will follow."))
    if pool.cancelled_at and occurrence.is_cancelled:
        lines.append(pool.cancel_reason)
    if pool.teachers:
        lines.append(_("With %(teachers)s") % {"teachers": pool.teachers})
    lines.append(pool.price_text)
    if guest is not None:
        lines.append(_("Your reference: %(reference)s") % {"reference": guest.reference})
    return "\n".join(line for line in lines if line)
