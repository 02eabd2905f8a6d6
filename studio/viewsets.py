from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from studio import decided, lessons
from studio.models import Person
from studio.saving import OneAtATimeCreateView
from studio.versions import CompareView


class StudioPageViewSet(PageViewSet):
    """Pages of every type in the CMS: Wagtail's views, where ours do not say more."""

    revisions_compare_view_class = CompareView
    add_view_class = OneAtATimeCreateView
    edit_view_class = decided.DecidingEditView
    workflow_action_view_class = decided.DecidingView


class PeopleView(lessons.TeachingMixin, IndexView):
    """The people, or what they are for."""

    lesson = _(
        "Here stand the people whose names are on the site: who writes articles, who teaches"
        " events. Each gets a page of their own with what they wrote. They need no account."
    )


class PersonViewSet(SnippetViewSet):
    """People in the CMS."""

    model = Person
    icon = "group"
    menu_label = _("People")
    add_to_admin_menu = True
    menu_order = 220
    list_display = ["name", "role"]
    index_view_class = PeopleView
    index_results_template_name = lessons.TEMPLATE
