"""All that has to do with signing in, below the CMS's own address.

Each of Wagtail's addresses for it is taken, so that none of its views is a side door; the
names of the sign-in library lead here as well.
"""

from collections.abc import Callable

from allauth.account.views import logout, reauthenticate
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from studio.entrance import own_views, views

View = Callable[..., HttpResponseBase]


def _atomic(view: View) -> View:
    """The change, the letter about it and the end of other sessions, or none of it."""
    return login_required(transaction.atomic(view))


urlpatterns: list[URLPattern] = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("login/second-factor/", factors.authenticate, name="mfa_authenticate"),
    path("login/passkey/", views.PasskeyView.as_view(), name="mfa_login_webauthn"),
    path("logout/", logout, name="account_logout"),
    path("password_reset/", views.ForgottenView.as_view()),
    path("password_reset/confirm/<uidb64>/<token>/", views.NewPasswordView.as_view()),
    path("account/confirm/", reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/devices/", own_views.devices, name="usersessions_list"),
    path("account/devices/of/<int:user_id>/", own_views.devices_of, name="devices_of"),
    path("account/second-factor/", factors.index, name="mfa_index"),
    path("account/second-factor/app/", _atomic(apps.activate_totp), name="mfa_activate_totp"),
    path(
        "account/second-factor/app/remove/",
        _atomic(apps.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/second-factor/codes/",
        codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-factor/codes/new/",
        _atomic(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-factor/passkeys/",
        RedirectView.as_view(pattern_name="mfa_index"),
        name="mfa_list_webauthn",
    ),
    path(
        "account/second-factor/passkeys/add/",
        _atomic(own_views.AddPasskeyView.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        "account/second-factor/passkeys/<int:pk>/remove/",
        _atomic(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]
