"""What staff see of the outbox: the list, one letter, "Send again", and the alarm."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import django_filters
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import linebreaksbr
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from studio import accesses, mail
from studio.first_steps import TRIAL_URL
from studio.lessons import TEMPLATE, TeachingMixin
from studio.masks import masked
from studio.models import Letter
from studio.models.outbox import LetterQuerySet
from studio.today import Line

#: What the first page of the CMS counts, and leads to.
_LATE, _FAILED = "late", "failed"

LIST = accesses.subject("letters", _("List of letters"))
LETTER = accesses.subject("letter", _("Letter"))


class LetterFilterSet(WagtailFilterSet):
    """By state, and by the kinds that there are."""

    kind = django_filters.AllValuesFilter(label=_("Kind"), widget=RadioSelect, empty_label=_("All"))
    trouble = django_filters.ChoiceFilter(
        label=_("Trouble"),
        method="in_trouble",
        empty_label=_("Any"),
        choices=[
            (_LATE, _("Late: waiting for more than ten minutes")),
            (_FAILED, _("Given up on within two weeks")),
        ],
    )

    class Meta:
        model = Letter
        fields = ["status", "kind", "trouble"]

    def in_trouble(self, letters: LetterQuerySet, name: str, trouble: str) -> LetterQuerySet:
        return letters.late() if trouble == _LATE else letters.failed_lately()


class LetterIndexView(accesses.SeenMixin, TeachingMixin, generic.IndexView):
    """The list, with "Send again" for those who may."""

    any_permission_required = ["view"]
    seen_as = LIST
    seen_filters = ("status", "trouble")
    resend_url_name = None
    lesson = _(
        "Every letter of the site comes here when it is written: to whom, what it says, whether it"
        " left. One that could not be sent can be sent again. None was written yet."
    )

    def get_ways(self) -> list[tuple[Any, str]]:
        if not self.user_has_permission("resend"):
            return []
        return [(gettext("Write yourself a letter"), reverse(TRIAL_URL))]

    def get_list_more_buttons(self, instance: Letter) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("resend"):
            url = reverse(self.resend_url_name, args=[instance.pk])
            buttons.append(Button(_("Send again"), url=url, icon_name="resubmit", priority=30))
        return buttons


class LetterInspectView(accesses.SeenMixin, generic.InspectView):
    """One letter, as text; its HTML is never rendered.

    Links in it act for its reader, so nobody here sees one that works, not the owner either.
    """

    any_permission_required = ["view"]
    seen_as = LETTER
    page_title = _("Letter")
    resend_url_name = None

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not self.user_has_permission("resend"):
            return []
        url = reverse(self.resend_url_name, args=[self.object.pk])
        return [HeaderButton(_("Send again"), url=url, icon_name="resubmit")]

    def get_headers_display_value(self) -> SafeString:
        lines = [f"{name}: {value}" for name, value in self.object.headers.items()]
        return _as_written("\n".join(lines))

    def get_attachments_display_value(self) -> SafeString:
        return _as_written("\n\n".join("\n".join(parts) for parts in self.object.attachments))

    def get_text_display_value(self) -> SafeString:
        return _as_written(self.object.text)

    def get_html_display_value(self) -> SafeString:
        return _as_written(self.object.html)

    def get_created_at_display_value(self) -> str:
        return _moment(self.object.created_at)

    def get_sent_at_display_value(self) -> str:
        return _moment(self.object.sent_at)

    def get_next_attempt_at_display_value(self) -> str:
        is_waiting = self.object.status == Letter.Status.WAITING
        return _moment(self.object.next_attempt_at if is_waiting else None)

    def get_last_error_display_value(self) -> str:
        return masked(self.object.last_error) or "–"


class LetterResendView(
    accesses.SeenMixin,
    PermissionCheckedMixin,
    BaseObjectMixin,
    WagtailAdminTemplateMixin,
    TemplateView,
):
    """GET asks, POST sends."""

    http_method_names = ["get", "head", "options", "post"]
    model = Letter
    permission_required = "resend"
    seen_as = LETTER
    page_title = _("Send again")
    template_name = "studio/admin/letter_resend.html"
    index_url_name = None
    inspect_url_name = None

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Letters")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        index_url = reverse(self.index_url_name)
        return super().get_context_data(letter=self.object, index_url=index_url, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            mail.resend(self.object, by=request.user)
        except mail.LetterOnItsWay:
            messages.warning(request, gettext("This letter is being sent at this moment."))
        else:
            accesses.wrote(LETTER, by=request.user, about=f"#{self.object.pk}")
            messages.success(request, gettext("The letter will leave within a minute."))
        return redirect(self.index_url_name)


class LetterViewSet(ModelViewSet):
    """Letters are written by the site: nothing to add, edit, copy or delete."""

    model = Letter
    name = "letters"
    icon = "outbox"  # "mail" is what comes in
    menu_label = _("Letters")
    menu_order = 800
    add_to_admin_menu = True
    add_to_reference_index = False
    index_view_class = LetterIndexView
    index_results_template_name = TEMPLATE
    inspect_view_class = LetterInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = []
    list_display = ["subject", "to", "kind", "status", "attempts", "created_at", "sent_at"]
    filterset_class = LetterFilterSet
    search_fields = ["to", "subject"]
    search_backend_name = None
    inspect_view_fields = [
        "kind",
        "to",
        "reply_to",
        "subject",
        "status",
        "attempts",
        "last_error",
        "next_attempt_at",
        "created_at",
        "sent_at",
        "message_id",
        "headers",
        "text",
        "html",
        "attachments",
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        away = ("add", "edit", "delete", "history", "usage")
        urls = {f"{view}_url_name": None for view in away}
        urls["resend_url_name"] = self.get_url_name("resend")
        return super().get_common_view_kwargs(**{**urls, **kwargs})

    @property
    def resend_view(self) -> Any:
        return self.construct_view(LetterResendView)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("resend/<int:pk>/", self.resend_view, name="resend"),
        ]

    def register_admin_url_finder(self) -> None:
        """A letter has no edit view that reports could link to."""


def lines(request: HttpRequest) -> Iterator[Line]:
    """The alarm on the first page, for those who may see letters: what does not leave, what failed."""
    if not request.user.has_perm("studio.view_letter"):
        return
    index = reverse("letters:index")
    late, failed = Letter.objects.late(), Letter.objects.failed_lately()
    if n := late.count():
        yield Line(
            words=ngettext("%(n)d letter does not leave", "%(n)d letters do not leave", n)
            % {"n": n},
            url=f"{index}?trouble={_LATE}",
            detail=_last_answer(late),
            is_urgent=True,
        )
    if n := failed.count():
        yield Line(
            words=ngettext("%(n)d letter could not be sent", "%(n)d letters could not be sent", n)
            % {"n": n},
            url=f"{index}?trouble={_FAILED}",
            detail=_last_answer(failed),
            is_urgent=True,
        )


def _last_answer(letters: LetterQuerySet) -> str:
    """What the mail server said last of these; empty where it was not reached."""
    answers = letters.exclude(last_error="").order_by("-next_attempt_at")
    answer = answers.values_list("last_error", flat=True).first()
    return gettext("Last answer: %(answer)s") % {"answer": masked(answer)} if answer else ""


def _moment(at: datetime | None) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT") if at else "–"


def _as_written(text: str) -> SafeString:
    """A text with its lines, never as HTML, and without the secrets in its links."""
    return linebreaksbr(masked(text), autoescape=True) if text else SafeString("–")
