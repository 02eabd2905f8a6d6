from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page, PageLogEntry
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from articles import authorship, draftail, lint, publishing
from articles.citations import EMBED_TYPE
from articles.markers import CitationHandler
from articles.models import ArticlePage
from articles.viewsets import TopicViewSet
from studio.models import Person

register_snippet(TopicViewSet)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "articles/icons/footnote.svg"]


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
