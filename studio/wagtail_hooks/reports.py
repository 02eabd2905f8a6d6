"""Pages about the site itself: what browsers blocked, how it is."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from studio.blocked.screen import URL_NAME as BLOCKED_URL
from studio.blocked.screen import BlockedMenuItem, BlockedReportView
from studio.watching import report


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
