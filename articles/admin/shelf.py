"""The library in the CMS: its list, and one source with the articles that cite it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    InspectView,
)

from articles import interchange, sources
from articles.admin.filters import SourceFilterSet
from articles.downloads import file_of
from articles.models import ArticlePage, Record, Source
from articles.models.library import SourceQuerySet
from studio.lessons import TeachingMixin

ICON = "library"
#: What a file of the whole library is called.
FILE_STEM = "sources"
#: As the address of the list asks for a file.
_EXPORT = "export"
_LONGEST_TITLE = 120


def chosen(asked: Any) -> SourceQuerySet:
    """All sources of the list that an address names by its filters and its search."""
    sources = Source.objects.all()
    filters = SourceFilterSet(asked, queryset=sources)
    if filters.is_valid():
        sources = filters.filter_queryset(sources)
    return sources.matching(asked.get("q", ""))


class UsesColumn(Column):
    """In how many articles, with the way to them."""

    cell_template_name = "articles/admin/uses_cell.html"

    def __init__(self, *args: Any, get_url: Callable[[Source], str | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance: Source, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        url = self.get_url(instance) if instance.uses else None
        return context | {"url": url, "words": used_in(instance.uses)}


def used_in(count: int) -> str:
    """“used in 3 articles”."""
    if not count:
        return gettext("not cited")
    return ngettext("used in %(n)d article", "used in %(n)d articles", count) % {"n": count}


class ShelfView(TeachingMixin, IndexView):
    """The list. Two queries of its own, whatever the size of the library."""

    filterset_class = SourceFilterSet
    is_searchable = True
    default_ordering = "title"
    import_url_name = ""
    lesson = _(
        "The library holds the works that articles cite. Each is written down once, in the"
        " footnote of an article or here, and can be cited in many. Programs that manage"
        " references can write a file of yours that is read here."
    )

    def get_ways(self) -> list[tuple[Any, str]]:
        ways = super().get_ways()
        if self.user_has_permission("add"):
            ways.append((gettext("Import a file"), reverse(self.import_url_name)))
        return ways

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            self._get_title_column("title"),
            Column("authors", label=_("Authors"), accessor=_authors, sort_key="authors"),
            Column("year", label=_("Year"), sort_key="year"),
            Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
            UsesColumn("uses", label=_("Cited"), get_url=self.get_inspect_url),
        ]

    def _get_custom_column(self, field_name: str, column_class: Any = Column, **kwargs: Any) -> Any:
        """The title, or what else there is to call a source by."""
        label = _("Title")
        kwargs |= {"label": label, "accessor": _title, "sort_key": "title"}
        return column_class(field_name, **kwargs)

    def get_base_queryset(self) -> SourceQuerySet:
        return Source.objects.with_uses()

    def order_queryset(self, queryset: SourceQuerySet) -> SourceQuerySet:
        return super().order_queryset(queryset).order_by(*_with_pk(self.ordering))

    def search_queryset(self, queryset: SourceQuerySet) -> SourceQuerySet:
        return queryset.matching(self.search_query)

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if self.user_has_permission("add"):
            url = reverse(self.import_url_name)
            buttons.append(HeaderButton(_("Import"), url=url, icon_name="upload", priority=20))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        for place, (name, label) in enumerate(interchange.NAMES.items()):
            words = gettext("Download as %s") % label
            asked = self.request.GET.copy()
            asked[_EXPORT] = name
            url = f"{self.index_url}?{asked.urlencode()}"
            buttons.append(Button(words, url=url, icon_name="download", priority=50 + place))
        return buttons

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = request.GET.get(_EXPORT, "")
        if name in interchange.FORMATS:
            return file_of(name, chosen(request.GET).order_by("title", "pk"), FILE_STEM)
        return super().get(request, *args, **kwargs)


def _with_pk(ordering: Any) -> list[str]:
    """An order that is the same each time, also among equals."""
    return [ordering, "pk"] if ordering else ["title", "pk"]


def _title(source: Source) -> str:
    return Truncator(source.title or str(source)).chars(_LONGEST_TITLE)


def _authors(source: Source) -> str:
    names, has_others = sources.without_others(source.author_names)
    others = " " + gettext("et al.") if has_others or names[3:] else ""
    return ", ".join(names[:3]) + others


class SourceView(InspectView):
    """One source: the line as readers see it, what is known of it, who cites it."""

    template_name = "articles/admin/source.html"
    page_title = _("Source")

    def get_fields(self) -> list[str]:
        return [*Record.FACTS, "note", "created_at"]

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return "–" if value in ("", None) else value

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        articles = citing(self.object)
        editable = _editable(self.request.user)
        return context | {
            "line": self.object.html,
            "articles": [(one, one.pk in editable(articles)) for one in articles],
        }


def citing(source: Source) -> QuerySet:
    """The articles that cite a source, by title."""
    return ArticlePage.objects.filter(references__source=source).distinct().order_by("title", "pk")


def _editable(user: AbstractBaseUser) -> Any:
    """Tells which of some articles ``user`` may edit, in a fixed number of queries."""
    policy = PagePermissionPolicy(ArticlePage)

    def among(articles: QuerySet) -> set[int]:
        if not hasattr(articles, "_editable"):
            mine = policy.instances_user_has_permission_for(user, "change")
            articles._editable = set(mine.filter(pk__in=articles).values_list("pk", flat=True))
        return articles._editable

    return among


def warn_of_twins(request: HttpRequest, source: Source) -> None:
    """Say that the library has this work already, with the way to it; nothing is stopped."""
    twins = list(Source.objects.same_as(source)[:3])
    if twins:
        view = Source.snippet_viewset.get_url_name("inspect")
        buttons = [
            messages.button(reverse(view, args=[twin.pk]), Truncator(str(twin)).chars(60))
            for twin in twins
        ]
        words = _(
            "The library has this work already. Mark both in the list and merge them, "
            "unless they are two."
        )
        messages.warning(request, words, buttons=buttons)


class AddSourceView(CreateView):
    """Warns of a source that is there already."""

    def run_after_hook(self) -> Any:
        warn_of_twins(self.request, self.object)
        return super().run_after_hook()


class EditSourceView(EditView):
    """Warns of a source that is there already."""

    def run_after_hook(self) -> Any:
        warn_of_twins(self.request, self.object)
        return super().run_after_hook()


def kept_copies(count: int) -> str:
    """What deleting a source leaves behind in articles."""
    if not count:
        return gettext("No article cites it.")
    return ngettext(
        "%(n)d article cites it and keeps a copy of what is known of it.",
        "%(n)d articles cite it and keep a copy of what is known of it.",
        count,
    ) % {"n": count}


class DeleteSourceView(DeleteView):
    """Says what stays behind."""

    @property
    def confirmation_message(self) -> SafeString:
        copies = kept_copies(citing(self.object).count())
        return format_html("{} {}", copies, super().confirmation_message)
