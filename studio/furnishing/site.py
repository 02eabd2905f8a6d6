"""Writes the furnished site: settings, menus, people, pages, articles."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from wagtail.models import Page, Site

from articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage, Reference, Topic
from home.models import ContactPage, HomePage, PlainPage
from studio.furnishing import beginning, manuscripts, pages
from studio.furnishing.people import make_people, make_sign_ins
from studio.furnishing.pictures import Pictures
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
        scripts = manuscripts.read_all()
        articles = [(script, self._article(script)) for script in scripts]
        self._plain_pages()
        for count, (script, article) in enumerate(articles, 1):
            self.report(f"Article {count} of {len(articles)}: {script.title}")
            self._write(article, script)
        self._finish_home()
        self._settings()
        self.report("Roles and sign-ins")
        beginning.make_order(self.home, self.index)
        make_sign_ins()

    def _add(self, parent: Page, page: Page) -> Page:
        parent.add_child(instance=page)
        self.pages[page.url_path.removeprefix(self.home.url_path[:-1])] = page
        return page

    def _publish(self, page: Page) -> None:
        page.save_revision().publish()

    def _home(self) -> HomePage:
        picture = self.pictures.get(
            "home-hero",
            description="Drawing: the swing of a leg as a fan of arcs above a rising sun",
        )
        self.home = beginning.make_home(hero_image=picture, **pages.HOME)
        self.pages["/"] = self.home
        return self.home

    def _plain_pages(self) -> None:
        classes = self._plain(
            self.home,
            {
                "title": "Classes",
                "slug": "classes",
                "introduction": "Four ways in. They lead to the same room.",
            },
            "",
        )
        for slug, title, introduction, text in pages.CLASSES:
            self._plain(classes, {"title": title, "slug": slug, "introduction": introduction}, text)
        about = {
            **pages.ABOUT,
            "hero_image": self.pictures.get(
                "about",
                description="Drawing: a room with morning light on the floor boards, a mat and a ball",
            ),
        }
        self._plain(self.home, about, pages.ABOUT_TEXT)
        contact = {
            **pages.CONTACT,
            "hero_image": self.pictures.get(
                "contact",
                description="Drawing: a lane with long shadows and an open door in an arch",
            ),
        }
        self._plain(self.home, contact, pages.CONTACT_TEXT, model=ContactPage)
        self._plain(self.home, pages.PRIVACY, pages.PRIVACY_TEXT)

    def _plain(
        self, parent: Page, fields: dict[str, Any], text: str, model: type[Page] = PlainPage
    ) -> Page:
        page = self._add(parent, model(**fields))
        page.body = manuscripts.stored_blocks(text, page.slug, self._page_id, self._image_id)
        self._publish(page)
        return page

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
        article.references = [Reference(**entry) for entry in script.references]
        article.article_authors = [ArticleAuthor(person=self.people[script.author])]
        article.topics.set([self.topics[slug] for slug in script.topics])
        article.full_clean()
        article.save()
        self._publish(article)

    def _page_id(self, address: str) -> int:
        return self.pages[address].pk

    def _image_id(self, name: str) -> int:
        return self.pictures.get(name).pk

    def _finish_home(self) -> None:
        self.home.hero_page = self.index
        self.home.offers = [
            {
                "type": "offer",
                "value": {"title": title, "text": text, "page": self._page_id(f"/classes/{slug}/")},
            }
            for title, text, slug in pages.OFFERS
        ]
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
        for address in ("/articles/", "/classes/", "/about/", "/contact/"):
            navigation.main_menu.add(_entry("main_menu", self.pages[address]))
        for address in ("/about/", "/contact/", "/privacy/"):
            navigation.footer_menu.add(_entry("footer_menu", self.pages[address]))
        navigation.save()


def _entry(menu: str, page: Page) -> Any:
    return getattr(Navigation, menu).rel.related_model(page=page)
