"""The door of the CMS: signing in, forgotten passwords."""

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from wagtail.admin.views import account as wagtail_account

from studio import limits
from studio.entrance import passwords
from studio.entrance.forms import ForgottenForm, NewPasswordForm, SignInForm
from studio.entrance.refusals import refusing, too_often
from studio.entrance.tasks import write_about_forgotten_password
from studio.visitors import address_of, connection_of

#: How often one address may ask for letters about forgotten passwords.
_ASKED, _ASKED_IN = 20, timedelta(hours=1)
#: How often one address may begin or end a sign-in by passkey.
_PASSKEYS, _PASSKEYS_IN = 100, timedelta(minutes=15)

_at_the_door = [
    never_cache,
    csrf_protect,
    sensitive_post_parameters("password", "new_password1", "new_password2"),
]


@method_decorator(_at_the_door, name="dispatch")
class SignInView(FormView):
    """Name or e-mail address, and password; then the second factor, for whoever has one."""

    form_class = SignInForm
    template_name = "studio/entrance/sign_in.html"
    #: Where it leads without a better address.
    home = "wagtailadmin_home"
    action = "account_login"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; for whoever is in already, the way on."""
        if request.user.has_perm("wagtailadmin.access_admin") and self.home != "/":
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """One answer for a wrong password and for a name that nobody has."""
        name, password = form.cleaned_data["username"], form.cleaned_data["password"]
        with refusing(is_password=True):
            user = passwords.compare(self.request, name, password)
        if user is None:
            form.add_error(
                None,
                _(
                    "Please enter a correct username and password. Note that both fields may be"
                    " case-sensitive."
                ),
            )
            return self.form_invalid(form)
        login = Login(user=user, redirect_url=self.get_success_url())
        return perform_password_login(self.request, {}, login)

    def get_success_url(self) -> str:
        asked = self._asked_for()
        is_ours = url_has_allowed_host_and_scheme(
            asked, {self.request.get_host()}, require_https=self.request.is_secure()
        )
        return asked if is_ours else resolve_url(self.home)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            next=self._asked_for(), action=reverse(self.action), **kwargs
        )

    def _asked_for(self) -> str:
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        return sent.get("next", "")


class MembersView(SignInView):
    """The same door, in the look of the site, for pages that are not for everybody."""

    template_name = "wagtailcore/login.html"
    home = "/"
    action = "wagtailcore_login"


@method_decorator(never_cache, name="dispatch")
class PasskeyView(LoginWebAuthnView):
    """A passkey alone. Each question is remembered in a session, so an address has few."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As the library's, which counts in the memory of one process."""
        key = f"asked for a passkey|{connection_of(address_of(request))}"
        if wait := limits.take(key, limit=_PASSKEYS, period=_PASSKEYS_IN):
            return too_often(wait)
        return super().dispatch(request, *args, **kwargs)


@method_decorator(_at_the_door, name="dispatch")
class ForgottenView(wagtail_account.PasswordResetView):
    """Asks for an address, and says the same whoever's it is."""

    form_class = ForgottenForm

    def get_form_class(self) -> type[forms.Form]:
        return ForgottenForm

    def form_valid(self, form: forms.Form) -> HttpResponse:
        key = f"asked for a password|{connection_of(address_of(self.request))}"
        if wait := limits.take(key, limit=_ASKED, period=_ASKED_IN):
            return too_often(wait)
        write_about_forgotten_password.enqueue(form.cleaned_data["email"])
        return HttpResponseRedirect(self.get_success_url())


@method_decorator(_at_the_door, name="dispatch")
class NewPasswordView(wagtail_account.PasswordResetConfirmView):
    """The link of the letter. It signs nobody in: that is asked for afterwards, with all factors."""

    form_class = NewPasswordForm
    post_reset_login = False

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """The password, and the letter about it, or neither; then wrong tries at the old one go."""
        with transaction.atomic():
            answer = super().form_valid(form)
        # after it: what is counted in the common memory is not reached from a transaction
        passwords.begin_anew(self.request, self.user)
        return answer
