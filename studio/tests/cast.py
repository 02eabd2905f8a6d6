"""The people and pages that tests know by name."""

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from wagtail.models import Collection, Locale, Page, Site

from articles.citations import embed
from articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage, Reference, Topic
from home.models import HomePage
from studio import mail
from studio.models import Letter, Person, SiteSettings, StudioImage
from studio.tests.tasks import indexed_once


@indexed_once()
def make_site(**fields: Any) -> HomePage:
    """A home page at the root of the default site.

    Tests with a live server empty all tables, also those that migrations
    filled, so the tree is made anew where it is missing. Where nobody has
    touched the one that each test begins with (``conftest.py``), it is that.
    """
    if not fields and (untouched := _untouched()):
        return untouched
    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.objects.filter(depth=1).first()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=locale)
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    root.get_children().delete()
    root.refresh_from_db()
    defaults = {"title": "Home", "slug": "home", "hero_heading": "Move well"}
    home = root.add_child(instance=HomePage(locale=locale, **(defaults | fields)))
    site, _ = Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": home}
    )
    SiteSettings.objects.update_or_create(site=site, defaults={"name": "Studio Elsewhere"})
    return home


def _untouched() -> HomePage | None:
    """The home page that ``make_site`` made, if it is still the only page below the root."""
    site = Site.objects.select_related("root_page").filter(hostname="testserver").first()
    alone = site and Page.objects.count() == 2 and Site.objects.count() == 1
    return HomePage.objects.filter(pk=site.root_page_id).first() if alone else None


def point_site_at(url: str) -> None:
    """Let the site have the address under which a live server serves it."""
    parts = urlsplit(url)
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = parts.hostname, parts.port
    site.save()


def make_index(home: HomePage) -> ArticleIndexPage:
    return home.add_child(instance=ArticleIndexPage(title="Articles", slug="articles"))


def make_admin(username: str = "admin") -> Any:
    return get_user_model().objects.create_superuser(
        username, f"{username}@studio.example", "studio"
    )


