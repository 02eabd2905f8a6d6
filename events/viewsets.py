"""Events in the CMS: the ledger of registrations, the list of events, places, consents."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail_modeladmin.options import ModelAdmin

from events.admin.adding import AddView
from events.admin.amending import ChangeView
from events.admin.buttons import EXPORT_URL, TOGETHER_URL, WRITE_URL, LedgerButtonHelper
from events.admin.case import CaseView
from events.admin.consents import ConsentViewSet
from events.admin.counts import CountsViewSet
from events.admin.exports import ExportView
from events.admin.frames import ICON, find
from events.admin.index import Columns, LedgerIndexView
from events.admin.letters import WriteView
from events.admin.moving import MoveView
from events.admin.rights import LedgerPermissionHelper
from events.admin.together import TogetherView
from events.admin.verbs import (
    ApproveView,
    CancelView,
    DeclineView,
    EraseView,
    GiveView,
    NoteView,
    PayView,
)
from events.content import Place
from events.ledger import Registration
from studio.lessons import TEMPLATE, TeachingMixin

#: Where the menu of events takes further items from.
MENU_HOOK = "register_events_menu_item"
_PREFIX = "registrations/"
_VERB_VIEWS = (
    ApproveView,
    CancelView,
    ChangeView,
    DeclineView,
    EraseView,
    GiveView,
    MoveView,
    NoteView,
    PayView,
)


class RegistrationAdmin(Columns, ModelAdmin):
    """The ledger. docs/decisions/0012-events.md says what of the package is used, and why."""

    model = Registration
    base_url_path = "registrations"
    menu_label = _("Registrations")
    menu_item_name = "registrations"
    menu_icon = ICON
    menu_order = 200
    add_to_admin_menu = False  # it stands in the menu of events
    list_display_add_buttons = "shown_name"
    list_per_page = 50
    ordering = ("-created_at", "-pk")
    empty_value_display = ""
    inspect_view_enabled = True
    history_view_enabled = False
    permission_helper_class = LedgerPermissionHelper
    button_helper_class = LedgerButtonHelper
    index_view_class = LedgerIndexView
    create_view_class = AddView
    inspect_view_class = CaseView
    index_view_extra_css = ["events/admin/ledger.css"]
    inspect_view_extra_css = ["events/admin/ledger.css"]

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        # the package looks for any number, and fails on what is none
        return super().inspect_view(request, str(find(request, instance_pk).pk))

    def index_view(self, request: HttpRequest) -> HttpResponse:
        if not self.permission_helper.user_can_list(request.user):
            raise PermissionDenied
        return super().index_view(request)

    def get_admin_urls_for_registration(self) -> list[URLPattern]:
        """Ours and those of the package that fit: nothing edits or deletes a row."""
        names = {self.url_helper.get_action_url_name(one) for one in ("index", "create", "inspect")}
        theirs = [one for one in super().get_admin_urls_for_registration() if one.name in names]
        verbs = [
            path(
                f"{_PREFIX}{view.verb.name}/<str:instance_pk>/",
                view.as_view(),
                name=self.url_helper.get_action_url_name(view.verb.name),
            )
            for view in _VERB_VIEWS
        ]
        return [
            *theirs,
            path(f"{_PREFIX}together/", TogetherView.as_view(), name=TOGETHER_URL),
            path(f"{_PREFIX}write/", WriteView.as_view(), name=WRITE_URL),
            path(f"{_PREFIX}export/", ExportView.as_view(), name=EXPORT_URL),
            *verbs,
        ]

    def register_admin_url_finders(self) -> None:
        """None: names of people would stand in reports that link to what they list."""

    def register_indexing(self) -> None:
        """None: it would start a task whenever somebody registers."""


class PlacesView(TeachingMixin, IndexView):
    """The places, or what they are for."""

    lesson = _(
        "Where events happen: the room, the yard, a park, a call. A place is written down once,"
        " with its address and the way there, and chosen in many events."
    )


class PlaceViewSet(ModelViewSet):
    """Where events happen."""

    model = Place
    name = "places"
    icon = "home"
    menu_label = pgettext_lazy("where", "Places")
    menu_order = 300
    list_display = ["name", "address", "is_online"]
    index_view_class = PlacesView
    index_results_template_name = TEMPLATE
    ordering = "name"
    copy_view_enabled = False


place_chooser = ChooserViewSet(
    "place_chooser",
    model=Place,
    icon="home",
    choose_one_text=_("Choose a place"),
    choose_another_text=_("Choose another place"),
    edit_item_text=_("Edit this place"),
)


class EventsGroup(ViewSetGroup):
    """The menu of events."""

    items = (CountsViewSet, PlaceViewSet, ConsentViewSet)
    menu_label = _("Events")
    menu_name = "events"
    menu_icon = "date"
    menu_order = 240
    submenu_hook = MENU_HOOK
