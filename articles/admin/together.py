"""What is done with several sources at once: merging, taking as a file, deleting."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from articles import interchange, merging
from articles.admin.shelf import FILE_STEM, chosen, kept_copies, used_in
from articles.downloads import file_of
from articles.models import Record, Source
from articles.sources import folded

#: How many are shown side by side.
MOST_MERGED = 10
_NUMBER = re.compile("[0-9]{1,18}")


class _TogetherMixin:
    """About the sources that an address names; those that are gone are counted."""

    models = [Source]
    permissions: set[str] = {"view", "add", "change", "delete"}
    needs_all_permissions = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ask = self.permission_policy.user_has_permission
        answers = [ask(request.user, permission) for permission in self.permissions]
        if not (all(answers) if self.needs_all_permissions else any(answers)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def asked(self) -> set[int]:
        """The numbers that were marked; none where all of the list are meant."""
        asked = self.request.GET.getlist("id")
        return {int(number) for number in asked if _NUMBER.fullmatch(number)}

    @cached_property
    def found(self) -> list[Source]:
        """Those of them that are still there, by title."""
        if "all" in self.request.GET.getlist("id"):
            # those of the list as it was narrowed down, which its address tells
            listing = chosen(QueryDict(urlsplit(self.next_url).query))
        else:
            listing = Source.objects.filter(pk__in=self.asked)
        return list(listing.with_uses().order_by("title", "pk"))

    def get_actionable_objects(self) -> tuple[list[Source], dict[str, Any]]:
        return self.found, {"items_with_no_access": []}

    def object_context(self, obj: Source) -> dict[str, Any]:
        return {"item": obj, "uses": used_in(obj.uses)}


class MergeForm(forms.Form):
    """Which of them stays."""

    keep = forms.TypedChoiceField(
        coerce=int,
        error_messages={"required": _("Choose the one that stays.")},
    )

    def __init__(self, *args: Any, sources: list[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [(source.pk, str(source)) for source in sources]


class MergeSources(_TogetherMixin, SnippetBulkAction):
    """Shows them side by side, and makes one of them."""

    display_name = _("Merge")
    aria_label = _("Merge the chosen sources")
    action_type = "merge"
    action_priority = 10
    form_class = MergeForm
    template_name = "articles/admin/merge.html"
    permissions = {"change", "delete"}
    needs_all_permissions = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"sources": self.found}

    @cached_property
    def refusal(self) -> str:
        """Why these cannot be merged; empty where they can."""
        if self.asked - {source.pk for source in self.found}:
            return gettext("One of these sources is no longer there. Mark them again in the list.")
        if len(self.found) < 2:
            return gettext("Mark two sources or more.")
        if len(self.found) > MOST_MERGED:
            return gettext("No more than %d sources are merged at once.") % MOST_MERGED
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "title": self.aria_label,
            "refusal": self.refusal,
            "doubt": "" if self.refusal else _doubt(self.found),
            "rows": [] if self.refusal else _side_by_side(self.found),
            "kept": self._kept(context["form"]),
        }

    def _kept(self, form: forms.Form) -> int:
        """The one that is proposed: what most articles cite."""
        typed = str(form["keep"].value() or "")
        if _NUMBER.fullmatch(typed):
            return int(typed)
        return max(self.found, key=lambda source: source.uses).pk if self.found else 0

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        keep = form.cleaned_data["keep"]
        others = {source.pk for source in self.found} - {keep}
        if self.refusal:
            return self._refused(form)
        try:
            kept = merging.merge(keep=keep, others=others, by=self.request.user)
        except merging.SourceGone:
            del self.found
            self.__dict__.pop("refusal", None)
            return self._refused(form)
        words = gettext("%(n)d sources are one now: %(source)s.")
        words %= {"n": len(others) + 1, "source": str(kept).rstrip(".")}
        messages.success(self.request, words)
        return redirect(self.next_url)

    def _refused(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def get_form(self, form_class: Any = None) -> forms.Form:
        form = super().get_form(form_class)
        if self.refusal:
            form.fields["keep"].required = False  # there is nothing to choose
        return form


#: Where two records differ in one of these, they may be two works: each, and how it is compared.
_TELLING: dict[str, Callable[[Any], object]] = {
    "kind": str,
    "title": folded,
    "year": int,
    "doi": str,
}


def _doubt(sources: list[Source]) -> str:
    """A sentence, where what they say speaks for different works; what one lacks says nothing."""
    differ = [
        str(Source._meta.get_field(name).verbose_name)
        for name, compared in _TELLING.items()
        if len({compared(value) for one in sources if (value := getattr(one, name))}) > 1
    ]
    if not differ:
        return ""
    words = gettext("They may be different works: look at their %(facts)s before you merge them.")
    return words % {"facts": get_text_list(differ, gettext("and"))}


def _side_by_side(sources: list[Source]) -> list[tuple[str, list[str]]]:
    """The facts in which any of them knows something: a label, and a value a source."""
    rows = []
    for name in (*Record.FACTS, "note"):
        values = [_shown(source, name) for source in sources]
        if any(values):
            rows.append((Source._meta.get_field(name).verbose_name, values))
    rows.append((gettext("cited"), [used_in(source.uses) for source in sources]))
    return rows


def _shown(source: Source, name: str) -> str:
    value = source.get_kind_display() if name == "kind" else getattr(source, name)
    return str(value or "")


class DownloadForm(forms.Form):
    """As what."""

    format = forms.ChoiceField(
        label=_("Format"), choices=interchange.NAMES, widget=forms.RadioSelect, initial="bibtex"
    )


class DownloadSources(_TogetherMixin, SnippetBulkAction):
    """The chosen sources as a file."""

    display_name = _("Download")
    aria_label = _("Download the chosen sources")
    action_type = "download"
    action_priority = 20
    form_class = DownloadForm
    template_name = "articles/admin/download.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"title": self.aria_label}

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        return file_of(form.cleaned_data["format"], self.found, FILE_STEM)


class DeleteSources(_TogetherMixin, DeleteBulkAction):
    """In the place of Wagtail's own: says what stays behind in articles."""

    template_name = "articles/admin/delete_several.html"
    permissions = {"delete"}

    def object_context(self, obj: Source) -> dict[str, Any]:
        return super().object_context(obj) | {"copies": kept_copies(obj.uses)}
