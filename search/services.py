from collections.abc import Sequence

from wagtail.models import Page

from articles.models import ArticlePage
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
