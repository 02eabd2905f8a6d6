"""Every form of the CMS that is ours speaks plainly: grouped, headed, no word of the trade."""

import re

import pytest
from django.urls import reverse
from lxml import html
from wagtail.models import Site

from articles.models import ArticleIndexPage
from events.tests import cast as events_cast
from home.models import ContactPage, HomePage, PlainPage, TeachersPage
from home.tests.teachers import make_teachers
from studio.tests import cast

pytestmark = pytest.mark.django_db

#: Words of those who make sites, which say nothing to those who fill them.
TRADE = re.compile(r"\b(slugs?|promote|promotion|seo|meta|canonical|metadata|html|uri)\b", re.I)
FOUND = "Found and shared"


@pytest.fixture
def pages(home_page, index):
    events = events_cast.make_index(home_page)
    return {
        "home": home_page,
        "plain": home_page.add_child(instance=PlainPage(title="About", slug="about")),
        "contact": home_page.add_child(instance=ContactPage(title="Contact", slug="contact")),
        "teachers": make_teachers(home_page, [cast.make_person()]),
        "articles": index,
        "article": cast.make_article(index),
        "events": events,
        "event": events_cast.make_event(home_page),
    }


TABS = {
    "home": ["The front door", FOUND],
    "plain": ["Text", FOUND],
    "contact": ["Text", "Messages", FOUND],
    "teachers": ["Text", FOUND],
    "articles": ["Text", FOUND],
    "article": ["Text", "References", "About the article", FOUND],
    "events": ["Text", FOUND],
    "event": ["The event", "Registration", "Letters", FOUND],
}


def form(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def said(element):
    return " ".join(element.text_content().split())


def spoken(page):
    """Tabs, headings, labels and help of a form."""
    chosen = "[role=tab], [data-panel-heading-text], main form label, main form .help"
    return [words for words in (said(one) for one in page.cssselect(chosen)) if words]


@pytest.mark.parametrize("name", TABS)
def test_the_tabs_of_every_page_type_are_these(name, pages, admin_client):
    page = form(admin_client, reverse("wagtailadmin_pages:edit", args=[pages[name].pk]))
    tabs = page.cssselect("form [role=tab]")
    # behind each name is room for the number of its errors
    assert [said(tab).removesuffix(" ()") for tab in tabs] == TABS[name]


@pytest.mark.parametrize("name", TABS)
def test_no_form_of_a_page_uses_a_word_of_the_trade(name, pages, admin_client):
    page = form(admin_client, reverse("wagtailadmin_pages:edit", args=[pages[name].pk]))
    words = spoken(page)
    assert [one for one in words if TRADE.search(one)] == []
    assert any(one.startswith("Last part of the address") for one in words)
    assert any("others may have linked to it" in one for one in words)


SETTINGS = [
    ("studio", "sitesettings"),
    ("studio", "navigation"),
    ("events", "eventsettings"),
    ("comments", "commentsettings"),
]


@pytest.mark.parametrize(("app", "model"), SETTINGS)
def test_no_setting_uses_a_word_of_the_trade(app, model, admin_client, home_page):
    site = Site.objects.get()
    page = form(admin_client, reverse("wagtailsettings:edit", args=[app, model, site.pk]))
    words = spoken(page)
    assert len(words) > 3
    assert [one for one in words if TRADE.search(one)] == []


@pytest.mark.parametrize(
    "name",
    [
        "wagtailsnippets_articles_topic:add",
        "wagtailsnippets_studio_person:add",
        "wagtailimages:add",
    ],
)
def test_no_snippet_uses_a_word_of_the_trade(name, admin_client, home_page):
    words = spoken(form(admin_client, reverse(name)))
    assert words
    assert [one for one in words if TRADE.search(one)] == []


def test_every_page_type_says_what_it_is_for_where_it_is_chosen(admin_client, home_page):
    answer = admin_client.get(reverse("wagtailadmin_pages:add_subpage", args=[home_page.pk]))
    told = said(html.fromstring(answer.text))
    for model in (PlainPage, ContactPage, TeachersPage, ArticleIndexPage):
        assert str(model.page_description) in told
    assert str(HomePage.page_description).endswith(".")
