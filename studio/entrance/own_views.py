"""What somebody does about their own sign-in: devices, second factors, password."""

from typing import Any

from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from studio.accounts.rights import is_within
from studio.entrance import sessions
from studio.visitors import network_of


@never_cache
@login_required
def devices(request: HttpRequest) -> HttpResponse:
    """Where one is signed in oneself; POST ends one of them, or all others."""
    if request.method == "POST":
        _end(request, request.user, request.session.session_key)
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse("account_login"))
        return HttpResponseRedirect(request.path)
    return _show(request, request.user, is_own=True)


@never_cache
@login_required
def devices_of(request: HttpRequest, user_id: int) -> HttpResponse:
    """Where a colleague is signed in, for those who may change accounts."""
    user = get_object_or_404(get_user_model(), pk=user_id)
    if not may_end_sessions(request.user, user):
        raise PermissionDenied
    if request.method == "POST":
        _end(request, user, None)
        return HttpResponseRedirect(request.path)
    return _show(request, user, is_own=False)


def is_led_to_sessions(by: Any, of: Any) -> bool:
    """Whether the list of accounts leads there: no query for each, the view itself asks further."""
    may_change = by.has_perms(["wagtailadmin.access_admin", "studio.change_user"])
    return may_change and (by.is_superuser or not of.is_superuser)


def may_end_sessions(by: Any, of: Any) -> bool:
    """Whoever may change this very account: nobody reaches one that may more than they do."""
    return is_led_to_sessions(by, of) and is_within(of, by)


def _show(request: HttpRequest, user: Any, *, is_own: bool) -> HttpResponse:
    found = [
        {
            "pk": one.pk,
            "family": one.user_agent,
            "network": "" if one.ip == "0.0.0.0" else network_of(one.ip),  # noqa: S104
            "began": one.created_at,
            "seen": one.last_seen_at,
            "is_this": one.session_key == request.session.session_key,
        }
        for one in sessions.of_user(user)
    ]
    facts = {"found": found, "whose": user, "is_own": is_own}
    return render(request, "usersessions/usersession_list.html", facts)


def _end(request: HttpRequest, user: Any, own_key: str | None) -> None:
    """One, where its number was sent and it is the user's; else all but one's own."""
    number = request.POST.get("session", "")
    if not number:
        sessions.end_all(user, but=own_key)
        messages.success(request, _("Signed out everywhere else."))
        return
    found = UserSession.objects.filter(user=user)
    one = found.filter(pk=number).first() if number.isascii() and number.isdigit() else None
    if one is not None:
        is_this = one.session_key == request.session.session_key
        sessions.end([one])
        if is_this:
            request.session.flush()
            request.user = AnonymousUser()
        else:
            messages.success(request, _("Signed out there."))


class AddPasskeyView(passkeys.AddWebAuthnView):
    """Every passkey can stand alone, so each must ask for finger, face or PIN."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return context | {"options": options}