def make_staff(name: str, *permissions: str) -> Any:
    """Somebody who signs in to the CMS and may do what is named."""
    user = get_user_model().objects.create_user(name, password="studio")
    codenames = ["access_admin", *permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def make_person(name: str = "Juno Fable", slug: str = "juno-fable") -> Person:
    return Person.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def make_topic(name: str = "Running", slug: str = "running") -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def make_image(
    title: str = "Arcs", size: tuple[int, int] = (1200, 800), description: str = "Drawing: arcs"
) -> StudioImage:
    buffer = BytesIO()
    PillowImage.new("RGB", size, "#b9472b").save(buffer, "PNG")
    buffer.seek(0)
    return StudioImage.objects.create(
        title=title, file=ImageFile(buffer, f"{title}.png"), description=description
    )


def cite(reference: str, key: str | None = None) -> str:
    """A stored citation of ``reference``; its own key is made up unless given."""
    cite.count += 1
    return embed(key or f"c{cite.count}", reference)


cite.count = 0


@indexed_once()
def make_article(
    index: ArticleIndexPage,
    *,
    title: str = "Training the trunk",
    body: list[tuple[str, Any]] | None = None,
    references: list[dict[str, Any]] | None = None,
    authors: list[Person] | None = None,
    topics: list[Topic] | None = None,
    publish: bool = True,
    **fields: Any,
) -> ArticlePage:
    """An article, published unless told otherwise.

    ``body`` is a list of (block type, value); ``references`` a list of fields,
    each with its ``key``.
    """
    article = ArticlePage(
        title=title,
        standfirst=fields.pop("standfirst", "Why the trunk listens to the feet."),
        body=body if body is not None else [("paragraph", "<p>A claim.</p>")],
        live=publish,
        **fields,
    )
    article.references = [Reference(**reference) for reference in references or []]
    article.article_authors = [
        ArticleAuthor(person=person) for person in authors or [make_person()]
    ]
    index.add_child(instance=article)
    if topics:
        article.topics.set(topics)
        article.save()
    revision = article.save_revision()
    if publish:
        revision.publish()
    return ArticlePage.objects.get(pk=article.pk)


def make_trunk_article(index: ArticleIndexPage, **fields: Any) -> ArticlePage:
    """The case everything starts from: two markers that share one line."""
    return make_article(
        index,
        title="Training the trunk in spring",
        body=[
            ("paragraph", f"<p>The arch gives back what it took{cite('core')}.</p>"),
            (
                "paragraph",
                f"<p>The pelvis sets the rhythm{cite('core')}, and the trunk answers.</p>",
            ),
        ],
        references=[
            {
                "key": "core",
                "kind": "web",
                "title": "Core Stability is Like Orthotics for your Torso",
                "authors": "Jae Gruenke",
            }
        ],
        **fields,
    )


def write_letter(**fields: Any) -> Letter:
    """A letter to Ida about her place; each has a key of its own unless one is given."""
    write_letter.count += 1
    return mail.write(
        **{
            "kind": "registration confirmed",
            "dedupe_key": f"letter-{write_letter.count}",
            "to": "ida@visitor.example",
            "subject": "Your place",
            "text": "There is a mat for you.",
        }
        | fields
    )


write_letter.count = 0


def make_failed_letter(**fields: Any) -> Letter:
    """A letter that was given up on."""
    letter = write_letter(**fields)
    Letter.objects.filter(pk=letter.pk).update(
        status=Letter.Status.FAILED, attempts=9, last_error="451 Mailbox busy"
    )
    letter.refresh_from_db()
    return letter


def every_block(image: StudioImage, reference: str) -> list[tuple[str, Any]]:
    """A body with one block of each kind; every rich text cites ``reference``."""
    picture = {"image": image.pk, "alt_text": "Drawing: two arcs", "decorative": False}
    row = {"values": [f"<p>Walking{cite(reference)}</p>", "<p>Two a second</p>"]}
    table = {
        "columns": [{"type": "text", "heading": "Gait"}, {"type": "text", "heading": "Steps"}],
        "rows": [row],
        "caption": "",
    }
    stored = [
        ("heading", {"text": "Give and take", "level": "h2"}),
        (
            "paragraph",
            f"<p>The arch gives back what it took{cite(reference)}.</p><ul><li>One</li></ul>",
        ),
        ("heading", {"text": "The pelvis", "level": "h3"}),
        (
            "quote",
            {"text": f"<p>Be moved{cite(reference)}.</p>", "attribution": "Juno Fable"},
        ),
        ("steps", {"title": "A try", "steps": [f"<p>Stand{cite(reference)}.</p>", "<p>Walk.</p>"]}),
        ("heading", {"text": "In numbers", "level": "h2"}),
        ("callout", {"title": "Try it", "text": f"<p>Walk for a minute{cite(reference)}.</p>"}),
        ("table", {"caption": "Steps of two gaits", "table": table}),
        (
            "figure",
            {"image": picture, "caption": f"<p>Two arcs{cite(reference)}</p>", "width": "wide"},
        ),
        ("gallery", {"images": [picture, picture], "caption": "<p>The same twice</p>"}),
        ("film", {"url": "https://www.youtube.com/watch?v=aaaaaaaaaaa", "title": "A walk"}),
        ("button", {"text": "Elsewhere", "page": None, "url": "https://studio.example/"}),
        ("divider", None),
    ]
    block = ArticlePage._meta.get_field("body").stream_block
    raw = [{"type": kind, "value": value} for kind, value in stored]
    return [(child.block_type, child.value) for child in block.to_python(raw)]


@indexed_once()
def make_full_article(index: ArticleIndexPage, **fields: Any) -> ArticlePage:
    """An article with a picture, every kind of block, and a reference they all cite."""
    image = make_image()
    return make_article(
        index,
        title="Everything an article can hold",
        body=every_block(image, "core"),
        references=[{"key": "core", "title": "Core Stability", "url": "https://core.example/"}],
        hero_image=image,
        topics=[make_topic()],
        **fields,
    )
