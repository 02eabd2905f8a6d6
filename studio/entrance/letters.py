"""What somebody is told by mail about their own sign-in.

The words are the site's own, not those of editors: whoever could change them could also
make them say nothing.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Site

from studio import mail
from studio.languages import speaks
from studio.letterheads import Letterhead
from studio.models import SiteSettings

KIND = "sign-in"


class Telling(StrEnum):
    """What has happened, or was asked for."""

    RESET = "reset"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a letter
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    NEW_DEVICE = "new_device"
    ADDRESS_CHANGED = "address_changed"


def write(telling: Telling, user: Any, *, to: str = "", **facts: str | Promise) -> None:
    """Write to ``user``, in the transaction of what it tells; to nobody without an address.

    ``to``: an address that is theirs no more, with ADDRESS_CHANGED. ``facts``: with RESET
    ``link``, with the factors ``factor``, with NEW_DEVICE ``device`` and ``network``.
    """
    if to or user.email:
        _write(telling, user, to or user.email, facts)


@speaks()
def _write(telling: Telling, user: Any, to: str, facts: Mapping[str, str | Promise]) -> None:
    letterhead = _letterhead()
    words = {
        "telling": telling.value,
        "subject": _subject(telling),
        "name": user.get_short_name() or user.get_username(),
        "username": user.get_username(),
        "at": date_format(timezone.localtime(), "DATETIME_FORMAT"),
        "facts": facts,
        "devices_url": _address("usersessions_list"),
        "reset_url": _address("wagtailadmin_password_reset"),
        "account_url": _address("wagtailadmin_account"),
        "studio": letterhead.studio,
        "root_url": letterhead.root_url,
        "colours": letterhead.look.colours,
    }
    mail.write(
        kind=f"{KIND}: {telling}",
        dedupe_key=f"entrance.{telling}-{user.pk}-{uuid4().hex}",
        to=to,
        subject=_subject(telling),
        text=render_to_string("studio/emails/sign_in.txt", words).strip() + "\n",
        html=render_to_string("studio/emails/sign_in.html", words),
    )


def _subject(telling: Telling) -> str:
    return {
        Telling.RESET: _("Choose a new password"),
        Telling.PASSWORD_CHANGED: _("Your password was changed"),
        Telling.FACTOR_ADDED: _("A second factor was added to your sign-in"),
        Telling.FACTOR_REMOVED: _("A second factor was taken from your sign-in"),
        Telling.NEW_DEVICE: _("You signed in from a new device"),
        Telling.ADDRESS_CHANGED: _("The e-mail address of your account was changed"),
    }[telling]


def _address(name: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(name)


def _letterhead() -> Letterhead:
    site = Site.objects.order_by("-is_default_site", "pk").first()
    if site is None:
        return Letterhead(0, settings.BASE_URL, SiteSettings().name)
    return Letterhead.of_site(site)
