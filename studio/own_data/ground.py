"""What the ground holds: accounts of those who work here, and letters with the link itself."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from studio.models import Letter
from studio.own_data import Facts, Holding, links


def account() -> Holding:
    """Whoever administers the site erases it: their work hangs on it."""
    return Holding(
        name="account", title=_("Your account"), facts=_account_facts, export=_account_copy
    )


def letters() -> Holding:
    """Last of all: the link opens nothing once its letter is gone."""
    return Holding(
        name="letters_about_own_data",
        title=_("Letters with a link to this page"),
        facts=_letter_facts,
        export=_letter_copies,
        erase=_erase_letters,
    )


def _accounts(email: str) -> Any:
    # nobody shall find an account whose address is missing
    return get_user_model().objects.filter(email__iexact=email).exclude(email="").order_by("pk")


def _account_facts(email: str) -> Facts:
    rows = [(_("User name"), user.get_username()) for user in _accounts(email)]
    words = _("Whoever administers the site can change or erase it; this page does not.")
    return [*rows, (_("Erasing"), words)] if rows else []


def _account_copy(email: str) -> list[dict[str, Any]]:
    return [
        {
            "user_name": user.get_username(),
            "first_name": user.first_name,
            "last_name": user.last_name,
            "email": user.email,
            "joined": user.date_joined,
            "last_sign_in": user.last_login,
            "groups": sorted(user.groups.values_list("name", flat=True)),
        }
        for user in _accounts(email)
    ]


def _letters(email: str) -> Any:
    return Letter.objects.keyed(links.KEY).filter(to__iexact=email).order_by("pk")


def _letter_facts(email: str) -> Facts:
    count = _letters(email).count()
    return [(_("Letters"), count)] if count else []


def _letter_copies(email: str) -> list[dict[str, Any]]:
    # without their text: it holds a key to this page
    return list(_letters(email).values("to", "subject", "status", "created_at", "sent_at"))


def _erase_letters(email: str) -> None:
    # one that a worker holds at this moment is older than the question it answers: it goes in time
    _letters(email).free().delete()
