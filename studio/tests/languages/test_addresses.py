"""Pages in two languages: the address says which, and nothing is behind a closed front door."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import (
    Locale,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail.users.models import UserProfile

from home.models import HomePage
from studio.tests import cast
from studio.tests.in_two_languages import german_too, read, switch, translated, tree

pytestmark = pytest.mark.django_db


def test_the_other_language_begins_its_addresses_and_the_sites_own_stay(client, german, article):
    assert (article.url, german.url) == ("/articles/quiet-foot/", "/de/artikel/leiser-fuss/")
    for address, language, heading in (
        ("/", "en-gb", "Move well"),
        ("/de/", "de", "Gut bewegt"),
        (article.url, "en-gb", "The quiet foot"),
        (german.url, "de", "Der leise Fuß"),
    ):
        response = client.get(address)
        page = tree(response)
        assert page.get("lang") == language
        assert page.cssselect("h1")[0].text_content().strip() == heading
        assert not response.cookies
        assert "Vary" not in response or {"Cookie", "Accept-Language"}.isdisjoint(
            response["Vary"].replace(",", " ").split()
        )


def test_no_header_of_the_browser_changes_the_language(client, german):
    assert read(client, "/", accept_language="de").get("lang") == "en-gb"
    assert read(client, "/de/", accept_language="en").get("lang") == "de"


def test_the_end_of_an_address_may_be_left_out(client, german):
    assert client.get("/de")["Location"] == "/de/"
    assert client.get("/de/artikel")["Location"] == "/de/artikel/"


@pytest.mark.parametrize(
    "address", ["/fr/", "/en/", "/en-gb/", "/deutsch/", "/DE/", "/de/articles/"]
)
def test_what_is_no_language_of_the_site_is_a_page_that_is_not_there(client, german, address):
    assert client.get(address).status_code == 404


def test_a_page_that_is_not_there_says_so_in_the_language_of_its_address(client, german):
    lost = client.get("/de/nirgends/")
    assert lost.status_code == 404
    assert tree(lost).get("lang") == "de"
    assert tree(lost).cssselect("form[role=search]")[0].get("action") == "/de/search/"


def test_a_wrong_password_is_told_in_the_language_of_the_door(client, german):
    PageViewRestriction.objects.create(page=german, restriction_type="password", password="juniper")
    form = read(client, german.url).cssselect("main form[method=post]")[0]
    fields = {one.get("name"): one.value for one in form.cssselect("input[name]")}
    wrong = client.post(form.get("action"), fields | {"password": "rosemary"})
    assert tree(wrong).get("lang") == "de"


def test_a_language_whose_front_door_is_not_published_has_no_pages(client, home, article):
    translated(home, "Start", "start", publish=False)
    for address in ("/de/", "/de/articles/", "/de/articles/quiet-foot/"):
        assert client.get(address).status_code == 404
    assert switch(read(client, "/")) == []


def test_behind_a_closed_front_door_nothing_is_shown_anywhere(client, events, german, article):
    """As while a language is being written, or when it is taken off the site."""
    workshop, kurs = events
    HomePage.objects.get(slug="start").unpublish()

    assert client.get(german.url).status_code == 404
    assert client.get("/de/search/?q=fu").status_code == 404
    page = read(client, article.url)
    assert switch(page) == []
    assert page.cssselect("link[hreflang]") == []
    assert "/de/" not in client.get("/sitemap.xml").content.decode()
    asked = "/api/v2/pages/?type=articles.ArticlePage"
    assert [one["title"] for one in client.get(asked).json()["items"]] == ["The quiet foot"]
    listed = read(client, "/events/").cssselect(".event-entry__title a")
    assert [link.get("href") for link in listed] == [workshop.url]
    assert "Leise" not in client.get("/events.ics").content.decode()
    assert client.get(f"/calendar/{kurs.pk}.ics").status_code == 404


def test_a_language_that_is_taken_from_the_settings_leaves_nothing_behind(client, home_page, index):
    with german_too():
        article = cast.make_article(index, title="The quiet foot", slug="quiet-foot")
        translated(home_page, "Start", "start")
        translated(index, "Artikel", "artikel")
        translated(article, "Foot in German", "leiser-fuss")
    found = read(client, "/search/?q=foot").cssselect(".result a")
    assert [link.get("href") for link in found] == ["/articles/quiet-foot/"]
    for address in ("/", "/articles/", "/sitemap.xml", "/articles/feed/", "/api/v2/pages/"):
        words = client.get(address).content.decode()
        assert ("German" in words, "/de/" in words, "None" in words) == (False, False, False)


def test_a_site_of_one_language_knows_no_other(client, home_page):
    assert client.get("/de/").status_code == 404
    page = read(client, "/")
    assert page.cssselect(".site-header__languages, link[hreflang]") == []


def test_the_cms_may_speak_another_language_than_the_pages(
    admin_client, admin_user, home_page, index
):
    """Addresses are made there too: none of them gets a prefix from who is signed in."""
    UserProfile.objects.create(user=admin_user, preferred_language="de")
    article = cast.make_article(index, title="The quiet foot", slug="quiet-foot")
    editor = read(admin_client, reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert editor.get("lang") == "de"
    links = {link.get("href") for link in editor.cssselect("a[href*='quiet-foot']")}
    assert links == {"/articles/quiet-foot/"}


def test_only_a_site_with_two_languages_lists_them_in_its_settings(admin_client, home_page):
    def entries():
        page = admin_client.get(reverse("wagtailadmin_home")).content.decode()
        return reverse("wagtaillocales:index") in page

    assert not entries()
    with german_too():
        assert entries()


def test_a_new_front_door_has_its_address_at_once(client, home):
    Site.get_site_root_paths()  # remembered by Wagtail for an hour
    assert translated(home, "Start", "start").url == "/de/"


def test_a_site_that_was_begun_in_the_wrong_language_is_put_right(home_page, index):
    relabel = import_module("studio.migrations.0011_pages_in_the_language_of_the_site").mark
    german = Locale.objects.create(language_code="de")
    Page.objects.update(locale=german)
    relabel(apps, None)
    assert {page.locale.language_code for page in Page.objects.all()} == {"en-gb"}

    # where there are two, somebody meant it
    Page.objects.filter(pk=index.pk).update(locale=german)
    relabel(apps, None)
    assert Page.objects.get(pk=index.pk).locale == german
