"""The first page of the CMS: what needs doing, first steps, the guide."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from studio import (
    essentials,
    first_steps,
    guide,
    letters_admin,
    reviews,
    today,
    unfinished,
)
from studio.first_steps import FirstStepsMenuItem
from studio.today import TodayPanel


@hooks.register("construct_homepage_panels")
def show_today(request: HttpRequest, panels: list[Any]) -> None:
    panels.extend([first_steps.FirstStepsPanel(), TodayPanel()])


hooks.register(today.HOOK, letters_admin.lines, order=10)
hooks.register(today.HOOK, reviews.lines, order=20)
hooks.register(today.HOOK, unfinished.lines, order=22)


@hooks.register("register_admin_urls")
def register_first_page_urls() -> list[URLPattern]:
    view, name = unfinished.UnfinishedView, unfinished.URL_NAME
    return [
        path("reports/yours/", view.as_view(), name=name),
        path("reports/yours/results/", view.as_view(results_only=True), name=f"{name}_results"),
        path("first-steps/", first_steps.FirstStepsView.as_view(), name=first_steps.URL_NAME),
        path(
            "first-steps/letter/",
            essentials.TrialLetterView.as_view(),
            name=essentials.TRIAL_URL,
        ),
    ]


hooks.register(first_steps.HOOK, essentials.steps, order=10)


@hooks.register("register_admin_urls")
def register_guide_urls() -> list[URLPattern]:
    return [
        path("guide/", guide.GuideView.as_view(), name=guide.URL_NAME),
        path("guide/<slug:name>/", guide.GuideView.as_view(), name=guide.URL_NAME),
        path("guide/pictures/<str:name>", guide.picture, name=guide.PICTURE_URL),
    ]


@hooks.register("register_help_menu_item")
def register_guide_menu_item() -> MenuItem:
    label, url = _("Guide to this site"), reverse(guide.URL_NAME)
    return guide.GuideMenuItem(label, url, name="guide", icon_name="help", order=5)


@hooks.register("register_help_menu_item")
def register_first_steps_menu_item() -> MenuItem:
    label, url = _("First steps"), reverse(first_steps.URL_NAME)
    return FirstStepsMenuItem(label, url, name="first-steps", icon_name="check", order=10)
