"""The library's forms for second factors: counted in the database, in our words."""

from datetime import timedelta
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from studio import limits
from studio.entrance import arrivals, locks
from studio.entrance.refusals import refusing
from studio.entrance.traces import note

CODE = "code"
#: For longer than an app's number is taken: three times thirty seconds.
_USED_FOR = timedelta(minutes=2)


class _CountedCode:
    """A number from an app, or a code for emergencies; five wrong ones, then a pause."""

    user: Any
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].max_length = 32

    def clean_code(self) -> str:
        """As the library's, which takes a number only once; but in each process for itself."""
        with refusing():
            tried = locks.one_try(context.request, CODE, str(self.user.pk))
            if arrivals.is_known(context.request, self.user):
                tried = tried.from_known_device()
            locks.look(tried)
            locks.knock(tried)
        try:
            code = super().clean_code()  # type: ignore[misc]
            self._use_up("".join(code.split()))
        except forms.ValidationError:
            note("Wrong code", self.user.pk)
            raise
        locks.open_up(tried)
        return code

    def _use_up(self, code: str) -> None:
        if limits.take(f"used code|{self.user.pk}|{code}", limit=1, period=_USED_FOR):
            raise forms.ValidationError(_("This code was used already. Wait for the next one."))


class CodeForm(_CountedCode, AuthenticateForm):
    """After the password, to sign in."""


class CodeAgainForm(_CountedCode, ReauthenticateForm):
    """Before somebody changes how they sign in."""


class FirstCodeForm(_CountedCode, ActivateTOTPForm):
    """The first number of an app that is being set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The number that the app shows")


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey, which always asks for finger, face or PIN: so it can also stand alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["name"].label = _("What you call it")
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs["maxlength"] = 60
