"""What machines read of an article: schema.org's vocabulary, and Highwire's tags.

Both list the references from the same lines as the page, in the same order.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from articles import sources
from articles.text import Line, Text

if TYPE_CHECKING:
    from articles.models import ArticlePage, Reference
    from studio.models import SiteSettings

#: Kind of a reference → its type at schema.org.
_TYPES = {
    "article": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "thesis": "Thesis",
    "report": "Report",
    "web": "WebPage",
    "recording": "MediaObject",
    "other": "CreativeWork",
}
#: What a thing is part of, by its own kind.
_CONTAINER_TYPES = {"article": "Periodical", "chapter": "Book", "web": "WebSite"}

SHARE_RENDITION = "fill-1200x630|format-jpeg"


def article(page: "ArticlePage", text: Text, settings: "SiteSettings") -> dict[str, Any]:
    """The article as a schema.org ``Article`` with a ``citation`` a reference."""
    url = page.full_url or ""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.title,
        "description": page.meta_description,
        "datePublished": page.published_on.isoformat(),
        "inLanguage": get_language(),
        "mainEntityOfPage": url,
        "timeRequired": f"PT{page.reading_minutes}M",
        "author": [{"@type": "Person", "name": person.name} for person in page.authors],
        "publisher": {"@type": "Organization", "name": settings.name},
        "keywords": [topic.name for topic in page.topic_list],
        "citation": [citation(line.reference) for line in text.lines],
    }
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    if page.picture:
        data["image"] = page.picture.get_rendition(SHARE_RENDITION).full_url
    return data


def citation(reference: "Reference") -> dict[str, Any]:
    """A reference as a schema.org ``CreativeWork``; a mere note has only its ``text``."""
    data: dict[str, Any] = {"@type": _TYPES[reference.kind]}
    if reference.title:
        data["name"] = reference.title
    names, _has_others = sources.without_others(reference.author_names)
    if names:
        data["author"] = [{"@type": "Person", "name": name} for name in names]
    if reference.container:
        kind = _CONTAINER_TYPES.get(reference.kind, "CreativeWork")
        data["isPartOf"] = {"@type": kind, "name": reference.container}
    if reference.pages:
        data["pagination"] = reference.pages
    if reference.publisher:
        data["publisher"] = {"@type": "Organization", "name": reference.publisher}
    if reference.year:
        data["datePublished"] = str(reference.year)
    if reference.address:
        data["url"] = reference.address
    if reference.doi:
        data["identifier"] = {
            "@type": "PropertyValue",
            "propertyID": "DOI",
            "value": reference.doi,
        }
    if reference.isbn and reference.kind == "book":
        data["isbn"] = reference.isbn
    if reference.archive_url:
        data["archivedAt"] = reference.archive_url
    if reference.note:
        data["text"] = reference.note
    return data


def highwire(lines: list[Line]) -> list[str]:
    """One ``citation_reference`` a line, as scholarly crawlers read it.

    The form is Google Scholar's: fields named ``citation_…``, separated by
    semicolons. A mere note is its own words.
    """
    return [_highwire(line.reference) for line in lines]


def _highwire(reference: "Reference") -> str:
    first, _dash, last = reference.pages.partition("–")
    names, _has_others = sources.without_others(reference.author_names)
    fields = [
        ("title", reference.title),
        *(("author", name) for name in names),
        ("journal_title" if reference.kind == "article" else "inbook_title", reference.container),
        ("volume", reference.volume),
        ("issue", reference.issue),
        ("firstpage", first),
        ("lastpage", last),
        ("publisher", reference.publisher),
        ("publication_date", str(reference.year or "")),
        ("doi", reference.doi),
    ]
    known = [
        f"citation_{name}={value.replace(';', ',')}" for name, value in fields if value.strip()
    ]
    return "; ".join(known) or reference.text
