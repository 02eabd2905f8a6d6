"""Wagtail's form for signing in, which also tells a browser's password manager what goes where."""

from typing import Any

from wagtail.admin.forms.auth import LoginForm

#: As HTML names them; WCAG 1.3.5 asks for it.
PURPOSES = {"username": "username", "password": "current-password"}


class SignInForm(LoginForm):
    """Whoever signs in to the CMS."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, purpose in PURPOSES.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose
