"""What the queue can be narrowed down to. Each filter is a part of the address."""

from typing import Any

import django_filters
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Page

from comments import rules
from comments.models import Address, Comment
from comments.models.comments import CommentQuerySet
from studio.choosers import PageChooser

#: Pages so deep in the tree, the site's own root being 2, are offered as sections.
_SECTIONS_UNTIL = 4
#: Letters of a reader's pseudonym that the CMS shows; see ``Address.__str__``.
_PSEUDONYM = 8


class _SectionField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, obj: Page) -> str:
        return "\u2003" * (obj.depth - 2) + obj.title


class _SectionFilter(django_filters.ModelChoiceFilter):
    field_class = _SectionField


def _sections(request: Any) -> Any:
    """The home page and lists of pages: what has pages below it, near the root."""
    pages = Page.objects.filter(depth__range=(2, _SECTIONS_UNTIL), numchild__gt=0)
    return pages.only("title", "path", "depth").order_by("path")


class CommentFilterSet(WagtailFilterSet):
    """Page, section, author, reason, date."""

    page = django_filters.ModelChoiceFilter(
        label=_("Page"),
        queryset=Page.objects.filter(depth__gt=1),
        widget=PageChooser(show_edit_link=False),
    )
    section = _SectionFilter(
        label=_("Section"), queryset=_sections, method="in_section", empty_label=_("All")
    )
    author = django_filters.CharFilter(
        label=_("Author"),
        method="by_author",
        help_text=_(
            "Part of a name, an e-mail address, the pseudonym of a reader, "
            "or a shortened IP address."
        ),
    )
    reason = django_filters.ChoiceFilter(
        label=_("Reason"),
        choices=lambda: [(rule, rules.title(rule)) for rule in rules.RULE_NAMES],
        method="for_reason",
        empty_label=_("All"),
    )
    posted_at = django_filters.DateFromToRangeFilter(
        label=_("Posted"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Comment
        fields = ["page", "section", "author", "reason", "posted_at"]

    def in_section(self, comments: CommentQuerySet, name: str, page: Page) -> CommentQuerySet:
        return comments.in_section(page)

    def by_author(self, comments: CommentQuerySet, name: str, typed: str) -> CommentQuerySet:
        typed = typed.strip()
        who = Q(name__icontains=typed) | Q(network=typed)
        if "@" in typed:
            # the address itself may be forgotten by now, its pseudonym is not
            who |= Q(email__iexact=typed) | Q(address__key=Address.key_of(typed))
        elif len(typed) == _PSEUDONYM:
            who |= Q(address__key__startswith=typed)
        return comments.filter(who)

    def for_reason(self, comments: CommentQuerySet, name: str, rule: str) -> CommentQuerySet:
        # as JSON writes it on both databases; quotes in what was typed are escaped there
        wanted = f'"rule": "{rule}"'
        return comments.alias(why=Cast("reasons", TextField())).filter(why__contains=wanted)
