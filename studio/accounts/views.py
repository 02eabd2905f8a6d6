"""Accounts in the CMS: Wagtail's views, with forms that give no more than is one's own.

Which account a view may be about is asked at the door (``studio/side_doors.py``).
"""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.users.views import users
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from studio import accesses
from studio.accounts.rights import groups_given_by, is_within

LIST = accesses.subject("accounts", _("List of accounts"))
ACCOUNT = accesses.subject("account", _("Account"))


def _restrict(form: forms.Form, user: Any) -> forms.Form:
    """Take away what this user cannot give."""
    if not user.is_superuser:
        form.fields.pop("is_superuser", None)
    form.fields["groups"].queryset = groups_given_by(user)
    return form


class IndexView(accesses.SeenMixin, users.IndexView):
    """The list."""

    seen_as = LIST


class CreateView(users.CreateView):
    """A new account, with groups of whoever makes it."""

    def get_form(self, form_class: Any = None) -> forms.Form:
        return _restrict(super().get_form(form_class), self.request.user)


class EditView(accesses.SeenMixin, users.EditView):
    """An account, with groups of whoever changes it."""

    seen_as = ACCOUNT

    def get_form(self, form_class: Any = None) -> forms.Form:
        return _restrict(super().get_form(form_class), self.request.user)


class AccountViewSet(users.UserViewSet):
    """Accounts of the CMS. A copy would be one more way to make somebody like an owner."""

    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView
    copy_view_enabled = False


class _WithinReach:
    """An action with many, for those of them who may no more than whoever does it."""

    models = [get_user_model()]

    def check_perm(self, obj: Any) -> bool:
        return super().check_perm(obj) and is_within(obj, self.request.user)


class AssignRole(_WithinReach, AssignRoleBulkAction):
    """Into a group of whoever does it."""

    def get_form(self, form_class: Any = None) -> forms.Form:
        form = super().get_form(form_class)
        form.fields["role"].queryset = groups_given_by(self.request.user)
        return form


class SetActiveState(_WithinReach, SetActiveStateBulkAction):
    """Let in, or no longer."""


class Delete(_WithinReach, DeleteBulkAction):
    """For good."""


BULK_ACTIONS = (AssignRole, SetActiveState, Delete)
