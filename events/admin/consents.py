"""Consents in the CMS: to change the words is to publish others; nothing is ever deleted.

A consent that is no longer wanted is taken off the pages that ask for it. Its versions stay,
as long as there are people who agreed to them, and drafts that may ask for it.
"""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from events.ledger import ConsentDocument, ConsentVersion
from events.services import consents
from studio.lessons import TEMPLATE, TeachingMixin

_STATEMENT = ConsentVersion._meta.get_field("statement")


class ConsentForm(forms.ModelForm):
    """The title, for staff, and the words as they are from now on."""

    statement = forms.CharField(
        label=_("Sentence beside the box"),
        max_length=_STATEMENT.max_length,
        help_text=_("In the words of whoever ticks it, such as “I move at my own risk.”"),
    )
    text = forms.CharField(
        label=_("The whole text"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("What the sentence rests on. It is shown when somebody opens it."),
    )

    class Meta:
        model = ConsentDocument
        fields = ["title"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.instance.current
        if version:
            self.initial |= {"statement": version.statement, "text": version.text}
            self.fields["statement"].help_text = _(
                "Other words are a new version: who agreed before agreed to the old ones."
            )


class _Publishing:
    """For the views that save: the words become a version of their own."""

    def save_instance(self) -> ConsentDocument:
        with transaction.atomic():
            document = super().save_instance()
            words = self.form.cleaned_data
            consents.publish(
                document, statement=words["statement"], text=words["text"], by=self.request.user
            )
        return document


class ConsentAddView(_Publishing, generic.CreateView):
    """The first version."""


class ConsentEditView(_Publishing, generic.EditView):
    """The next version, if the words are others."""


class ConsentIndexView(TeachingMixin, generic.IndexView):
    """With the sentence that stands beside the box now."""

    lesson = _(
        "What people agree to when they register, such as house rules or a waiver. Events choose"
        " from here. Whoever changes the words makes a new version; what somebody agreed to stays"
        " as they read it."
    )

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("current")


class ConsentInspectView(generic.InspectView):
    """All versions: the words, since when, by whom, and how many agreed."""

    page_title = _("Versions")

    def get_fields(self) -> list[str]:
        return ["title", "versions"]

    def get_versions_display_value(self) -> SafeString:
        versions = self.object.versions.select_related("by").order_by("-number")
        versions = versions.annotate(agreed=Count("receipts"))
        known = {"versions": versions, "current": self.object.current_id}
        return render_to_string("events/admin/includes/versions.html", known)


class ConsentViewSet(ModelViewSet):
    """What people agree to."""

    model = ConsentDocument
    name = "consents"
    icon = "clipboard-list"
    menu_label = _("Consents")
    menu_order = 400
    list_display = [
        "title",
        Column("statement", label=_("Sentence beside the box"), accessor="current.statement"),
        Column("number", label=_("Version"), accessor="current.number"),
    ]
    ordering = "title"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ConsentIndexView
    index_results_template_name = TEMPLATE
    add_view_class = ConsentAddView
    edit_view_class = ConsentEditView
    inspect_view_class = ConsentInspectView

    def get_form_class(self, for_update: bool = False) -> type[ConsentForm]:
        return ConsentForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        away = {"delete_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**{**away, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = {"index", "index_results", "add", "edit", "history", "history_results", "inspect"}
        return [one for one in super().get_urlpatterns() if one.name in kept]

    def get_permissions_to_register(self) -> Any:
        return super().get_permissions_to_register().exclude(codename__startswith="delete_")
