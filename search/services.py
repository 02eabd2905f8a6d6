from collections.abc import Sequence

from wagtail.models import Locale, Page

from articles.models import ArticlePage
from search.question import Kind, Question
from studio import languages, query_text


def find(question: Question) -> Sequence[Page]:
    """Published pages open to everybody that hold all words of the question, best first.

    Where pages are written in several languages, those in the language that is spoken.
    """
    pages = Page.objects.live().public()
    if languages.others():
        pages = pages.filter(locale=Locale.get_active())
    articles = ArticlePage.objects.all()
    if question.topic:
        pages = pages.filter(pk__in=articles.about(question.topic).values("pk"))
    if question.kind == Kind.ARTICLES:
        pages = pages.type(ArticlePage)
    elif question.kind == Kind.PAGES:
        pages = pages.not_type(ArticlePage)
    return pages.specific().search(query_text.parse(question.text))
