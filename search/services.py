from collections.abc import Sequence
from dataclasses import replace

from wagtail.models import Page

from articles.models import ArticlePage
from search import spelling
from search.question import Kind, Question
from studio import query_text


def find(question: Question) -> Sequence[Page]:
    """Published pages open to everybody that hold all words of the question, best first."""
    pages = Page.objects.live().public()
    articles = ArticlePage.objects.all()
    if question.topic:
        pages = pages.filter(pk__in=articles.about(question.topic).values("pk"))
    if question.kind == Kind.ARTICLES:
        pages = pages.type(ArticlePage)
    elif question.kind == Kind.PAGES:
        pages = pages.not_type(ArticlePage)
    return pages.specific().search(query_text.parse(question.text))


def meant(question: Question) -> str:
    """What may have been meant by a question that finds nothing, as words that find something.

    The words that there are come from the titles and descriptions of the same pages that
    are searched: nothing of a draft or a private page is told. Empty where none is near.
    """
    pages = Page.objects.live().public().values_list("title", "search_description")
    known = spelling.words_in(text for texts in pages for text in texts)
    text = spelling.mended(question.text, known)
    return text if text and find(replace(question, text=text))[:1] else ""
