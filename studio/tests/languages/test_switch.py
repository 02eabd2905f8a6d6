"""From one language to the other: the switch, the menu, links, and what search engines are told."""

import pytest
from wagtail.models import Page, PageViewRestriction

from home.models import PlainPage
from studio.models import Navigation
from studio.models.navigation import MainMenuItem
from studio.tests import cast
from studio.tests.in_two_languages import menu, read, switch, translated, tree

pytestmark = pytest.mark.django_db

#: Of a German article; it would be 25 on a site of one language.
QUERIES = 31


def test_the_switch_leads_to_the_same_page(client, german, article):
    assert switch(read(client, article.url)) == [(german.url, "de", "Deutsch")]
    assert switch(read(client, german.url)) == [(article.url, "en-gb", "English")]


def test_what_is_not_translated_leads_to_the_nearest_above_it_that_is(
    client, home, german, article
):
    other = cast.make_article(
        article.get_parent(), title="Other", authors=[cast.make_person("Otis Storey", "otis")]
    )
    alone = home.add_child(instance=PlainPage(title="Alone", slug="alone"))
    assert switch(read(client, other.url)) == [("/de/artikel/", "de", "Deutsch")]
    assert switch(read(client, alone.url)) == [("/de/", "de", "Deutsch")]


def test_neither_drafts_nor_private_pages_are_led_to(client, german, article):
    german.unpublish()
    assert switch(read(client, article.url)) == [("/de/artikel/", "de", "Deutsch")]
    index = german.get_parent()
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    assert switch(read(client, article.url)) == [("/de/", "de", "Deutsch")]


def test_the_search_keeps_its_question_and_what_is_no_page_leads_to_the_front_door(client, german):
    assert switch(read(client, "/search/?q=foot")) == [("/de/search/?q=foot", "de", "Deutsch")]
    assert switch(read(client, "/de/search/?q=fu%C3%9F")) == [
        ("/search/?q=fu%C3%9F", "en-gb", "English")
    ]
    assert switch(tree(client.get("/nowhere/"))) == [("/de/", "de", "Deutsch")]
    assert switch(read(client, "/comments/privacy/")) == [("/de/", "de", "Deutsch")]


def test_search_engines_are_told_of_translations_and_of_nothing_else(client, home, german, article):
    def told(address):
        links = read(client, address).cssselect("link[rel=alternate][hreflang]")
        return {link.get("hreflang"): link.get("href") for link in links}

    both = {
        "en-gb": f"http://testserver{article.url}",
        "de": f"http://testserver{german.url}",
        "x-default": f"http://testserver{article.url}",
    }
    assert told(article.url) == told(german.url) == both
    alone = home.add_child(instance=PlainPage(title="Alone", slug="alone"))
    assert told(alone.url) == {}
    # what shows a part of a page, or something below it, is no translation of the whole
    cast.make_topic()
    for address in ("topic/running/", "author/juno-fable/", "?page=1"):
        assert told(f"/articles/{address}") == {}
    sitemap = client.get("/sitemap.xml").content.decode()
    assert all(f"<loc>http://testserver{one.url}</loc>" in sitemap for one in (article, german))


def test_the_menu_has_the_translations_and_says_what_is_in_the_sites_language(client, home, german):
    navigation = Navigation.objects.get_or_create(site=home.get_site())[0]
    alone = home.add_child(instance=PlainPage(title="Alone", slug="alone"))
    secret = home.add_child(instance=PlainPage(title="Secret", slug="secret"))
    translated(secret, "Geheim", "geheim", publish=False)
    index = Page.objects.get(slug="articles")
    MainMenuItem.objects.create(navigation=navigation, page=index, label="Read", sort_order=1)
    MainMenuItem.objects.create(navigation=navigation, page=alone, sort_order=2)
    MainMenuItem.objects.create(navigation=navigation, page=secret, sort_order=3)

    assert menu(read(client, "/")) == [
        ("/articles/", "Read", None),
        ("/alone/", "Alone", None),
        ("/secret/", "Secret", None),
    ]
    assert menu(read(client, "/de/")) == [
        ("/de/artikel/", "Artikel", None),
        ("/alone/", "Alone", "en-gb"),
        ("/secret/", "Secret", "en-gb"),
    ]


def test_links_lead_to_the_translation_where_there_is_one(client, home, german, article):
    alone = home.add_child(instance=PlainPage(title="Alone", slug="alone"))
    text = (
        f'<p><a linktype="page" id="{article.pk}">one</a> '
        f'<a linktype="page" id="{alone.pk}">two</a></p>'
    )
    german.body = [("paragraph", text)]
    german.save_revision().publish()
    front = german.get_parent().get_parent().specific
    front.hero_page, front.hero_button = article, "Lesen"
    front.save_revision().publish()

    links = read(client, german.url).cssselect(".flow p a")
    assert [link.get("href") for link in links[:2]] == [german.url, alone.url]
    assert read(client, "/de/").cssselect(".home-hero a")[0].get("href") == german.url


def test_a_german_page_costs_the_same_with_one_entry_and_with_thirty(
    client, home, german, django_assert_num_queries
):
    navigation = Navigation.objects.get_or_create(site=home.get_site())[0]

    def add(number):
        page = home.add_child(instance=PlainPage(title=f"Page {number}", slug=f"page-{number}"))
        translated(page, f"Seite {number}", f"seite-{number}")
        MainMenuItem.objects.create(navigation=navigation, page=page)
        home.refresh_from_db()
        link = f'<a linktype="page" id="{page.pk}">{number}</a>'
        german.body = [*german.body.raw_data, {"type": "paragraph", "value": f"<p>{link}</p>"}]
        german.save_revision().publish()

    add(1)
    read(client, german.url)
    with django_assert_num_queries(QUERIES):
        read(client, german.url)
    for number in range(2, 31):
        add(number)
    with django_assert_num_queries(QUERIES):
        read(client, german.url)
