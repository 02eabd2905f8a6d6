"""What somebody types at the door."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import PasswordResetForm

#: Longer than any name or password that the site would take (Django hashes no more either).
_MOST = 254
_MOST_OF_PASSWORD = 4096


class Focused:
    """The cursor stands in the first field that is wrong, before that in the first of all.

    Of a form, beside which it stands first.
    """

    #: Not before something was sent where there is more to read and do first.
    focuses_at_once = True

    fields: dict[str, forms.Field]
    errors: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.focuses_at_once:
            self._focus(self._seen()[0])

    def full_clean(self) -> None:
        """As Django's, and then where it is wrong."""
        super().full_clean()  # type: ignore[misc]
        wrong = [name for name in self._seen() if name in self.errors]
        if wrong:
            self._focus(wrong[0])

    def _seen(self) -> list[str]:
        return [name for name, field in self.fields.items() if not field.widget.is_hidden]

    def _focus(self, chosen: str) -> None:
        for name, field in self.fields.items():
            field.widget.attrs.pop("autofocus", None)
            if name == chosen:
                field.widget.attrs["autofocus"] = True


class SignInForm(Focused, forms.Form):
    """Whoever signs in; a browser's password manager is told what goes where (WCAG 1.3.5)."""

    username = forms.CharField(
        label=_("Username or e-mail address"),
        max_length=_MOST,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=_MOST_OF_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ForgottenForm(Focused, PasswordResetForm):
    """Whoever forgot their password. It asks the database nothing: a worker does."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Leave the letter to the worker, so that nobody learns here who is known."""


class NewPasswordForm(Focused, SetPasswordForm):
    """Whoever followed the link of the letter."""


class PasswordAgainForm(Focused, ReauthenticateForm):
    """Before somebody changes how they sign in."""
