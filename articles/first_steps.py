"""What the first page of the CMS says to whoever has not written yet."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, PageLogEntry

from articles.models import ArticleIndexPage, ArticlePage
from studio.first_steps import Step


def steps(request: HttpRequest) -> Iterator[Step]:
    """The first article, for whoever may publish one."""
    index = _index()
    if index is None or not index.permissions_for_user(request.user).can_publish_subpage():
        return
    yield Step(
        words=_("Publish the first article"),
        url=_new_article_url(index),
        is_done=ArticlePage.objects.live().exists(),
    )


class HowToWritePanel(Component):
    """The way to a first article, for authors and editors who have not changed a page yet."""

    name = "how-to-write"
    template_name = "articles/panels/how_to_write.html"
    order = 7

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString:
        user = parent_context["request"].user
        if user.is_superuser or has_worked(user):
            return SafeString("")
        index = _index()
        if index is None or not index.permissions_for_user(user).can_add_subpage():
            return SafeString("")
        return super().render_html({"index": index, "user": user})

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        index = parent_context["index"]
        return {
            "add_url": _new_article_url(index),
            "list_url": reverse("wagtailadmin_explore", args=[index.pk]),
            "pictures_url": reverse("wagtailimages:index"),
            "account_url": reverse("wagtailadmin_account"),
            "publishes": index.permissions_for_user(parent_context["user"]).can_publish_subpage(),
        }


def has_worked(user: Any) -> bool:
    """Whether a page is theirs, or they changed one."""
    return (
        Page.objects.filter(owner=user).exists() or PageLogEntry.objects.filter(user=user).exists()
    )


def _index() -> ArticleIndexPage | None:
    return ArticleIndexPage.objects.order_by("pk").first()


def _new_article_url(index: ArticleIndexPage) -> str:
    return reverse("wagtailadmin_pages:add", args=["articles", "articlepage", index.pk])
