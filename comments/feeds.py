"""What was said last, as Atom feeds (RFC 4287): below one page, or on the whole site.

Only what everybody may read: no addresses, nothing below private pages.
"""

import re
import uuid

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page, PageQuerySet, Site, get_page_models

from comments.models import Comment, CommentedPage, CommentSettings, CommentsMode
from comments.models.comments import CommentQuerySet
from comments.watched import EVERYWHERE
from studio import caching, languages
from studio.models import SiteSettings

ITEMS = 20

#: Characters that XML 1.0 does not allow, even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: RFC 4685: what an entry answers.
_THREADS = "http://purl.org/syndication/thread/1.0"


class ConversationFeed(Atom1Feed):
    """Django's Atom feed with whole comments, and with what they answer."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:thr": _THREADS}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})
        if item["answers"]:
            handler.addQuickElement("thr:in-reply-to", None, {"ref": item["answers"]})


def feed(request: HttpRequest) -> HttpResponse:
    """The newest comments of the site; 404 for a host that is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    settings = CommentSettings.for_request(request)
    pages = (
        Page.objects.live()
        .public()
        .filter(languages.on_site(site))
        .filter(_with_conversation(settings))
    )
    caching.depends_on(EVERYWHERE)
    # asked comment by comment: the newest are nearly always to be shown
    comments = Comment.objects.filter(Exists(pages.filter(pk=OuterRef("page"))))
    name = SiteSettings.for_request(request).name
    title = _("Comments – %(name)s") % {"name": name}
    return _respond(request, comments, title=title, about=site.root_page)


def page_feed(request: HttpRequest, page_id: int) -> HttpResponse:
    """The newest comments below one page; 404 where not everybody may read it."""
    page = _public_pages(request).filter(pk=page_id).specific().first()
    settings = CommentSettings.for_request(request)
    if not isinstance(page, CommentedPage) or not page.shows_comments(settings):
        raise Http404
    name = SiteSettings.for_request(request).name
    title = _("Comments: %(title)s – %(name)s") % {"title": page.title, "name": name}
    return _respond(request, Comment.objects.below(page), title=title, about=page)


def _public_pages(request: HttpRequest) -> PageQuerySet:
    site = Site.find_for_request(request)
    return (
        Page.objects.live().public().filter(languages.on_site(site))
        if site
        else Page.objects.none()
    )


def _with_conversation(settings: CommentSettings) -> Q:
    """The pages that show comments, as :meth:`CommentedPage.shows_comments` asks one page."""
    silent = [CommentsMode.OFF, *([] if settings.is_on else [CommentsMode.AS_SITE])]
    found = Q(pk__in=[])
    for model in get_page_models():
        if issubclass(model, CommentedPage):
            talking = model.objects.exclude(comments_mode__in=silent)
            found |= Q(Exists(talking.filter(pk=OuterRef("pk"))))
    return found


def _respond(
    request: HttpRequest, comments: CommentQuerySet, *, title: str, about: Page
) -> HttpResponse:
    """``about`` is the page the feed is named after; no id holds an address, which may change."""
    url = about.get_full_url(request)
    root = about.get_site().root_url
    feed = ConversationFeed(
        title=_clean(title),
        link=url,
        description="",
        language=get_language(),
        feed_url=root + request.path,
        feed_guid=uuid.uuid5(about.translation_key, "comments").urn,
    )
    newest = comments.approved().select_related("page").order_by("-posted_at", "-pk")
    for comment in newest.defer("facts", "reasons", "note", "email", "network")[:ITEMS]:
        page = comment.page
        names = {"name": comment.shown_name, "title": page.title}
        feed.add_item(
            title=_clean(_("%(name)s on “%(title)s”") % names),
            link=page.get_full_url(request) + comment.address_on_page,
            unique_id=_id(page, comment.pk),
            description=None,
            content=_clean(comment.markup),
            answers=_id(page, comment.parent_id) if comment.parent_id else "",
            author_name=_clean(comment.shown_name),
            pubdate=comment.posted_at,
            updateddate=comment.edited_at or comment.posted_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _id(page: Page, number: int) -> str:
    return uuid.uuid5(page.translation_key, f"comments/{number}").urn


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
