"""What the library can be narrowed down to. Each filter is a part of the address."""

import django_filters
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from articles.models import Record, Source
from articles.models.library import SourceQuerySet

_USED, _UNUSED = "used", "unused"
_DOI, _ADDRESS = "doi", "address"


class SourceFilterSet(WagtailFilterSet):
    """Kind, used or not, what is missing, when it was added."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Record.Kind.choices, empty_label=_("All"), widget=RadioSelect
    )
    use = django_filters.ChoiceFilter(
        label=_("Cited"),
        choices=[(_USED, _("in an article")), (_UNUSED, _("nowhere"))],
        method="by_use",
        empty_label=_("All"),
        widget=RadioSelect,
    )
    lacks = django_filters.ChoiceFilter(
        label=_("Without"),
        choices=[(_DOI, _("a DOI")), (_ADDRESS, _("a DOI or a web address"))],
        method="by_gap",
        empty_label=_("All"),
        widget=RadioSelect,
    )
    created_at = django_filters.DateFromToRangeFilter(
        label=_("Added"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Source
        fields = ["kind", "use", "lacks", "created_at"]

    def by_use(self, sources: SourceQuerySet, name: str, wanted: str) -> SourceQuerySet:
        return sources.used(used=wanted == _USED)

    def by_gap(self, sources: SourceQuerySet, name: str, wanted: str) -> SourceQuerySet:
        return sources.without_address() if wanted == _ADDRESS else sources.filter(doi="")
