"""Writes the furnished site: settings, menus, people, pages, articles."""

import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from wagtail.models import Page, Site

from articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage, Topic
from events.pages import EventIndexPage, EventPage
from home.models import ContactPage, HomePage, ListedTeacher, PlainPage, TeachersPage
from studio.furnishing import beginning, front, in_german, library, manuscripts, messages, pages
from studio.furnishing.discussion import discuss
from studio.furnishing.events import EVENTS
from studio.furnishing.events.attending import attend
from studio.furnishing.events.publishing import Programme
from studio.furnishing.people import make_people, make_sign_ins
from studio.furnishing.pictures import Pictures
from studio.furnishing.publishing import publish
from studio.models import Navigation, SiteSettings

Report = Callable[[str], None]


@transaction.atomic
def furnish(report: Report) -> None:
    """Write the whole demo site, or nothing of it; ``report`` hears of each step."""
    _Furnisher(report).work()


class _Furnisher:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.pictures = Pictures()
        self.pages: dict[str, Page] = {}  # address → page

    def work(self) -> None:
        self.report("People and topics")
        self.people = make_people(self.pictures)
        self.topics = {
            slug: Topic.objects.create(slug=slug, name=name, description=description)
            for slug, name, description in pages.TOPICS
        }
        self.report("Pages")
        self.home = self._home()
        self.index = self._add(
            self.home,
            ArticleIndexPage(
                title="Articles",
                slug="articles",
                introduction="What we teach, why we teach it, and how we know. With footnotes.",
            ),
        )
        self.report("Roles and sign-ins")
        beginning.make_order(self.home, self.index)
        self.owner = make_sign_ins()
        scripts = manuscripts.read_all()
        articles = [(script, self._article(script)) for script in scripts]
        events = self._events()
        self._plain_pages()
        for count, (script, article) in enumerate(articles, 1):
            self.report(f"Article {count} of {len(articles)}: {script.title}")
            self._write(article, script)
        library.stock()
        self._finish_home()
        self._settings()
        self.report("Events")
        self._programme(events)
        self.report("Registrations")
        attend(events)
        self.report("Conversations")
        discuss({script.slug: article for script, article in articles})
        if in_german.is_wanted():
            self.report("German pages")
            in_german.GermanPages(self.pages, self.pictures, self.owner).write()

    def _add(self, parent: Page, page: Page) -> Page:
        parent.add_child(instance=page)
        self.pages[page.url_path.removeprefix(self.home.url_path[:-1])] = page
        return page

    def _publish(self, page: Page) -> None:
        publish(page, by=self.owner)

    def _home(self) -> HomePage:
        picture = self.pictures.get(
            "home-hero",
            description="Drawing: the swing of a leg as a fan of arcs above a rising sun",
        )
        self.home = beginning.make_home(hero_image=picture, **pages.HOME)
        self.pages["/"] = self.home
        return self.home

    def _plain_pages(self) -> None:
        prices = self._add(self.home, PlainPage(**front.PRICES))  # classes lead there
        classes = self._plain(
            self.home,
            {
                "title": "Classes",
                "slug": "classes",
                "introduction": "Four ways in. They lead to the same room.",
            },
            "",
        )
        for slug, title, introduction, text, teacher in pages.CLASSES:
            fields = {"title": title, "slug": slug, "introduction": introduction}
            people = {"heading": "", "people": [self.people[teacher].pk]}
            self._plain(classes, fields, text, {"type": "teachers", "value": people})
        about = {
            **pages.ABOUT,
            "hero_image": self.pictures.get(
                "about",
                description="Drawing: a room with morning light on the floor boards, a mat and a ball",
            ),
        }
        self._plain(self.home, about, pages.ABOUT_TEXT)
        self._teachers()
        contact = {
            **pages.CONTACT,
            "hero_image": self.pictures.get(
                "contact",
                description="Drawing: a lane with long shadows and an open door in an arch",
            ),
        }
        page = self._plain(
            self.home,
            contact,
            pages.CONTACT_TEXT,
            {"type": "place", "value": pages.CONTACT_PLACE},
            model=ContactPage,
        )
        messages.write_to(page, by=self.owner)
        prices.body = json.dumps(front.prices())
        self._publish(prices)
        self._legal_pages()

    def _legal_pages(self) -> None:
        """Two pages that lead to each other, so both are there before either is written."""
        privacy = self._add(self.home, PlainPage(**pages.PRIVACY))
        imprint = self._add(self.home, PlainPage(**pages.IMPRINT))
        stored = {"type": "stored_data", "value": None}
        privacy.body = [
            *self._words(privacy, pages.PRIVACY_TEXT),
            stored,
            *self._words(privacy, pages.PRIVACY_RIGHTS),
        ]
        who = {"type": "imprint", "value": pages.IMPRINT_BLOCK}
        imprint.body = [who, *self._words(imprint, pages.IMPRINT_TEXT)]
        self._publish(privacy)
        self._publish(imprint)

    def _teachers(self) -> None:
        page = TeachersPage(**pages.TEACHERS)
        page.listed_teachers = [ListedTeacher(person=person) for person in self.people.values()]
        self._publish(self._add(self.home, page))

    def _plain(
        self,
        parent: Page,
        fields: dict[str, Any],
        text: str,
        *more: dict[str, Any],
        model: type[Page] = PlainPage,
    ) -> Page:
        page = self._add(parent, model(**fields))
        page.body = [*self._words(page, text), *more]
        self._publish(page)
        return page

    def _words(self, page: Page, text: str) -> list[dict[str, Any]]:
        return manuscripts.stored_blocks(text, page.slug, self._page_id, self._image_id)

    def _article(self, script: manuscripts.Manuscript) -> ArticlePage:
        return self._add(
            self.index,
            ArticlePage(
                title=script.title,
                slug=script.slug,
                standfirst=script.standfirst,
                published_on=script.published_on,
                hero_image=self.pictures.get(
                    script.image, title=script.title, description=script.image_alt
                ),
                live=False,
            ),
        )

    def _write(self, article: ArticlePage, script: manuscripts.Manuscript) -> None:
        article.body = script.blocks(self._page_id, self._image_id)
        article.references = [library.reference(**entry) for entry in script.references]
        article.article_authors = [ArticleAuthor(person=self.people[script.author])]
        article.topics.set([self.topics[slug] for slug in script.topics])
        article.full_clean()
        article.save()
        self._publish(article)

    def _events(self) -> dict[str, EventPage]:
        """Drafts by slug, there already for others to link to."""
        what_is_on = self._add(
            self.home,
            EventIndexPage(
                title="Events",
                slug="events",
                introduction="Workshops, a course, and a run. In groups in which everybody is seen.",
            ),
        )
        return {
            event.slug: self._add(
                what_is_on, EventPage(title=event.title, slug=event.slug, live=False)
            )
            for event in EVENTS
        }

    def _programme(self, events: dict[str, EventPage]) -> None:
        programme = Programme(self.people, self.pictures, self._page_id, self.owner)
        for event in EVENTS:
            programme.publish(event, events[event.slug])
        self._publish(self.pages["/events/"])

    def _page_id(self, address: str) -> int:
        return self.pages[address].pk

    def _image_id(self, name: str) -> int:
        return self.pictures.get(name).pk

    def _finish_home(self) -> None:
        self.home.hero_page = self.pages["/events/"]
        self.home.body = json.dumps(front.sections(self._page_id))
        self.home.save()
        self._publish(self.home)
        self._publish(self.index)

    def _settings(self) -> None:
        site = Site.objects.get(is_default_site=True)
        studio = SiteSettings.for_site(site)
        for name, value in pages.SETTINGS.items():
            setattr(studio, name, value)
        studio.save()
        navigation = Navigation.for_site(site)
        # who we are stands at the foot: seven would not fit beside each other
        for address in ("articles", "events", "classes", "teachers", "prices", "contact"):
            navigation.main_menu.add(_entry("main_menu", self.pages[f"/{address}/"]))
        for address in ("/about/", "/contact/", "/privacy/", "/imprint/"):
            navigation.footer_menu.add(_entry("footer_menu", self.pages[address]))
        navigation.save()


def _entry(menu: str, page: Page) -> Any:
    return getattr(Navigation, menu).rel.related_model(page=page)
