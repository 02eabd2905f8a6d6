"""What the verbs refuse, in words for visitors, with the status of the answer."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import services
from events.spoken_dates import moment

_STATUSES: dict[type[services.Refusal], int] = {
    services.NotOpenYet: 403,
    services.RegistrationClosed: 403,
    services.EventCancelled: 403,
    services.TooLate: 403,
    services.SoldOut: 409,
    services.AlreadyRegistered: 409,
    services.NotPossible: 409,
    services.FewerFree: 409,
    services.PartyTooLarge: 422,
}


def status_of(refusal: services.Refusal) -> int:
    """The status of an answer that refuses."""
    return _STATUSES[type(refusal)]


def sentence(refusal: services.Refusal, zone: ZoneInfo) -> str:
    """Why not; moments are told in ``zone``."""
    match refusal:
        case services.NotOpenYet():
            return _("Registration is not open yet. It opens on %(moment)s.") % {
                "moment": moment(refusal.opens_at, zone)
            }
        case services.RegistrationClosed():
            return _("Registration has closed, so nothing was sent.")
        case services.EventCancelled():
            return _("The event has been cancelled, so nothing was done.")
        case services.TooLate():
            return _(
                "The time until which this could be changed is over. Please write to us or call."
            )
        case services.SoldOut():
            return _("There is no room for so many any more, so nothing was done.")
        case services.AlreadyRegistered():
            return _(
                "This address is registered for this event already. We have just sent an e-mail "
                "to it: the link in it shows the registration and lets its owner change it."
            )
        case services.FewerFree():
            return ngettext(
                "Only %(free)d place is free, so nothing was sent yet. Choose fewer places, or "
                "tick the box below to wait until there are enough for all of you.",
                "Only %(free)d places are free, so nothing was sent yet. Choose fewer places, or "
                "tick the box below to wait until there are enough for all of you.",
                refusal.free,
            ) % {"free": refusal.free}
        case services.PartyTooLarge():
            return _("So many places cannot be taken at once. Please choose again.")
    return _("This is not possible any more: things have changed in the meantime.")
