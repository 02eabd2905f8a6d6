from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.personal_data import declare
from search.report import URL_NAME, MissesMenuItem, MissesReportView
from studio import personal_data

hooks.register(personal_data.HOOK, declare, order=25)


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    report = "reports/searched-in-vain/"
    results = MissesReportView.as_view(results_only=True)
    return [
        path(report, MissesReportView.as_view(), name=URL_NAME),
        path(f"{report}results/", results, name=f"{URL_NAME}_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> MissesMenuItem:
    return MissesMenuItem(
        _("Searched in vain"), reverse(URL_NAME), name="misses", icon_name="search", order=1300
    )


@hooks.register("construct_reports_menu")
def construct_reports_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own list of search terms would be empty: nobody counts what visitors find."""
    items[:] = [item for item in items if item.name != "search-terms"]
