"""What the style guide shows of articles."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from articles.citations import EMBED_TYPE
from articles.models import ArticlePage
from articles.text import Text
from studio.styleguide import Specimen

CARDS = 3


def specimens(request: HttpRequest) -> Iterator[Specimen]:
    """Cards of the newest articles, and the notes of the newest that has some."""
    site = Site.find_for_request(request)
    if site is None:
        return
    articles = list(
        ArticlePage.objects.descendant_of(site.root_page, inclusive=True)
        .visible()
        .newest_first()
        .with_cards()[:CARDS]
    )
    if articles:
        yield Specimen(
            name="cards",
            heading=_("Cards of articles"),
            template="articles/styleguide/cards.html",
            context={"articles": articles},
            styles=("articles/css/card.css",),
        )
    for article in articles:
        text = article.text()
        if text.lines:
            yield from _of_notes(text)
            break


def _of_notes(text: Text) -> Iterator[Specimen]:
    cited = (
        block
        for block in text.body
        if block.block_type == "paragraph" and EMBED_TYPE in block.value.source
    )
    if block := next(cited, None):
        yield Specimen(
            name="beginning-of-an-article",
            heading=_("Text with notes in the margin"),
            template="articles/styleguide/beside.html",
            context={"text": text, "block": block},
            note=_("Wide screens show each reference beside the line that cites it first."),
            styles=(
                "studio/css/flow.css",
                "articles/css/article.css",
                "articles/css/sidenotes.css",
            ),
        )
    yield Specimen(
        name="references-of-an-article",
        heading=_("References"),
        template="articles/includes/references.html",
        context={"lines": text.lines, "scope": "specimen", "heading_level": 3},
        note=_("At the end of an article; the labels lead back to where it is cited."),
        styles=("articles/css/references.css",),
    )
