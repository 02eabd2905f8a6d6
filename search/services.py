from collections.abc import Sequence

from modelsearch.utils import parse_query_string
from wagtail.models import Page

from articles.models import ArticlePage
from search.forms import Kind, Question


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
    _filters, query = parse_query_string(question.text, operator="and")
    return pages.specific().search(query)
