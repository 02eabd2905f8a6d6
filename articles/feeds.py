"""Atom feeds (RFC 4287) that carry the whole article, notes included."""

import datetime
import re
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from articles.text import linked_pages
from studio import languages, links
from studio.models import Person, SiteSettings

if TYPE_CHECKING:
    from articles.models import ArticleIndexPage, ArticlePage, Topic

ITEMS = 20

_RELATIVE = re.compile(r'(?P<attribute>\b(?:href|src)=")(?P<target>[/#][^"]*)')
_SRCSET = re.compile(r'(?P<attribute>\bsrcset=")(?P<candidates>[^"]*)')
#: Characters that XML 1.0 does not allow, even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class FullTextFeed(Atom1Feed):
    """Django's Atom feed, with the content of each entry beside its summary."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def respond(
    request: HttpRequest,
    index: "ArticleIndexPage",
    articles: Iterable["ArticlePage"],
    *,
    title: str,
    link: str,
    about: "Topic | Person | None" = None,
) -> HttpResponse:
    """The newest of ``articles`` as a feed; ``link`` is the page that lists them.

    No id holds an address: whoever reads feeds would meet every article anew
    when a page or the whole site moves.
    """
    settings = SiteSettings.for_request(request)
    language = index.locale.language_code
    root = index.get_site().root_url
    feed = FullTextFeed(
        title=_clean(f"{title} – {settings.name}"),
        link=root + link,
        description=_clean(index.meta_description),
        language=language,
        feed_url=root + request.path,
        feed_guid=_feed_id(index, about, language).urn,
        author_name=_clean(settings.name),
    )
    newest = articles.with_cards().prefetch_related("references")[:ITEMS]
    texts = {article: article.text(settings.citation_numbering) for article in newest}
    linked = linked_pages(texts.values())
    for article, text in texts.items():
        url = article.full_url
        with links.known(linked):
            content = render_to_string(
                "articles/includes/text.html", {"text": text, "heading_level": 2}
            )
        feed.add_item(
            title=_clean(article.title),
            link=url,
            unique_id=_lasting_id(article.translation_key, language).urn,
            description=_clean(article.standfirst),
            content=_clean(absolute(content, url=url, root=root)),
            author_name=_clean(", ".join(person.name for person in article.authors)) or None,
            categories=[_clean(topic.name) for topic in article.topic_list],
            pubdate=_noon(article.published_on),
            updateddate=article.last_published_at or _noon(article.published_on),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _feed_id(index: "ArticleIndexPage", about: "Topic | Person | None", language: str) -> uuid.UUID:
    """The same for ever, and not that of a page, which may be an entry somewhere."""
    name = f"feed/{about._meta.model_name}/{about.pk}" if about else "feed"
    return uuid.uuid5(_lasting_id(index.translation_key, language), name)


def _lasting_id(key: uuid.UUID, language: str) -> uuid.UUID:
    """That of a page, which shares ``key`` with its translations."""
    return uuid.uuid5(key, language) if language in languages.others() else key


def absolute(html: str, *, url: str, root: str) -> str:
    """``html`` with every relative address made absolute.

    ``url`` is the article's address, for anchors; ``root`` the site's, for the rest.
    """

    def candidates(match: re.Match[str]) -> str:
        listed = [candidate.strip() for candidate in match["candidates"].split(",")]
        return match["attribute"] + ", ".join(root + c if c.startswith("/") else c for c in listed)

    def one(match: re.Match[str]) -> str:
        base = url if match["target"].startswith("#") else root
        return match["attribute"] + base + match["target"]

    return _SRCSET.sub(candidates, _RELATIVE.sub(one, html))


def _noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
