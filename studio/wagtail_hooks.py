from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.compare import register_comparison_class
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets import ListingButton
from wagtail.fields import RichTextField, StreamField
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from studio import (
    accesses_report,
    action_menu,
    content_checks,
    essentials,
    first_steps,
    guide,
    languages,
    letters_admin,
    own_data,
    personal_data,
    reviews,
    today,
    translating,
    unfinished,
)
from studio.accesses_report import AccessesMenuItem
from studio.accounts.rights import AccountPolicy, GroupPolicy
from studio.accounts.views import BULK_ACTIONS
from studio.blocked.screen import URL_NAME as BLOCKED_URL
from studio.blocked.screen import BlockedMenuItem, BlockedReportView
from studio.comparisons import StreamInParagraphsComparison, TextInParagraphsComparison
from studio.entrance import owing
from studio.entrance.own_views import is_led_to_sessions
from studio.first_steps import FirstStepsMenuItem
from studio.kept import entrance, frameworks, ground
from studio.letters_admin import LetterViewSet
from studio.link_handlers import PublishedPagesHandler, StoredDocumentsHandler
from studio.mail import RESENT
from studio.own_data import ground as held
from studio.today import TodayPanel
from studio.userbar import check_as_we_do
from studio.viewsets import PersonViewSet, StudioPageViewSet
from studio.watching import report

# before anything asks for the policy of accounts and groups
register_permission_policy(get_user_model(), AccountPolicy(get_user_model()))
register_permission_policy(Group, GroupPolicy(Group))

register_snippet(PersonViewSet)


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own handler
def register_link_handlers(features: FeatureRegistry) -> None:
    features.register_link_type(PublishedPagesHandler)
    features.register_link_type(StoredDocumentsHandler)


@hooks.register("register_admin_viewset")
def register_letters() -> LetterViewSet:
    return LetterViewSet()


@hooks.register("register_admin_viewset")  # after Wagtail's own for all pages, of order -1
def register_pages() -> StudioPageViewSet:
    return StudioPageViewSet()


register_comparison_class(StreamField, comparison_class=StreamInParagraphsComparison)
register_comparison_class(RichTextField, comparison_class=TextInParagraphsComparison)

hooks.register("construct_page_action_menu", action_menu.put_the_decision_first)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "studio/icons/outbox.svg"]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(RESENT, _("Send a letter again"), _("Sent again"))


@hooks.register("insert_global_admin_js")
def do_without_scripts_and_styles_inside_the_page() -> SafeString:
    names = ("studio/admin/beginnings.js", "studio/admin/styles.js")
    scripts = ((versioned_static(name),) for name in names)
    return format_html_join("\n", '<script src="{}"></script>', scripts)


@hooks.register("insert_editor_js")
def wait_for_the_save_under_way() -> SafeString:
    return format_html('<script src="{}"></script>', versioned_static("studio/admin/one_save.js"))


@hooks.register("register_admin_menu_item")
def register_way_to_the_site() -> MenuItem:
    # the whole address: of a path, all pages of the CMS would be a part
    url = f"{settings.WAGTAILADMIN_BASE_URL}/"
    return MenuItem(_("To the site"), url, name="to-the-site", icon_name="view", order=90)


# --- whose house it is -----------------------------------------------------------------


@hooks.register("insert_global_admin_css")
def insert_brand() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("studio/admin/brand.css"))


# --- in which language -----------------------------------------------------------------


@hooks.register("register_admin_urls", order=-1)
def register_translating() -> list[URLPattern]:
    # found before Wagtail's own view at this address, which then gives it its name
    address = "translation/submit/page/<int:page_id>/"
    return [path(address, translating.TranslatePageView.as_view())]


@hooks.register("after_copy_page")
def take_language_of_where_it_stands(request: HttpRequest, page: Page, copy: Page) -> None:
    translating.take_language_of_parent(copy)


@hooks.register("construct_settings_menu")
def hide_locales_of_one_language(request: HttpRequest, items: list[MenuItem]) -> None:
    if not languages.others():
        items[:] = [item for item in items if item.name != "locales"]


@hooks.register("before_serve_page")
def refuse_closed_language(page: Page, request: HttpRequest, args: list, kwargs: dict) -> None:
    languages.refuse_closed(request)


# --- what is kept about people ---------------------------------------------------------


hooks.register(personal_data.HOOK, ground.declare, order=10)
hooks.register(personal_data.HOOK, frameworks.declare, order=15)
hooks.register(personal_data.HOOK, entrance.declare, order=16)
hooks.register(own_data.HOOK, held.account, order=10)
# last: the letters hold the link with which everything is erased
hooks.register(own_data.HOOK, held.letters, order=90)


# --- what browsers blocked -------------------------------------------------------------


@hooks.register("register_admin_urls")
def register_blocked_report() -> list[URLPattern]:
    report = "reports/blocked-by-browsers/"
    results = BlockedReportView.as_view(results_only=True)
    return [
        path(report, BlockedReportView.as_view(), name=BLOCKED_URL),
        path(f"{report}results/", results, name=f"{BLOCKED_URL}_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_blocked_report_menu_item() -> BlockedMenuItem:
    return BlockedMenuItem(reverse(BLOCKED_URL))


@hooks.register("register_permissions")
def register_permission_to_see_what_was_blocked() -> QuerySet:
    return Permission.objects.filter(content_type__app_label="studio", codename="view_blockage")


# --- how one signs in ------------------------------------------------------------------


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


# --- accounts, and who looked at what is kept about people ------------------------------


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


# --- what an editor may have overlooked ----------------------------------------------


hooks.register("construct_wagtail_userbar", check_as_we_do)


@hooks.register("after_publish_page")
def warn_of_what_was_overlooked(request: HttpRequest, page: Page) -> None:
    if sentences := content_checks.warnings(page.specific):
        messages.warning(request, _("Worth a look: %s") % " ".join(sentences))


# --- the first page: what needs doing today, what a new owner does first ---------------


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


# --- how the site is -------------------------------------------------------------------


@hooks.register("register_admin_urls")
def register_condition_url() -> list[URLPattern]:
    return [path("reports/site/", report.ConditionView.as_view(), name=report.URL_NAME)]


@hooks.register("register_reports_menu_item")
def register_condition_menu_item() -> MenuItem:
    label, url = _("How is my site"), reverse(report.URL_NAME)
    return report.ConditionMenuItem(label, url, name="site", icon_name=report.ICON, order=10)


@hooks.register("register_permissions")
def register_condition_permission() -> QuerySet:
    return Permission.objects.filter(
        content_type__app_label="studio", codename=report.PERMISSION.partition(".")[2]
    )
