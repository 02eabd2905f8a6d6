"""A source is chosen from the library, in a dialog of Wagtail's."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from articles.models import Source
from articles.models.library import SourceQuerySet


class SourceFilterForm(BaseFilterForm):
    """Search as you type: all words, whatever their case and accents."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Words of its title, an author, a year")}),
    )

    def filter(self, objects: SourceQuerySet) -> SourceQuerySet:
        objects = super().filter(objects)
        if typed := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, typed
            objects = objects.matching(typed)
        return objects


class _ForLibrarians:
    """Shows the library to those who may do something in it, and to nobody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        policy = policy_registry.get_by_type(Source)
        if not policy.user_has_any_permission(request.user, {"add", "change", "delete", "view"}):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class _SourceListMixin(_ForLibrarians):
    filter_form_class = SourceFilterForm

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
        ]


class ChooseSourceView(_SourceListMixin, ChooseView):
    """The dialog."""


class ChooseSourceResultsView(_SourceListMixin, ChooseResultsView):
    """Its list alone."""


class ChosenSourceView(_ForLibrarians, SnippetChosenView):
    """What was chosen."""


class ChosenSourcesView(_ForLibrarians, SnippetChosenMultipleView):
    """What was chosen, several."""


class SourceChooserViewSet(SnippetChooserViewSet):
    """Puts them together."""

    choose_view_class = ChooseSourceView
    choose_results_view_class = ChooseSourceResultsView
    chosen_view_class = ChosenSourceView
    chosen_multiple_view_class = ChosenSourcesView
    choose_one_text = _("Choose a source")
    choose_another_text = _("Choose another source")
    edit_item_text = _("Edit this source")
