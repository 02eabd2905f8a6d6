"""What browsers blocked, told to whoever looks after the site."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, NumberColumn
from wagtail.admin.views.reports import ReportView

from studio import keeping
from studio.models import Blockage

URL_NAME = "blocked_report"
PERMISSION = "studio.view_blockage"
ICON = "warning"

_Directive = Blockage.Directive
#: What the page wanted, in the words of people.
_WANTED = {
    _Directive.BASE: _("Another root for all addresses of the page"),
    _Directive.CONNECT: _("A connection of a script"),
    _Directive.FONT: _("A font"),
    _Directive.FORM: _("A form sent elsewhere"),
    _Directive.FRAME: _("A frame with another page"),
    _Directive.FRAMED_BY: _("To be shown inside another site"),
    _Directive.PICTURE: _("A picture"),
    _Directive.MANIFEST: _("A manifest"),
    _Directive.MEDIA: _("A sound or film"),
    _Directive.OBJECT: _("A plug-in"),
    _Directive.SCRIPT: _("A script"),
    _Directive.SCRIPT_OF_ATTRIBUTE: _("A script in an attribute, such as onclick"),
    _Directive.SCRIPT_ELEMENT: _("A script"),
    _Directive.STYLE: _("A style"),
    _Directive.STYLE_OF_ATTRIBUTE: _("A style in an attribute"),
    _Directive.STYLE_ELEMENT: _("A style sheet"),
    _Directive.WORKER: _("A worker"),
}
_FROM = {
    "inline": _("written inside the page"),
    "eval": _("made from text by a script"),
    "wasm-eval": _("made from text by a script"),
    "data": _("inside its own address (data:)"),
    "blob": _("made by a script (blob:)"),
}


def wanted(blockage: Blockage) -> str:
    """What the page wanted to do, for people."""
    return _WANTED.get(_Directive(blockage.directive), _("Something"))


def origin(blockage: Blockage) -> str:
    """Where that came from, for people."""
    return _FROM.get(blockage.origin, blockage.origin)


class BlockedReportView(ReportView):
    """What was refused, the most frequent first. The number of rows has a bound."""

    page_title = _("Blocked by browsers")
    header_icon = ICON
    results_template_name = "studio/admin/blocked_results.html"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    model = Blockage
    default_ordering = "-count"
    list_export = ["directive", "origin", "path", "count", "first_at", "last_at"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            Column("wanted", label=_("What the page wanted"), accessor=wanted),
            Column("origin", label=_("From where"), accessor=origin, sort_key="origin"),
            Column("path", label=_("On which page"), sort_key="path"),
            NumberColumn("count", label=_("Times"), sort_key="count", width="8%"),
            DateColumn("first_at", label=_("First"), sort_key="first_at", width="12%"),
            DateColumn("last_at", label=_("Last"), sort_key="last_at", width="12%"),
        ]

    def get_base_queryset(self) -> QuerySet[Blockage]:
        return Blockage.objects.all()

    def order_queryset(self, queryset: QuerySet[Blockage]) -> QuerySet[Blockage]:
        return queryset.order_by(self.ordering, "-last_at", "-pk")

    def get_filename(self) -> str:
        return f"blocked-{timezone.localdate():%Y-%m-%d}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return context | {"days": keeping.BLOCKAGES.days}


class BlockedMenuItem(MenuItem):
    """For those who may look after the site."""

    def __init__(self, url: str) -> None:
        label = _("Blocked by browsers")
        super().__init__(label, url, name="blocked", icon_name=ICON, order=1400)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)
