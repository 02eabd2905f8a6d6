"""Staff who owe a second factor set one up before anything else; who left, signs in again.

Elsewhere than in the CMS, whoever owes one may do what visitors may (``User.has_perm``,
``comments.visitors``, and :mod:`studio.entrance.owing` for pages that are not for everybody).
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from studio import limits
from studio.entrance import asking_again, locks, owing, refusals, sessions
from studio.visitors import has_session

#: What stays open to whoever owes a second factor: to set it up, or to leave.
FREE = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
}
#: How often one may change one's password, or be wrong about the old one, in ``locks.PERIOD``.
GUESSES = 10


class EntranceMiddleware:
    """Under the CMS's path alone: what readers get stays the same for everybody.

    Asks nothing of whoever sent no session, and no query more of whoever did.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Nothing, or the way to what is owed."""
        if not has_session(request):
            return None
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return None
        sessions.keep_time(request)
        name = request.resolver_match.url_name if request.resolver_match else None
        if not owing.owes(request):
            wait = _too_many_guesses(request) if name == "wagtailadmin_account" else None
            return wait or asking_again.before_saving(request)
        if name in FREE:
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        return owing.lead_to_second_factor(request)


def _too_many_guesses(request: HttpRequest) -> HttpResponseBase | None:
    """Wagtail's page for one's account asks for the old password as often as one likes."""
    if request.method != "POST" or not request.POST.get("password-old_password"):
        return None
    key = f"the old password|{request.user.pk}"
    wait = limits.take(key, limit=GUESSES, period=locks.PERIOD)
    return refusals.too_often(wait, is_password=True) if wait else None
