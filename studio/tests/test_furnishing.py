"""The demo site is whole, the same each time, and never written over somebody's work."""

import re

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from lxml import html
from wagtail.models import GroupApprovalTask, Page, Site, Workflow

from articles.models import ArticlePage, Reference
from articles.tests import editing
from home.models import HomePage
from studio.furnishing import drawings, manuscripts
from studio.furnishing.beginning import is_empty
from studio.furnishing.people import SIGN_INS
from studio.furnishing.site import furnish
from studio.models import StudioImage

pytestmark = pytest.mark.django_db

SHARED_LINE = "(1), (2) Core Stability is Like Orthotics for your Torso – by Jae Gruenke"


@pytest.fixture(scope="module")
def _furnished_once(django_db_setup, django_db_blocker):
    """Furnishing takes seconds: once for all tests here, each of which is undone by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        with transaction.atomic():
            furnish(lambda _step: None)
            Site.objects.update(hostname="testserver", port=80)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def furnished(_furnished_once, db):
    return HomePage.objects.get()


def test_every_page_of_the_demo_site_can_be_read(client, furnished):
    pages = Page.objects.live().filter(depth__gt=1).specific()

    assert {page.url: client.get(page.url).status_code for page in pages} == {
        page.url: 200 for page in pages
    }
    assert len(pages) == 1 + 1 + 15 + 1 + 4 + 3


def test_the_case_everything_starts_from_is_there(client, furnished):
    page = html.fromstring(client.get("/articles/training-the-trunk-in-spring/").content.decode())

    lines = [
        " ".join(li.text_content().split()) for li in page.cssselect('[role="doc-endnotes"] li')
    ]
    assert lines == [SHARED_LINE]


def test_every_article_has_words_references_topics_an_author_and_a_described_picture(furnished):
    articles = ArticlePage.objects.live()

    assert articles.count() == 15
    for article in articles:
        text = article.text()
        words = len(re.findall(r"\w+", " ".join(r.source for r in text.rich_texts())))
        assert words > 400, article
        assert text.lines, article
        assert text.numbering.dangling == (), article
        assert text.numbering.uncited == (), article
        assert (len(article.authors), bool(article.topic_list)) == (1, True), article
        assert article.hero_description.startswith("Drawing"), article
        assert 400 / 240 <= article.reading_minutes <= 1400 / 200, article


def test_every_doi_has_the_form_of_one(furnished):
    for reference in Reference.objects.exclude(doi=""):
        assert re.fullmatch(r"10\.\d{4,9}/\S+", reference.doi), reference


def test_furnishing_is_deterministic():
    first, again = manuscripts.read_all(), manuscripts.read_all()

    assert first == again
    for name in ("home-hero", "juno-fable"):
        assert drawings.draw(name).tobytes() == drawings.draw(name).tobytes()
    assert set(drawings.NAMES) >= {script.image for script in first}


def test_furnishing_twice_changes_nothing(furnished):
    before = (Page.objects.count(), StudioImage.objects.count(), Reference.objects.count())

    call_command("furnish")

    assert (Page.objects.count(), StudioImage.objects.count(), Reference.objects.count()) == before
    assert not is_empty()


def test_the_page_tree_is_sound(furnished):
    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]


def test_every_role_can_sign_in(furnished, client):
    for name in SIGN_INS:
        user = authenticate(username=name, password="studio")
        assert user is not None, name
        client.force_login(user)
        assert client.get("/admin/").status_code == 200, name


@pytest.mark.parametrize(
    ("name", "opens", "refused"),
    [
        (
            "editor",
            ["/admin/pages/", "/admin/letters/", "/admin/settings/studio/sitesettings/"],
            ["/admin/users/"],
        ),
        ("author", ["/admin/images/"], ["/admin/letters/", "/admin/settings/studio/navigation/"]),
        (
            "frontdesk",
            ["/admin/letters/"],
            ["/admin/images/", "/admin/settings/studio/sitesettings/"],
        ),
        ("moderator", [], ["/admin/letters/", "/admin/images/"]),
        ("teacher", [], ["/admin/letters/", "/admin/images/"]),
    ],
)
def test_each_role_opens_what_it_needs_and_nothing_else(furnished, client, name, opens, refused):
    client.force_login(authenticate(username=name, password="studio"))

    for address in opens:
        assert client.get(address, follow=True).status_code == 200, address
    for address in refused:
        response = client.get(address, follow=True)
        assert response.redirect_chain == [("/admin/", 302)], address


def test_an_author_may_write_articles_but_not_publish_them(furnished):
    author = authenticate(username="author", password="studio")
    article = ArticlePage.objects.first()

    permissions = article.permissions_for_user(author)

    assert (permissions.can_edit(), permissions.can_publish()) == (True, False)
    assert not furnished.permissions_for_user(author).can_edit()


def test_what_an_author_submits_goes_live_when_an_editor_approves(furnished, client):
    article = ArticlePage.objects.get(slug="the-arch-is-a-spring")
    client.force_login(authenticate(username="author", password="studio"))
    assert "Submit to Editors" in client.get(editing.edit_url(article)).content.decode()

    body = [("paragraph", editing.words("<p>It gives back what it took.</p>"))]
    editing.post(client, article, body=body, action="submit", title="The arch is a good spring")
    article.refresh_from_db()
    assert article.title == "The arch is a spring"

    client.force_login(authenticate(username="editor", password="studio"))
    assert "Awaiting your review" in client.get("/admin/").content.decode()
    task = article.current_workflow_task_state
    approval = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk])
    client.post(approval)
    article = ArticlePage.objects.get(pk=article.pk)
    assert (article.title, article.workflow_in_progress) == ("The arch is a good spring", False)


def test_nobody_but_an_editor_is_asked_to_approve(furnished):
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Editors"]
    assert {
        name
        for task in GroupApprovalTask.objects.all()
        for name in task.groups.values_list("name", flat=True)
    } == {"Editors"}
