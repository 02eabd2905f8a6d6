"""Messages in the CMS, as Wagtail shows its own things."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from home.admin.filters import SEARCHED, MessageFilterSet
from home.admin.views import EraseView, MarkView, MessageIndexView, MessageView
from home.models import Message
from studio.lessons import TEMPLATE

#: Views of Wagtail's that messages have not: visitors write them, and nobody changes their words.
_AWAY = ("add", "copy", "edit", "history", "usage")


class MessageViewSet(SnippetViewSet):
    """The list of messages, each of them, and what can be done about it."""

    model = Message
    url_namespace = "messages"
    url_prefix = "messages"
    icon = "mail"
    menu_label = _("Messages")
    menu_name = "messages"
    menu_order = 240
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 30
    index_view_class = MessageIndexView
    index_results_template_name = TEMPLATE
    inspect_view_class = MessageView
    inspect_template_name = "home/admin/message.html"
    delete_view_class = EraseView
    list_display = [
        "headline",
        "name",
        "email",
        Column("status", label=_("State"), accessor="get_status_display", sort_key="status"),
        DateColumn("sent_at", label=_("Arrived"), sort_key="sent_at"),
    ]
    filterset_class = MessageFilterSet
    search_fields = list(SEARCHED)
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        urls = {f"{view}_url_name": None for view in _AWAY}
        return super().get_common_view_kwargs(**{**urls, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        mark = self.construct_view(MarkView)
        return [
            path("", self.index_view, name="list"),
            path("results/", self.index_results_view, name="list_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("mark/<int:pk>/", mark, name="mark"),
            path("delete/<int:pk>/", self.delete_view, name="delete"),
        ]

    def get_edit_handler(self) -> None:
        """None: nobody changes what a visitor wrote."""

    @property
    def url_finder_class(self) -> Any:
        """The history report and the like lead to the message."""
        finder = super().url_finder_class
        finder.edit_url_name = self.get_url_name("inspect")
        return finder

    def register_chooser_viewset(self) -> None:
        """Messages are chosen nowhere, and a chooser would list them to all who sign in."""

    def register_model_check(self) -> None:
        """Messages have no panels to check."""

    def attach_model_edit_handler(self) -> None:
        """Messages have no panels to edit them with."""
