"""What machines read besides pages: feeds, calendars, the sitemap, robots.txt; and what is wrong with each."""

from django.urls import reverse
from lxml import etree

from articles.models import ArticleIndexPage, ArticlePage, Topic
from comments.models import Comment
from events.pages import EventPage
from events.tests import ical
from studio.models import Person
from studio.tests import atom, sitemaps

#: Kind → the type it is sent as.
TYPES = {
    "atom": "application/atom+xml",
    "calendar": "text/calendar",
    "sitemap": "application/xml",
    "robots": "text/plain",
}


def documents():
    """Address → kind; the furnished site is in the database."""
    index = ArticleIndexPage.objects.live().order_by("pk").first().url
    talked_of = Comment.objects.approved().values_list("page", flat=True)
    atoms = [
        f"{index}feed/",
        *(f"{index}topic/{slug}/feed/" for slug in Topic.objects.values_list("slug", flat=True)),
        *(f"{index}author/{slug}/feed/" for slug in Person.objects.values_list("slug", flat=True)),
        reverse("comments:feed"),
        *(
            reverse("comments:page_feed", args=[page.pk])
            for page in ArticlePage.objects.live().filter(pk__in=talked_of)
        ),
    ]
    calendars = [
        reverse("events:feed"),
        *(reverse("events:page_feed", args=[page.pk]) for page in EventPage.objects.live()),
    ]
    return {
        **dict.fromkeys(atoms, "atom"),
        **dict.fromkeys(calendars, "calendar"),
        reverse("sitemap"): "sitemap",
        reverse("robots"): "robots",
    }


def faults(kind, content_type, content, root):
    """What is wrong with a document of the site at ``root``, as sentences."""
    found = [] if content_type.startswith(TYPES[kind]) else [f"is sent as {content_type}"]
    if kind == "atom":
        try:
            feed = etree.fromstring(content)
        except etree.XMLSyntaxError as error:
            return [*found, f"no XML: {error}"]
        return found + atom.faults(feed)
    if kind == "calendar":
        try:
            ical.check(content.decode())
        except (AssertionError, ValueError) as error:
            found.append(f"a calendar program complains: {error!r}"[:300])
        return found
    if kind == "sitemap":
        return found + sitemaps.faults_of_sitemap(content, root)
    return found + sitemaps.faults_of_robots(content.decode(), root)
