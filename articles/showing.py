"""What all visitors see of an article, made once for all of them.

Everything but the conversation below it changes by publishing alone. Drafts and previews
are made of the same pieces, which are then kept by nobody.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles import structured_data
from studio import sites
from studio.models import SiteSettings

if TYPE_CHECKING:
    from articles.models import ArticlePage


@dataclass(frozen=True)
class Shown:
    """The pieces of an article's page, as HTML, and ``data`` as schema.org has it."""

    sharing: SafeString  # what is shown where the page is shared
    feed: SafeString  # the link to that of its list
    notes: SafeString  # its references, as scholarly crawlers read them
    way: SafeString  # from the front door, as data
    head: SafeString
    facts: SafeString  # who wrote it and when
    text: SafeString  # its picture, its text, its topics
    further: SafeString  # what else to read
    data: dict[str, Any]


def shown(page: "ArticlePage", request: HttpRequest, numbering: str | None = None) -> Shown:
    """The pieces of ``page``; numbered as the site wants unless ``numbering`` is given."""
    if numbering or not page.pk:
        return _made(page, request, numbering)
    return sites.shared_of_page(page, request, ("article",), _made)


def _made(page: "ArticlePage", request: HttpRequest, numbering: str | None = None) -> Shown:
    studio = SiteSettings.for_request(request)
    text = page.text(numbering or studio.citation_numbering)
    context = {
        "page": page,
        "request": request,
        "studio": studio,
        "index": page.index_page,
        "text": text,
        "files": page.files(request, text),
        "highwire": structured_data.highwire(text.lines),
        **page.further(),
    }
    pieces = ("sharing", "feed", "notes", "way", "head", "facts", "text", "further")
    return Shown(
        **{piece: render_to_string(f"articles/pieces/{piece}.html", context) for piece in pieces},
        data=structured_data.article(page, text, studio),
    )
