from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from articles.admin.bringing import ImportView
from articles.admin.choosing import SourceChooserViewSet
from articles.admin.shelf import (
    ICON,
    AddSourceView,
    DeleteSourceView,
    EditSourceView,
    ShelfView,
    SourceView,
)
from articles.models import Source, Topic
from studio import lessons


class TopicsView(lessons.TeachingMixin, IndexView):
    """The topics, or what they are for."""

    lesson = _(
        "Topics say what articles are about: running, breathing, sleep. Readers find a list of"
        " articles and a feed under each. A topic is written down here once and chosen in many"
        " articles."
    )


class TopicViewSet(SnippetViewSet):
    """Topics in the CMS."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_admin_menu = True
    menu_order = 210
    list_display = ["name", "slug", "description"]
    index_view_class = TopicsView
    index_results_template_name = lessons.TEMPLATE


class SourceViewSet(SnippetViewSet):
    """The library of sources in the CMS."""

    model = Source
    url_namespace = "sources"
    url_prefix = "sources"
    chooser_admin_url_namespace = "source_chooser"
    chooser_base_url_path = "sources/choose"
    icon = ICON
    menu_label = _("Sources")
    menu_name = "sources"
    menu_order = 215
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50
    index_view_class = ShelfView
    index_results_template_name = lessons.TEMPLATE
    inspect_view_class = SourceView
    inspect_template_name = "articles/admin/source.html"
    add_view_class = AddSourceView
    edit_view_class = EditSourceView
    delete_view_class = DeleteSourceView
    chooser_viewset_class = SourceChooserViewSet

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # the view knows its own order, columns, filters and search
        own = ("default_ordering", "list_display", "list_filter", "filterset_class")
        fixed = dict.fromkeys((*own, "search_fields", "search_backend_name"), self.UNDEFINED)
        urls = {"queryset": None, "import_url_name": self.get_url_name("import")}
        return {**super().get_index_view_kwargs(**kwargs), **fixed, **urls}

    @property
    def import_view(self) -> Any:
        return self.construct_view(ImportView)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("import/", self.import_view, name="import")]
