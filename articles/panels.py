import json
from functools import partial
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.utils import parse_tags
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.permissions import policy_registry

from articles import comparisons, lint
from studio.models import SiteSettings
from studio.numbering import CitationNumbering
from studio.panels import WarningsPanel

#: What the references' scripts say; they have no words of their own.
ROW_WORDS = {
    "fromLibrary": _("From the library"),
    "changeInLibrary": _("Change it in the library"),
    "opensNewTab": _("opens in a new tab"),
    "putIn": _("Put into the library"),
    "notPutIn": _("The library does not answer, so nothing was put into it."),
    "takeOut": _("Take it out of the library’s care"),
    "takenOut": _("What is known of it can now be changed here, for this article alone."),
    "deleteTitle": _("Delete a reference that is cited?"),
    "citedOnce": _("One marker cites it:"),
    "citedOften": _("%s markers cite it:"),
    "after": _("after “%s”"),
    "atStart": _("at the beginning of a paragraph"),
    "more": _("and %s more"),
    "keep": _("Keep it"),
    "deleteWithMarkers": _("Delete it and its markers"),
    "deleteAlone": _("Delete it, leave its markers"),
}


class LooseEndsPanel(WarningsPanel):
    """What the references leave to look at: lost markers first, then the warnings."""

    introduction = _("Worth a look in the draft as it was last saved:")

    def warnings(self, instance: Any) -> list[str]:
        text = instance.text(CitationNumbering.BY_CITATION)
        return [*lint.lost_markers(text), *lint.warnings(text)]


class ReferencesPanel(InlinePanel):
    """The references, with what the scripts beside them must know of site and user."""

    class BoundPanel(InlinePanel.BoundPanel):
        @property
        def attrs(self) -> dict[str, str]:
            return {**super().attrs, "data-references": json.dumps(self._settings())}

        def _settings(self) -> dict[str, Any]:
            return {
                "numbering": self._site_settings().citation_numbering,
                "library": reverse("articles_library_search"),
                "keep": self._address_to_keep_at(),
                "source": self._address_of_a_source(),
                "words": {name: str(word) for name, word in ROW_WORDS.items()},
            }

        def _site_settings(self) -> SiteSettings:
            site = self.instance.get_site() if self.instance and self.instance.pk else None
            return SiteSettings.for_site(site) if site else SiteSettings.for_request(self.request)

        @property
        def _source_model(self) -> type[Model]:
            return self.panel.db_field.related_model._meta.get_field("source").related_model

        def _address_of_a_source(self) -> str:
            """Where source 0 would be changed, for the script to put an id in; or nothing."""
            finder = AdminURLFinder(self.request.user)
            return finder.get_edit_url(self._source_model(pk=0)) or ""

        def _address_to_keep_at(self) -> str:
            """Where a reference is put into the library; nothing for who may not add to it."""
            policy = policy_registry.get_by_type(self._source_model)
            may_add = policy.user_has_permission(self.request.user, "add")
            return reverse("articles_library_keep") if may_add else ""

        def get_comparison(self) -> list[Any]:
            """Versions are compared by what changed in a reference, not by its place."""
            return [partial(comparisons.ReferencesComparison, self.panel.db_field)]


class HiddenKeyPanel(FieldPanel):
    """A field for scripts, not for people: no comparison of versions lists it."""

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self) -> list[Any]:
            return []


class CitedPanel(FieldPanel):
    """A text with markers, which the comparison of versions tells in words."""

    def get_comparison_class(self) -> type:
        if isinstance(self.db_field, StreamField):
            return comparisons.CitedStreamComparison
        return comparisons.CitedTextComparison


class TopicsInput(forms.CheckboxSelectMultiple):
    """All topics, each with a box: nothing can be typed that is none."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        topics = self.tag_model.objects.values_list("name", flat=True)
        return [
            (
                None,
                [self.create_option(name, topic, topic, topic in value, index, attrs=attrs)],
                index,
            )
            for index, topic in enumerate(topics)
        ]

    def format_value(self, value: Any) -> list[str]:
        return parse_tags(value) if isinstance(value, str) else [each.name for each in value or ()]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """As the field reads it: in quotes, since a name may hold a comma."""
        chosen = super().value_from_datadict(data, files, name)
        return " ".join(f'"{topic}"' for topic in chosen)
