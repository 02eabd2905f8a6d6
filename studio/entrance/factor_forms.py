"""The library's forms for second factors: counted in the database, in our words."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from studio import limits
from studio.entrance import arrivals, locks
from studio.entrance.forms import Focused
from studio.entrance.refusals import refusing
from studio.entrance.traces import note

CODE = "code"
#: For longer than an app's number is taken: three times thirty seconds.
_USED_FOR = timedelta(minutes=2)


class _CountedCode(Focused):
    """A number from an app, or a code for emergencies; five wrong ones, then a pause."""

    user: Any
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.max_length = 32
        code.widget.attrs.pop("placeholder", None)
        # codes for emergencies are of digits as well
        code.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

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
            # as the library compares: "123-456" is the number 123456
            self._use_up(normalize_user_code(code))
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

    focuses_at_once = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The number that the app shows")


#: What the library stumbles over where a browser's answer was made up.
_STUMBLES = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


@contextmanager
def _wrong_if_made_up() -> Iterator[None]:
    """Take for wrong what no browser says: an error would tell whether somebody was found."""
    try:
        yield
    except forms.ValidationError:
        raise
    except _STUMBLES as stumble:
        raise get_adapter().validation_error("incorrect_code") from stumble


class _Answer(forms.JSONField):
    """What a browser says about a passkey; Django's field breaks over numbers without an end."""

    def to_python(self, value: Any) -> Any:
        with _wrong_if_made_up():
            return super().to_python(value)


class _PasskeyForm(forms.Form):
    credential = _Answer(widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        """As the library's: the passkey that was used."""
        with _wrong_if_made_up():
            return super().clean_credential()  # type: ignore[misc]


class PasskeyForm(_PasskeyForm, AuthenticateWebAuthnForm):
    """After the password, to sign in."""


class PasskeyAloneForm(_PasskeyForm, LoginWebAuthnForm):
    """Instead of the password."""


class PasskeyAgainForm(_PasskeyForm, ReauthenticateWebAuthnForm):
    """Before somebody changes how they sign in."""


class AddPasskeyForm(Focused, AddWebAuthnForm):
    """A passkey, which always asks for finger, face or PIN: so it can also stand alone."""

    credential = _Answer(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["name"].label = _("What you call it")
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs["maxlength"] = 60

    def clean(self) -> dict[str, Any]:
        with _wrong_if_made_up():
            return super().clean()
