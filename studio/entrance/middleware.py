"""Staff who owe a second factor set one up before anything else; who left, signs in again.

Elsewhere than in the CMS, whoever owes one may do what visitors may (``User.has_perm``).
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from studio.entrance import sessions
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
        if not getattr(request.user, "owes_second_factor", False):
            return None
        found = request.resolver_match
        if found is not None and found.url_name in FREE:
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        messages.warning(
            request, _("This site asks you for a second factor. Set one up, and go on then.")
        )
        return HttpResponseRedirect(reverse("mfa_index"))
