from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from events import figures as event_figures
from events import specimens
from events.admin import changes, dashboard, first_steps, guards, log, telling
from events.admin.dashboard import EventsPanel
from events.admin.rights import CountsPolicy
from events.ledger import SeatPool
from events.own_data import holding
from events.personal_data import declare
from events.viewsets import MENU_HOOK, EventsGroup, RegistrationAdmin, place_chooser
from studio import first_steps as studio_first_steps
from studio import own_data, personal_data, styleguide, today
from studio.watching import figures

# before anything asks for the policy of events and their numbers
register_permission_policy(SeatPool, CountsPolicy(SeatPool))

# --- the desk: registrations, events and their numbers, places, consents --------------

ledger = RegistrationAdmin()
ledger.register_with_wagtail()


@hooks.register(MENU_HOOK)
def register_ledger_menu_item() -> MenuItem:
    return ledger.get_menu_item()


@hooks.register("register_admin_viewset")
def register_desk() -> list[Any]:
    return [EventsGroup(), place_chooser]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    log.register(actions)


@hooks.register("construct_homepage_panels")
def show_what_is_on(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(EventsPanel())


hooks.register(today.HOOK, dashboard.lines, order=40)
hooks.register(figures.HOOK, event_figures.figures)
hooks.register(styleguide.HOOK, specimens.specimens, order=30)
hooks.register(studio_first_steps.HOOK, first_steps.steps, order=40)
hooks.register(personal_data.HOOK, declare, order=40)
hooks.register(own_data.HOOK, holding, order=20)


# --- the editor of events: who is told, and what protects people from it -------------


@hooks.register("register_admin_urls")
def register_change_urls() -> list[URLPattern]:
    dates = "events/dates/<int:occurrence_id>/<slug:status>/"
    return [
        path(
            "events/<int:page_id>/publish/<int:revision_id>/",
            telling.TellView.as_view(),
            name=telling.URL_NAME,
        ),
        path(
            "events/<int:page_id>/changes/",
            changes.ChangesView.as_view(),
            name=changes.CHANGES_URL,
        ),
        path(
            "events/<int:page_id>/cancel/",
            changes.CancelEventView.as_view(),
            name=changes.CANCEL_URL,
        ),
        path(dates, changes.ChangeDateView.as_view(), name=changes.DATE_URL),
    ]


# last, so that whoever refuses to publish has done so
@hooks.register("before_publish_page", order=1000)
def ask_before_telling(request: HttpRequest, page: Page) -> HttpResponse | None:
    return telling.ask_first(request, page)


@hooks.register("after_publish_page")
def say_what_to_look_at(request: HttpRequest, page: Page) -> None:
    guards.say_over_by(request, page)
    guards.say_what_is_lacking(request, page)


hooks.register("after_copy_page", guards.say_what_was_copied)
hooks.register("before_delete_page", guards.refuse_to_delete)
hooks.register("before_unpublish_page", guards.refuse_to_unpublish)
hooks.register("before_bulk_action", guards.refuse_in_bulk)


@hooks.register("register_page_header_buttons")
def register_change_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from changes.buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def register_change_button_in_lists(
    page: Page, user: Any, next_url: str | None = None
) -> Iterator[Button]:
    yield from changes.buttons(page, user)
