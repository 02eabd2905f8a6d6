"""What somebody types at the door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import PasswordResetForm

#: Longer than any name or password that the site would take (Django hashes no more either).
_MOST = 254
_MOST_OF_PASSWORD = 4096


class SignInForm(forms.Form):
    """Whoever signs in; a browser's password manager is told what goes where (WCAG 1.3.5)."""

    username = forms.CharField(
        label=_("Username or e-mail address"),
        max_length=_MOST,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": ""}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=_MOST_OF_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ForgottenForm(PasswordResetForm):
    """Whoever forgot their password. It asks the database nothing: a worker does."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Leave the letter to the worker, so that nobody learns here who is known."""
