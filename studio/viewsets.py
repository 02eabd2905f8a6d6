from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from studio.models import Person


class PersonViewSet(SnippetViewSet):
    """People in the CMS."""

    model = Person
    icon = "group"
    menu_label = _("People")
    add_to_admin_menu = True
    menu_order = 220
    list_display = ["name", "role"]
