"""Accounts and sign-in, and what is kept about people."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import ListingButton
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from studio import (
    accesses_report,
    own_data,
    personal_data,
)
from studio.accesses_report import AccessesMenuItem
from studio.accounts.rights import AccountPolicy, GroupPolicy
from studio.accounts.views import BULK_ACTIONS
from studio.entrance import owing
from studio.entrance.own_views import is_led_to_sessions
from studio.kept import entrance, frameworks, ground
from studio.own_data import ground as held

# before anything asks for the policy of accounts and groups
register_permission_policy(get_user_model(), AccountPolicy(get_user_model()))
register_permission_policy(Group, GroupPolicy(Group))


hooks.register(personal_data.HOOK, ground.declare, order=10)
hooks.register(personal_data.HOOK, frameworks.declare, order=15)
hooks.register(personal_data.HOOK, entrance.declare, order=16)
hooks.register(own_data.HOOK, held.account, order=10)
# last: the letters hold the link with which everything is erased
hooks.register(own_data.HOOK, held.letters, order=90)


@hooks.register("register_account_menu_item")
def register_way_to_second_factor(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("An app or a passkey beside your password."),
    }


@hooks.register("register_account_menu_item")
def register_way_to_devices(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("usersessions_list"),
        "label": _("Where you are signed in"),
        "help_text": _("See your devices, and sign out there."),
    }


@hooks.register("before_serve_page")
def ask_members_for_second_factor(
    page: Page, request: HttpRequest, args: list, kwargs: dict
) -> HttpResponse | None:
    return owing.before_a_private_page(page, request)


hooks.register("before_serve_document", owing.before_a_private_document)


@hooks.register("register_user_listing_buttons")
def register_way_to_their_devices(user: Any, request_user: Any) -> Iterator[ListingButton]:
    if is_led_to_sessions(request_user, user):
        url = reverse("devices_of", args=[user.pk])
        yield ListingButton(_("Where they are signed in"), url, icon_name="desktop", priority=30)


# after Wagtail's own of the same names, whose place they take
for action in BULK_ACTIONS:
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("register_admin_urls")
def register_accesses_report() -> list[URLPattern]:
    view, name = accesses_report.AccessesView, accesses_report.URL_NAME
    address = "reports/personal-data/"
    return [
        path(address, view.as_view(), name=name),
        path(f"{address}results/", view.as_view(results_only=True), name=f"{name}_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_accesses_menu_item() -> AccessesMenuItem:
    label, url = _("Who saw personal data"), reverse(accesses_report.URL_NAME)
    return AccessesMenuItem(label, url, name="accesses", icon_name="view", order=900)
