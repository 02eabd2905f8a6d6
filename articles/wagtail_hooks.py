from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from articles import (
    authorship,
    draftail,
    first_steps,
    lint,
    merging,
    publishing,
    schedules,
    specimens,
    views,
)
from articles.admin.together import DeleteSources, DownloadSources, MergeSources
from articles.citations import EMBED_TYPE
from articles.markers import CitationHandler
from articles.models import ArticlePage
from articles.personal_data import declare
from articles.report import CHECK_URL_NAME, CheckAgainView, ReferencesReportView, ReportMenuItem
from articles.report import ICON as REPORT_ICON
from articles.report import URL_NAME as REPORT_URL_NAME
from articles.viewsets import SourceViewSet, TopicViewSet
from studio import first_steps as studio_first_steps
from studio import personal_data, styleguide, today
from studio.models import Person

register_snippet(TopicViewSet)
register_snippet(SourceViewSet)

# after Wagtail's own, whose "delete" ours takes the place of
for action in (MergeSources, DownloadSources, DeleteSources):
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "articles/icons/footnote.svg", "articles/icons/library.svg"]


@hooks.register("register_admin_urls")
def register_library_urls() -> list[URLPattern]:
    return [
        path("articles/library/", views.search_library, name="articles_library_search"),
        path("articles/library/keep/", views.keep_reference, name="articles_library_keep"),
    ]


@hooks.register("register_rich_text_features")
def register_footnotes(features: FeatureRegistry) -> None:
    features.register_embed_type(CitationHandler)
    features.register_editor_plugin("draftail", EMBED_TYPE, draftail.CitationFeature())
    features.register_converter_rule("contentstate", EMBED_TYPE, draftail.conversion_rule)


@hooks.register("before_publish_page")
def insist_on_references(request: HttpRequest, page: Page) -> None:
    if isinstance(page, ArticlePage):
        publishing.insist_on_references(page)


@hooks.register("after_publish_page")
def warn_of_loose_ends(request: HttpRequest, page: Page) -> None:
    if isinstance(page, ArticlePage):
        sentences = lint.warnings(page.text())
        if sentences:
            messages.warning(request, lint.summary(sentences))


@hooks.register("before_bulk_action")
def refuse_lost_references(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "publish" or not all(isinstance(item, Page) for item in objects):
        return None
    with_descendants = action.cleaned_form.cleaned_data.get("include_descendants", False)
    refused = publishing.unfinished(objects, with_descendants=with_descendants)
    for article, sentences in refused:
        messages.error(request, lint.refusal_summary(article.title, sentences))
    return redirect(action.next_url) if refused else None


@hooks.register("before_delete_snippet")
def refuse_to_delete_authors(request: HttpRequest, objects: list[Any]) -> HttpResponse | None:
    people = [item for item in objects if isinstance(item, Person)]
    refused = authorship.refusals(people) if people else []
    for sentence in refused:
        messages.error(request, sentence)
    return redirect(reverse(Person.snippet_viewset.get_url_name("list"))) if refused else None


@hooks.register("register_log_actions")
def register_refused_schedules(actions: LogActionRegistry) -> None:
    @actions.register_action(publishing.SCHEDULE_REFUSED)
    class RefusedScheduleFormatter(LogFormatter):
        label = _("Scheduled draft not published")

        def format_message(self, log_entry: PageLogEntry) -> str:
            return " ".join([str(self.label) + ":", *log_entry.data.get("reasons", [])])


@hooks.register("register_log_actions")
def register_merging(actions: LogActionRegistry) -> None:
    @actions.register_action(merging.MERGED)
    class MergeFormatter(LogFormatter):
        label = _("Merged with other sources")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return " ".join([f"{self.label}:", "; ".join(log_entry.data.get("merged", []))])


# --- the report of references ---------------------------------------------------------


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    report = "reports/references/"
    return [
        path(report, ReferencesReportView.as_view(), name=REPORT_URL_NAME),
        path(
            f"{report}results/",
            ReferencesReportView.as_view(results_only=True),
            name=f"{REPORT_URL_NAME}_results",
        ),
        path(f"{report}links/<int:pk>/", CheckAgainView.as_view(), name=CHECK_URL_NAME),
    ]


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> ReportMenuItem:
    label, url = _("References"), reverse(REPORT_URL_NAME)
    return ReportMenuItem(label, url, name="references", icon_name=REPORT_ICON, order=640)


# --- the first page -------------------------------------------------------------------


hooks.register(today.HOOK, schedules.lines, order=25)
hooks.register(styleguide.HOOK, specimens.specimens, order=20)
hooks.register(studio_first_steps.HOOK, first_steps.steps, order=30)
hooks.register(personal_data.HOOK, declare, order=25)


@hooks.register("construct_homepage_panels")
def show_how_to_write(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(first_steps.HowToWritePanel())
