"""What the report of references can be narrowed down to. Each filter is a part of the address."""

import django_filters
from django.db.models import Exists, OuterRef
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage, Finding
from articles.models.findings import FindingQuerySet
from studio.choosers import PageChooser
from studio.models import Person


class FindingFilterSet(WagtailFilterSet):
    """Kind, article, section, author."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Finding.Kind.choices, widget=RadioSelect, empty_label=_("All")
    )
    page = django_filters.ModelChoiceFilter(
        label=_("Article"),
        queryset=ArticlePage.objects.all(),
        widget=PageChooser(target_models=[ArticlePage], show_edit_link=False),
    )
    section = django_filters.ModelChoiceFilter(
        label=_("Section"),
        queryset=ArticleIndexPage.objects.order_by("path"),
        method="in_section",
        empty_label=_("All"),
    )
    author = django_filters.ModelChoiceFilter(
        label=_("Author"),
        queryset=Person.objects.filter(Exists(ArticleAuthor.objects.filter(person=OuterRef("pk")))),
        method="by_author",
        empty_label=_("All"),
    )

    class Meta:
        model = Finding
        fields = ["kind", "page", "section", "author"]

    def in_section(
        self, findings: FindingQuerySet, name: str, index: ArticleIndexPage
    ) -> FindingQuerySet:
        return findings.filter(page__path__startswith=index.path)

    def by_author(self, findings: FindingQuerySet, name: str, person: Person) -> FindingQuerySet:
        written = ArticleAuthor.objects.filter(person=person).values("page")
        return findings.filter(page__in=written)
