from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from articles.models import Topic


class TopicViewSet(SnippetViewSet):
    """Topics in the CMS."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    add_to_admin_menu = True
    menu_order = 210
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
