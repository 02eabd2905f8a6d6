"""One question, and its answers: bounded in number and in time, whatever is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q
from django.utils.safestring import SafeString
from modelsearch.query import And, Or, PlainText
from modelsearch.utils import normalise_query_string
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page, PageQuerySet, Site
from wagtail.search.models import IndexEntry

from events.pages import EventPage
from search import backends, excerpts, narrowing, vocabulary
from search.excerpts import Piece
from search.narrowing import Drawer
from search.question import Question
from search.time_limit import TookTooLong, at_most
from studio import filing, languages, query_text

#: So many answers are ranked, counted and shown. Who wants more asks for less.
MOST = 1000
#: Where there are more, the best so many say what they can be narrowed to.
BEST = 100
#: So many titles are suggested, made of so many ways in which a word may go on.
MOST_SUGGESTED = 8
MOST_ENDINGS = 12
MOST_PROMOTED = 5


@dataclass(frozen=True)
class Answer:
    """Keys of the pages found, best first; whether there are more than are counted."""

    keys: list[int] = field(default_factory=list)
    has_more: bool = False
    is_late: bool = False
    drawers: list[Drawer] = field(default_factory=list)
    promoted: list[SearchPromotion] = field(default_factory=list)
    meant: str = ""


@dataclass(frozen=True)
class Result:
    """A page that was found, with what was asked for marked."""

    page: Page
    title: SafeString
    passage: SafeString


def answer(question: Question, site: Site | None) -> Answer:
    """What there is to the question, or that it took too long to find out."""
    if site is None:
        return Answer()
    try:
        with at_most(settings.SEARCH_SECONDS):
            return _answer(question, site)
    except TookTooLong:
        return Answer(is_late=True)


def _answer(question: Question, site: Site) -> Answer:
    pages = readable(site)
    keys, picks = find(question, pages, MOST + 1), promoted(question, pages)
    if not keys:
        return Answer(promoted=picks, meant=meant(question, pages))
    has_more = len(keys) > MOST
    drawers = narrowing.drawers(question, keys[:BEST] if has_more else keys)
    return Answer(keys[:MOST], has_more, drawers=drawers, promoted=picks)


def find(question: Question, pages: PageQuerySet, most: int) -> list[int]:
    """Keys of the pages that hold all that is wanted and nothing that is not, best first."""
    filed = narrowing.filed(question)
    if filed is None:
        return []
    return backends.nearest(query_text.parse(question.text), filed, pages, most)


def promoted(question: Question, pages: PageQuerySet) -> list[SearchPromotion]:
    """What editors want to be found first by these words, as far as everybody may read it."""
    text = normalise_query_string(question.text)
    picks = list(SearchPromotion.objects.filter(query__query_string=text).select_related("page"))
    if not picks:
        return []
    keys = [pick.page_id for pick in picks if pick.page_id]
    open_to_all = {None, *pages.filter(pk__in=keys).values_list("pk", flat=True)}
    return [pick for pick in picks if pick.page_id in open_to_all][:MOST_PROMOTED]


def meant(question: Question, pages: PageQuerySet) -> str:
    """What may have been meant by a question that finds nothing, as words that find something."""
    unknown = (part.text for part in query_text.parts(question.text) if not part.is_unwanted)
    near = vocabulary.nearest(word for text in unknown for word in query_text.words(text))
    if not near:
        return ""

    def mended(word: str) -> str:
        return near.get(query_text.folded(word), word)

    text = query_text.WORD.sub(lambda match: mended(match[0]), question.text)
    return text if find(question.meaning(text), pages, most=1) else ""


def results(keys: Sequence[int], typed: str) -> list[Result]:
    """The pages with these keys, as they are shown, in this order."""
    words = excerpts.wanted(typed)
    pages = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}
    texts = _texts(pages.values())
    shown = (pages[key] for key in keys if key in pages)
    return [
        Result(
            page,
            excerpts.as_html(excerpts.marked(page.title, words)),
            excerpts.as_html(_passage(page, texts.get(page.pk, ""), words)),
        )
        for page in shown
    ]


def suggestions(typed: str, site: Site | None) -> list[Page]:
    """Pages whose titles hold the words that are typed, the last of which may be begun.

    Few, and none where it takes too long.
    """
    words = query_text.words(query_text.clean(typed))[: query_text.MOST_WORDS]
    if site is None or not words or len(words[-1]) < 2:
        return []
    try:
        with at_most(settings.SEARCH_SECONDS):
            endings = vocabulary.begun(words[-1], MOST_ENDINGS) or words[-1:]
            query = And([*map(PlainText, words[:-1]), Or([PlainText(one) for one in endings])])
            pages = readable(site)
            # the index counts a summary as a title, so more are asked for than are shown
            keys = backends.entitled(query, pages, 4 * MOST_SUGGESTED)
            found = pages.in_bulk(keys)
    except TookTooLong:
        return []
    there = (found[key] for key in keys if key in found)
    return [page for page in there if _is_called(page, words)][:MOST_SUGGESTED]


def _is_called(page: Page, words: Sequence[str]) -> bool:
    """Whether the title holds all of these words, the last of which may be begun."""
    title = query_text.words(page.title)
    return set(words[:-1]) <= set(title) and any(one.startswith(words[-1]) for one in title)


def readable(site: Site) -> PageQuerySet:
    """The published pages of the site, open to everybody, in the language that is spoken.

    With the events in all languages: each is written in one, and takes place for all.
    """
    front = languages.front_of(site)
    below = Q(path__startswith=front.path)
    if languages.others():
        events = ContentType.objects.get_for_model(EventPage)
        below |= languages.on_site(site) & Q(content_type=events)
    return Page.objects.live().public().filter(below)


def _passage(page: Page, text: str, words: frozenset[str]) -> list[Piece]:
    """The summary, if it answers; else where the text does."""
    summary = excerpts.marked(getattr(page, "meta_description", ""), words)
    if any(piece.is_marked for piece in summary):
        return summary
    return excerpts.excerpt(filing.removed(text), words) or summary


def _texts(pages: Sequence[Page]) -> dict[int, str]:
    """What the index of the database holds of these pages; nothing where another server searches."""
    column = "body" if connection.vendor == "sqlite" else "body_text"
    types = {page.content_type_id for page in pages}
    keys = [str(page.pk) for page in pages]
    entries = IndexEntry.objects.filter(content_type__in=types, object_id__in=keys)
    return {int(key): text or "" for key, text in entries.values_list("object_id", column)}
