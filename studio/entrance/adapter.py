"""Where the sign-in library asks how this house does it."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from studio.entrance import arrivals, passwords, sealing, sessions
from studio.entrance.refusals import refusing
from studio.entrance.traces import note
from studio.models import SiteSettings
from studio.visitors import address_of, network_of

#: Seconds after a sign-in in which nobody is asked again before they change how they sign in.
_FRESH = 300
#: Where no address is told, as on a socket of the machine itself.
_NOWHERE = "0.0.0.0"  # noqa: S104 - a word for no address, nothing listens there


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in, sign-out, and who may change how they sign in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: staff are made by owners."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network alone, as it may be stored; nothing is counted by it."""
        return network_of(address_of(request)).partition("/")[0] or _NOWHERE

    def get_login_stages(self) -> list[str]:
        """After the password the second factor, for whoever has one."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page of the CMS."""
        return reverse("wagtailadmin_home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """To the beginning, with the words for a key that opens nothing."""
        messages.error(request, self.error_messages["incorrect_code"])
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Any) -> None:
        """Everything was right: a new session with its clocks."""
        request.came_before = user.last_login is not None  # type: ignore[attr-defined]
        super().login(request, user)
        sessions.begin(request)
        note("Signed in", user.pk)

    def post_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse:
        response = super().post_login(request, user, **facts)
        arrivals.receive(request, user, response)
        return response

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether it is the password of ``user``; counted and bounded as at the door."""
        request = context.request
        with refusing(is_password=True):
            found = passwords.compare(request, user.get_username(), password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Unless everything was asked a moment ago."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not (records and time.time() - records[-1]["at"] < _FRESH)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """In our words, or none."""
        message = message or _message(message_template or "")
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)


def _message(template: str) -> str:
    return {
        "mfa/messages/totp_activated.txt": _("The app is set up."),
        "mfa/messages/totp_deactivated.txt": _("The app counts no more."),
        "mfa/messages/webauthn_added.txt": _("The passkey is added."),
        "mfa/messages/webauthn_removed.txt": _("The passkey counts no more."),
        "mfa/messages/recovery_codes_generated.txt": _("There are new codes for emergencies."),
    }.get(template, "")


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: what they are called, and how their secrets are kept."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": DefaultMFAAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - its name
        """What a new passkey is called until somebody calls it otherwise."""
        return _("Passkey")

    def _get_site_name(self) -> str:
        """What an app calls the number it shows: the studio."""
        site = Site.find_for_request(context.request)
        return SiteSettings.for_site(site).name if site else SiteSettings().name
