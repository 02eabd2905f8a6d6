from collections.abc import Sequence
from dataclasses import replace

from wagtail.models import Page, PageQuerySet, Site

from articles.models import ArticlePage
from search import spelling
from search.question import Kind, Question
from studio import languages, query_text

#: From so many pages come the words that a mistyped one is compared with.
MOST_PAGES = 1000


def find(question: Question, site: Site | None) -> Sequence[Page]:
    """The pages that hold all words of the question, best first."""
    pages = _readable(site)
    articles = ArticlePage.objects.all()
    if question.topic:
        pages = pages.filter(pk__in=articles.about(question.topic).values("pk"))
    if question.kind == Kind.ARTICLES:
        pages = pages.type(ArticlePage)
    elif question.kind == Kind.PAGES:
        pages = pages.not_type(ArticlePage)
    return pages.specific().search(query_text.parse(question.text))


def meant(question: Question, site: Site | None) -> str:
    """What may have been meant by a question that finds nothing, as words that find something.

    The words that there are come from the titles and descriptions of the newest of the
    pages that are searched: nothing of a draft or a private page is told, and a large site
    makes nobody wait. Empty where none is near.
    """
    newest = _readable(site).order_by("-pk").values_list("title", "search_description")
    known = spelling.words_in(text for texts in newest[:MOST_PAGES] for text in texts)
    text = spelling.mended(question.text, known)
    return text if text and find(replace(question, text=text), site)[:1] else ""


def _readable(site: Site | None) -> PageQuerySet:
    """The published pages of the site, open to everybody, in the language that is spoken."""
    if site is None:
        return Page.objects.none()
    front = languages.front_of(site)
    return Page.objects.live().public().descendant_of(front, inclusive=True)
