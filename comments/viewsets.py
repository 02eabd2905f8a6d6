"""Reader comments in the CMS, as Wagtail shows its own things."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from comments.admin.case import CaseView
from comments.admin.decisions import DecideView, UndoView
from comments.admin.menu import QueueMenuItem
from comments.admin.queue import QueueView
from comments.admin.wording import AmendView, AnswerView
from comments.models import Comment

#: Views of Wagtail's that comments have not. Comments come from readers, are never
#: copied, and nothing of them is deleted by hand; their history stands in the case.
_AWAY = ("add", "copy", "delete", "history", "usage")


class CommentViewSet(SnippetViewSet):
    """The queue, the case of a comment, and the decisions about it."""

    model = Comment
    url_namespace = "reader_comments"
    url_prefix = "reader-comments"
    icon = "comment"
    menu_label = _("Reader comments")
    menu_name = "reader-comments"
    menu_item_class = QueueMenuItem
    menu_order = 250
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 30
    index_view_class = QueueView
    index_template_name = "comments/admin/queue.html"
    index_results_template_name = "comments/admin/queue_results.html"
    inspect_view_class = CaseView
    inspect_template_name = "comments/admin/case.html"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        urls = {f"{view}_url_name": None for view in _AWAY}
        return super().get_common_view_kwargs(**{**urls, **kwargs})

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # the view knows its own order, columns, filters and search
        own = ("default_ordering", "list_display", "list_filter", "filterset_class")
        fixed = dict.fromkeys((*own, "search_fields", "search_backend_name"), self.UNDEFINED)
        return {**super().get_index_view_kwargs(**kwargs), **fixed, "queryset": None}

    @property
    def case_view(self) -> Any:
        return self.construct_view(CaseView, **self.get_inspect_view_kwargs(), is_fragment=True)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="list"),
            path("results/", self.index_results_view, name="list_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("case/<int:pk>/", self.case_view, name="case"),
            path("edit/<int:pk>/", self.construct_view(AmendView), name="edit"),
            path("answer/<int:pk>/", self.construct_view(AnswerView), name="answer"),
            path("decide/<int:pk>/", self.construct_view(DecideView), name="decide"),
            path("undo/", self.construct_view(UndoView), name="undo"),
        ]

    def get_edit_handler(self) -> None:
        """None: a reader's words are changed by a form of our own."""

    @property
    def url_finder_class(self) -> Any:
        """The history report and the like lead to the case."""
        finder = super().url_finder_class
        finder.edit_url_name = self.get_url_name("inspect")
        return finder

    def register_chooser_viewset(self) -> None:
        """Comments are chosen nowhere, and a chooser would list them to all who sign in."""

    def register_model_check(self) -> None:
        """Comments have no panels to check."""

    def attach_model_edit_handler(self) -> None:
        """Comments have no panels to edit them with."""
