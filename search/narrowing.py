"""By what the found pages can be told apart, and how many of them there are of each."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import CharField, Count
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Left
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.models import ArticleAuthor, ArticlePage, ArticleTopic, Topic
from events.content import EventTeacher
from events.pages import EventPage
from search.question import Kind, Question
from studio import filing
from studio.models import Person

#: So many values of one drawer are offered.
MOST_OFFERED = 8


@dataclass(frozen=True)
class Offer:
    """One way to narrow the answers down, or to take that back where it is chosen."""

    name: str
    query: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True)
class Drawer:
    """What the answers can be narrowed to in one respect."""

    name: str
    title: str | Promise
    offers: list[Offer]


DRAWERS = {
    "kind": _("Kind"),
    "topic": _("Topic"),
    "person": _("Person"),
    "year": _("Year"),
}


def filed(question: Question) -> list[str] | None:
    """The words that the pages must be filed under; None where that is nothing there is."""
    words = [filing.word(name, getattr(question, name)) for name in ("kind", "year")]
    words = [
        word for word, name in zip(words, ("kind", "year"), strict=True) if getattr(question, name)
    ]
    for name, model in (("topic", Topic), ("person", Person)):
        if slug := getattr(question, name):
            key = model.objects.filter(slug=slug).values_list("pk", flat=True).first()
            if key is None:
                return None
            words.append(filing.word(name, key))
    return words


def address(question: Question) -> str:
    """The query of the address at which this is asked."""
    names = {"q": "text", "type": "kind", "topic": "topic", "person": "person", "year": "year"}
    asked = {name: getattr(question, field) for name, field in names.items()}
    return "?" + urlencode({name: value for name, value in asked.items() if value}, quote_via=quote)


def drawers(question: Question, keys: Sequence[int]) -> list[Drawer]:
    """What tells the pages with these keys apart. In five queries, however many there are."""
    values = {
        "kind": _kinds(keys),
        "topic": _named(ArticleTopic.objects.filter(content_object__in=_among(keys)), "tag"),
        "person": _people(keys),
        "year": _years(keys),
    }
    made = (_drawer(question, name, values[name]) for name in DRAWERS)
    return [drawer for drawer in made if drawer.offers]


def _drawer(question: Question, name: str, values: Counter[tuple[str, str]]) -> Drawer:
    """All that is offered of one respect; only what is chosen, where something is."""
    chosen = getattr(question, name)
    offers = []
    for (value, label), count in values.most_common():
        if chosen and value != chosen:
            continue
        other = replace(question, **{name: "" if chosen else value})
        offers.append(Offer(str(label), address(other), count, bool(chosen)))
    return Drawer(name, DRAWERS[name], offers[:MOST_OFFERED])


def _kinds(keys: Sequence[int]) -> Counter[tuple[str, str]]:
    kinds = {ArticlePage: Kind.ARTICLES, EventPage: Kind.EVENTS}
    counted = Page.objects.order_by().filter(pk__in=_among(keys)).values_list("content_type")
    found: Counter[tuple[str, str]] = Counter()
    for key, count in counted.annotate(count=Count("pk")):
        model = ContentType.objects.get_for_id(key).model_class()
        kind = kinds.get(model, Kind.PAGES)
        found[kind.value, str(kind.label)] += count
    return found


def _named(rows: Iterable, field: str) -> Counter[tuple[str, str]]:
    counted = rows.order_by().values_list(f"{field}__slug", f"{field}__name")
    return Counter(
        {(slug, name): count for slug, name, count in counted.annotate(count=Count("pk"))}
    )


def _people(keys: Sequence[int]) -> Counter[tuple[str, str]]:
    wrote = _named(ArticleAuthor.objects.filter(page__in=_among(keys)), "person")
    return wrote + _named(EventTeacher.objects.filter(page__in=_among(keys)), "person")


def _years(keys: Sequence[int]) -> Counter[tuple[str, str]]:
    articles = ArticlePage.objects.order_by().filter(pk__in=_among(keys))
    # the first four letters: SQLite would ask Python for the year of each
    year = Left(Cast("published_on", CharField()), 4)
    counted = articles.annotate(year=year).values_list("year").annotate(count=Count("pk"))
    return Counter({(year, year): count for year, count in counted})


def _among(keys: Sequence[int]) -> RawSQL:
    """These keys as one parameter: Django looks at each of many."""
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))])
    return RawSQL("SELECT unnest(%s::integer[])", [list(keys)])
