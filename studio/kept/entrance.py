"""What is kept of how staff sign in (see ``studio/personal_data.py``)."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Site

from studio.entrance import arrivals
from studio.personal_data import Declaration, Ground, Kept, Occasion, Place, in_days

_OPERATOR = _("Whoever runs the server.")


def declare(site: Site | None) -> Declaration:
    """As the settings of the server say; they are the same for all its sites."""
    return Declaration(kept=[_sessions(), _factors(), _device()])


def _sessions() -> Kept:
    days = settings.SIGNED_IN_AT_MOST // (24 * 3600)
    return Kept(
        occasion=Occasion.WORKING,
        what=_(
            "Where you are signed in: the kind of browser, the first part of your internet"
            " address, since when, and when you were last there"
        ),
        why=_("For you to see whether somebody else is signed in as you, and to end it."),
        ground=Ground.INTEREST,
        how_long=ngettext(
            "Until a day after you signed out, %(days)s day and a day at most.",
            "Until a day after you signed out, %(days)s days and a day at most.",
            days,
        )
        % {"days": days},
        who=_("You, and those who look after accounts."),
        fields={"usersessions.UserSession": "user ip session_key user_agent data"},
    )


def _factors() -> Kept:
    return Kept(
        occasion=Occasion.WORKING,
        what=_(
            "Your second factors: the sealed secret of an app, the public half of a passkey and"
            " what you call it, codes for emergencies"
        ),
        why=_("For a password that was guessed to open nothing."),
        ground=Ground.INTEREST,
        how_long=_("Until you remove it, or your account is deleted."),
        who=_OPERATOR,
        fields={"mfa.Authenticator": "user data"},
    )


def _device() -> Kept:
    return Kept(
        occasion=Occasion.WORKING,
        what=_("That you signed in with this device before"),
        why=_(
            "To write you a letter when you sign in with one that we have not seen, and to let you"
            " in with this one while strangers guess your password."
        ),
        ground=Ground.INTEREST,
        how_long=in_days(timedelta(seconds=arrivals.KNOWN_FOR)),
        who=_OPERATOR,
        place=Place.COOKIE,
        names=[arrivals.COOKIE],
    )
