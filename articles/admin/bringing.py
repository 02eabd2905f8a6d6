"""A file of sources comes into the library: first what would happen, then the doing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from articles import importing, interchange
from articles.models import Source

_TOO_LONG = _("This is longer than 1 MB. Bring it in parts.")


class ImportForm(forms.Form):
    """A text, or a file that holds one."""

    text = forms.CharField(
        label=_("Paste it here"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 10, "spellcheck": "false", "maxlength": interchange.MOST_BYTES}
        ),
        help_text=_("BibTeX, RIS or CSL-JSON. Which one is told by what stands in it."),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("No more than 1 MB, or 2,000 entries."),
    )

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        if file and file.size > interchange.MOST_BYTES:
            raise ValidationError(_TOO_LONG)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file = cleaned.get("file")
        cleaned["sources"] = interchange.text_of(file.read()) if file else cleaned.get("text", "")
        if "file" in self.errors:
            return cleaned
        try:
            self.plan = importing.plan(cleaned["sources"])
        except interchange.Unreadable as refusal:
            self.add_error("file" if file else "text", str(refusal))
        return cleaned


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET asks for a file, one POST shows what it holds, another writes it.

    Nothing is kept between them: the second sends the text again.
    """

    http_method_names = ["get", "head", "options", "post"]
    model = Source
    permission_required = "add"
    page_title = _("Import sources")
    header_icon = "upload"
    template_name = "articles/admin/import.html"
    index_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Sources")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", ImportForm())
        return super().get_context_data(
            index_url=reverse(self.index_url_name), media=kwargs["form"].media, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        text = form.cleaned_data["sources"]
        if "import" not in request.POST:
            may_fill = self.user_has_permission("change")
            return self.render_to_response(
                self.get_context_data(form=form, plan=form.plan, text=text, may_fill=may_fill)
            )
        fill: set[int] = set()
        if self.user_has_permission("change"):
            fill = {
                int(one)
                for one in request.POST.getlist("fill")
                if one.isascii() and one.isdigit() and len(one) < 6
            }
        _tell(request, importing.carry_out(text=text, fill=fill, by=request.user))
        return redirect(self.index_url_name)


def _tell(request: HttpRequest, outcome: importing.Outcome) -> None:
    done = []
    if outcome.imported:
        done.append(
            ngettext("%(n)d source was imported.", "%(n)d sources were imported.", outcome.imported)
            % {"n": outcome.imported}
        )
    if outcome.filled:
        done.append(
            ngettext(
                "%(n)d source of the library was filled in.",
                "%(n)d sources of the library were filled in.",
                outcome.filled,
            )
            % {"n": outcome.filled}
        )
    if done:
        messages.success(request, " ".join(done))
    else:
        messages.info(request, gettext("Nothing was new, so nothing was imported."))
