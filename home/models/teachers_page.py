from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page, Site
from wagtail.search import index

from articles.models import ArticleIndexPage, ArticlePage
from events import listing
from events.models import EventIndexPage
from home import portraits, structured_data
from home.forms import TeachersPageForm
from home.models.text_pages import FOUND_PANELS
from home.portraits import Portrait
from studio.models import BasePage, Person, SiteSettings
from studio.panels import tabbed

#: More than any house has: the list is read as a whole.
MOST_TEACHERS = 60
#: How many events and articles stand on a teacher's own page; a link leads to the rest.
NEXT_EVENTS = 4
LATEST_ARTICLES = 3


class TeachersPage(RoutablePageMixin, BasePage):
    """Who teaches at the studio, and a page for each of them."""

    base_form_class = TeachersPageForm

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [
        MultiFieldPanel(
            [*Page.content_panels, FieldPanel("introduction")], heading=_("Title and introduction")
        ),
        InlinePanel(
            "listed_teachers",
            [FieldPanel("person")],
            heading=_("Teachers"),
            label=_("teacher"),
            max_num=MOST_TEACHERS,
            help_text=_(
                "In this order. Each has a page of their own, with what you wrote of them under"
                " “People”, what they teach next, and what they have written."
            ),
        ),
    ]
    edit_handler = tabbed((content_panels, _("Text")), found=FOUND_PANELS)
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction", boost=2),
        index.RelatedFields(
            "listed_teachers",
            [index.RelatedFields("person", [index.SearchField("name"), index.SearchField("role")])],
        ),
    ]
    page_description = _("Who teaches, with a page for each; there is one.")
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("page of the teachers")
        verbose_name_plural = _("pages of the teachers")

    @property
    def kind(self) -> str:
        return _("page")

    @property
    def summary(self) -> str:
        return self.introduction

    def portraits(self, request: HttpRequest | None = None) -> list[Portrait]:
        """The teachers, as editors ordered them, each once; three queries."""
        numbers = list(dict.fromkeys(one.person_id for one in self.listed_teachers.all()))
        people = portraits.with_photos(numbers)
        url = self.get_url(request) or ""
        return [
            Portrait(people[pk], url + self._end(people[pk].slug)) for pk in numbers if pk in people
        ]

    def portraits_of(
        self, people: Iterable[Person], request: HttpRequest | None = None
    ) -> list[Portrait]:
        """Of ``people``, in their order; who is no teacher of this page has no address."""
        addresses = {one.person: one.address for one in self.portraits(request)}
        return [Portrait(person, addresses.get(person, "")) for person in people]

    @path("")
    def everybody(self, request: HttpRequest) -> HttpResponse:
        return self.render(request, context_overrides={"portraits": self.portraits(request)})

    @path("<str:slug>/", name="teacher")
    def of_teacher(self, request: HttpRequest, slug: str) -> HttpResponse:
        everybody = self.portraits(request)
        found = next((one for one in everybody if one.person.slug == slug), None)
        if found is None:
            raise Http404
        return self._shown(request, found, everybody)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("All of them")), ("teacher", _("The page of the first"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        everybody = self.portraits(request)
        if mode_name == "teacher" and everybody:
            return self._shown(request, everybody[0], everybody)
        return super().serve_preview(request, mode_name)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Also of each teacher, who came or changed with the page as far as it knows."""
        (own,) = super().get_sitemap_urls(request)
        slugs = (one.person.slug for one in self.portraits(request))
        return [own, *(own | {"location": own["location"] + self._end(slug)} for slug in slugs)]

    def address_of(self, slug: str, request: HttpRequest | None = None) -> str:
        """Where the page of one of the teachers is."""
        return (self.get_url(request) or "") + self._end(slug)

    def _end(self, slug: str) -> str:
        """What a teacher's address has behind that of the page."""
        return self.reverse_subpage("teacher", args=[slug])

    def _shown(
        self, request: HttpRequest, portrait: Portrait, everybody: list[Portrait]
    ) -> HttpResponse:
        person = portrait.person
        links = list(person.links.all())
        site = Site.find_for_request(request)
        address = (self.get_full_url(request) or "") + self._end(person.slug)
        return self.render(
            request,
            template="home/teacher.html",
            context_overrides={
                "portrait": portrait,
                "own_links": links,
                "others": [one for one in everybody if one is not portrait],
                "address": address,
                "structured_data": structured_data.person(
                    person,
                    address=address,
                    links=links,
                    settings=SiteSettings.for_request(request),
                    root_url=site.root_url if site else "",
                ),
                **self._events(person),
                **self._articles(person),
            },
        )

    def _events(self, person: Person) -> dict[str, Any]:
        """What somebody teaches next, and where the rest is listed."""
        event_index = EventIndexPage.objects.sibling_of(self).live().first()
        if event_index is None:
            return {}
        entries = listing.next_ones(event_index, NEXT_EVENTS, taught_by=person)
        return {"event_index": event_index, "events": entries}

    def _articles(self, person: Person) -> dict[str, Any]:
        """What somebody wrote last, and where the rest is listed."""
        article_index = ArticleIndexPage.objects.sibling_of(self).live().first()
        if article_index is None:
            return {}
        written = (
            ArticlePage.objects.standing_below(article_index.path)
            .visible()
            .by(person.slug)
            .newest_first()
        )
        return {
            "article_index": article_index,
            "articles": list(written.with_cards()[:LATEST_ARTICLES]),
        }


class ListedTeacher(Orderable):
    """That a person stands among the teachers.

    Unlike an author, who must stay for as long as an article names them (``PROTECT``),
    somebody who is deleted from the people simply stands there no longer, in no version:
    a list of teachers is whole without them.
    """

    page = ParentalKey(TeachersPage, on_delete=models.CASCADE, related_name="listed_teachers")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("teacher of the page")
        verbose_name_plural = _("teachers of the page")

    def __str__(self) -> str:
        return str(self.person)
