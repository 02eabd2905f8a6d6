"""Pages in two languages: the address says which, the switch leads to the same elsewhere."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from lxml import etree, html
from wagtail.models import (
    GroupPagePermission,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    Workflow,
    WorkflowPage,
)
from wagtail.users.models import UserProfile

from articles.models import ArticlePage
from comments.models import Subscription
from comments.tests import cast as comments_cast
from comments.tests.letterbox import write
from events.ledger import Registration
from events.pages import EventIndexPage, EventPage
from events.tests import cast as events_cast
from events.tests import desk
from events.tests.postbox import link_to, send
from home.models import HomePage, PlainPage
from studio.furnishing.roles import make_roles
from studio.models import Letter, Navigation, SiteSettings, SiteWords
from studio.models.navigation import MainMenuItem
from studio.tests import cast
from studio.tests.in_two_languages import german_too, translated

pytestmark = pytest.mark.django_db


#: Of a German article; it would be 25 on a site of one language.
QUERIES = 31


@pytest.fixture
def bilingual(db):
    """The site has German, and nothing is written in it yet."""
    with german_too():
        yield


@pytest.fixture
def home(bilingual, home_page):
    return home_page


@pytest.fixture
def article(home):
    return cast.make_article(cast.make_index(home), title="The quiet foot", slug="quiet-foot")


@pytest.fixture
def german(home, article):
    """The front door, the list of articles and one article, in German as well."""
    index = article.get_parent()
    translated(home, "Start", "start", hero_heading="Gut bewegt")
    translated(index, "Artikel", "artikel")
    return translated(article, "Der leise Fuß", "leiser-fuss")


def tree(response):
    return html.fromstring(response.content.decode())


def read(client, address, **headers):
    response = client.get(address, headers=headers)
    assert (address, response.status_code) == (address, 200)
    return tree(response)


def switch(page):
    """Address, language and words of each way into another language."""
    return [
        (link.get("href"), link.get("lang"), link.cssselect("span")[0].text)
        for link in page.cssselect(".site-header__languages a")
    ]


def menu(page):
    return [
        (link.get("href"), link.text, link.get("lang"))
        for link in page.cssselect(".site-header__menu a")
    ]


# --- addresses ------------------------------------------------------------------


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


# --- the way between them -----------------------------------------------------------


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


# --- words ----------------------------------------------------------------------------


def test_the_search_finds_what_is_written_in_the_language_it_is_asked_in(client, german, article):
    def found(address):
        return [link.get("href") for link in read(client, address).cssselect(".result a")]

    article.body = [("paragraph", "<p>Ambulare.</p>")]
    article.save_revision().publish()
    german.body = [("paragraph", "<p>Ambulare.</p>")]
    german.save_revision().publish()
    assert found("/search/?q=ambulare") == [article.url]
    assert found("/de/search/?q=ambulare") == [german.url]


def test_the_studio_says_what_it_has_words_for(client, home, german):
    SiteSettings.objects.update(tagline="In no hurry.", hours="Always", footer="Be kind.")
    SiteWords.objects.create(
        settings=SiteSettings.objects.get(), language="de", tagline="Ohne Eile.", hours="Immer"
    )
    foot = read(client, "/").cssselect("footer")[0].text_content()
    assert ("In no hurry." in foot, "Be kind." in foot) == (True, True)
    foot = read(client, "/de/").cssselect("footer")[0].text_content()
    assert ("Ohne Eile." in foot, "Be kind." in foot, "In no hurry." in foot) == (True, True, False)


def test_the_front_door_lists_what_is_written_in_its_language(client, home, german, article):
    for front in HomePage.objects.all():
        front.body = [("latest_articles", {"heading": "", "number": 5, "topic": None})]
        front.save_revision().publish()

    def listed(address):
        return [link.get("href") for link in read(client, address).cssselect("h3 a, h2 a")]

    assert listed("/") == [article.url]
    assert listed("/de/") == [german.url]


def test_programs_are_told_both_and_can_ask_for_one(client, german, article):
    def titles(address):
        return {one["title"] for one in client.get(address).json()["items"]}

    asked = "/api/v2/pages/?type=articles.ArticlePage"
    assert titles(asked) == {"The quiet foot", "Der leise Fuß"}
    assert titles(f"{asked}&locale=de") == {"Der leise Fuß"}


def test_feeds_of_two_languages_are_two_feeds(client, german, article):
    def ids(address):
        feed = etree.fromstring(client.get(address).content)
        return [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}id")]

    english, german_ids = ids("/articles/feed/"), ids("/de/artikel/feed/")
    assert len({*english, *german_ids}) == 4
    # what readers of one language know stays
    assert english[1] == article.translation_key.urn


def test_what_is_copied_or_moved_into_a_part_of_the_site_is_in_its_language(
    admin_client, client, german, article
):
    index, german_index = article.get_parent(), german.get_parent()
    fields = {
        "new_title": "Copied",
        "new_slug": "copied",
        "new_parent_page": german_index.pk,
        "publish_copies": "on",
    }
    admin_client.post(reverse("wagtailadmin_pages:copy", args=[article.pk]), fields)
    copied = Page.objects.get(slug="copied")
    assert (copied.locale, client.get(copied.url).status_code) == (german.locale, 200)

    moved = cast.make_article(
        index, title="Moved", slug="moved", authors=[cast.make_person("A", "a")]
    )
    moved.move(german_index, pos="last-child")
    moved = Page.objects.get(pk=moved.pk)
    assert (moved.url, moved.locale) == ("/de/artikel/moved/", german.locale)
    assert client.get(moved.url).status_code == 200

    # where it meets its own translation both stay, as pages of their own
    article.move(german_index, pos="last-child")
    article = Page.objects.get(pk=article.pk)
    assert article.locale == german.locale
    assert article.translation_key != german.translation_key


def test_a_german_front_door_that_is_not_open_yet_is_previewed_with_german_articles(
    admin_client, home, article
):
    front = translated(home, "Start", "start", publish=False)
    translated(article.get_parent(), "Artikel", "artikel")
    german = translated(article, "Der leise Fuß", "leiser-fuss")
    front.body = [("latest_articles", {"heading": "", "number": 5, "topic": None})]
    front.save_revision()
    shown = read(admin_client, reverse("wagtailadmin_pages:view_draft", args=[front.pk]))
    assert shown.get("lang") == "de"
    assert [link.get("href") for link in shown.cssselect("h3 a, h2 a")] == [german.url]


# --- events ---------------------------------------------------------------------------


@pytest.fixture
def events(home, german):
    """A list of events in both languages, an English event in one and a German in the other."""
    workshop = events_cast.make_event(home, title="Quiet feet")
    translated(workshop.get_parent().specific, "Veranstaltungen", "veranstaltungen")
    german_home = HomePage.objects.get(locale=german.locale)
    return workshop, events_cast.make_event(german_home, title="Leise Füße")


def test_every_list_has_the_events_of_all_languages_and_says_which(client, events):
    workshop, kurs = events

    def listed(address):
        links = read(client, address).cssselect(".event-entry__title a")
        return {(link.get("href"), link.get("lang")) for link in links}

    assert kurs.url == f"/de/veranstaltungen/{kurs.slug}/"
    assert listed("/events/") == {(workshop.url, None), (kurs.url, "de")}
    assert listed("/de/veranstaltungen/") == {(workshop.url, "en-gb"), (kurs.url, None)}
    calendar = client.get("/events.ics").content.decode()
    assert ("Quiet feet" in calendar, "Leise Füße" in calendar) == (True, True)


def test_an_event_is_not_translated(admin_client, events):
    workshop, _kurs = events
    address = reverse("simple_translation:submit_page_translation", args=[workshop.pk])
    german = Locale.objects.get(language_code="de").pk
    for answer in (
        admin_client.get(address, follow=True),
        admin_client.post(address, {"locales": [german]}, follow=True),
    ):
        assert answer.redirect_chain == [
            (reverse("wagtailadmin_pages:edit", args=[workshop.pk]), 302)
        ]
        assert "An event is written in one language" in answer.content.decode()
    assert EventPage.objects.filter(translation_key=workshop.translation_key).count() == 1


def test_a_page_is_translated_after_the_one_above_it(admin_client, home, article):
    german = Locale.objects.create(language_code="de")
    address = reverse("simple_translation:submit_page_translation", args=[article.pk])
    answer = admin_client.post(address, {"locales": [german.pk]}, follow=True)
    assert answer.status_code == 200
    assert "Translate the page above this one first" in answer.content.decode()


def test_a_part_of_the_site_is_translated_without_its_events(admin_client, home, article):
    workshop = events_cast.make_event(home)
    german = Locale.objects.create(language_code="de")
    address = reverse("simple_translation:submit_page_translation", args=[home.pk])
    admin_client.post(address, {"locales": [german.pk], "include_subtree": "on"})

    copies = Page.objects.filter(locale=german).order_by("path")
    assert [(type(one.specific), one.live) for one in copies] == [
        (HomePage, False),
        (type(article.get_parent().specific), False),
        (ArticlePage, False),
        (EventIndexPage, False),
    ]
    assert list(EventPage.objects.all()) == [workshop]
    assert Page.objects.get(pk=copies.last().pk).numchild == 0


def test_a_wrong_password_is_told_in_the_language_of_the_door(client, german):
    PageViewRestriction.objects.create(page=german, restriction_type="password", password="juniper")
    form = read(client, german.url).cssselect("main form[method=post]")[0]
    fields = {one.get("name"): one.value for one in form.cssselect("input[name]")}
    wrong = client.post(form.get("action"), fields | {"password": "rosemary"})
    assert tree(wrong).get("lang") == "de"


# --- people -----------------------------------------------------------------------------


def test_who_may_read_and_who_may_edit_goes_for_the_translation_too(home, article):
    index = article.get_parent()
    make_roles({"Editors": home.get_parent(), "Authors": index})
    translated(home, "Start", "start")
    door = PageViewRestriction.objects.create(
        page=index, restriction_type="password", password="juniper"
    )
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    WorkflowPage.objects.create(page=index, workflow=workflow)
    german_index = translated(index, "Artikel", "artikel")

    assert german_index.get_workflow() == workflow
    (copied,) = PageViewRestriction.objects.filter(page=german_index)
    assert (copied.pk == door.pk, copied.password) == (False, "juniper")
    authors = GroupPagePermission.objects.filter(group__name="Authors")
    given = {
        page.slug: set(authors.filter(page=page).values_list("permission__codename", flat=True))
        for page in (index, german_index)
    }
    may = {"add_page", "change_page"}
    assert given == {"articles": may, "artikel": may}


def test_a_new_front_door_has_its_address_at_once(client, home):
    Site.get_site_root_paths()  # remembered by Wagtail for an hour
    assert translated(home, "Start", "start").url == "/de/"


def test_a_reader_of_a_german_page_gets_german_letters(client, german, article):
    for page, subject, language in (
        (german, "Sollen wir Ihnen", "de"),
        (article, "Shall we write to you", "en-gb"),
    ):
        Letter.objects.all().delete()
        answer = write(client, page, wants_letters="on", email=f"ida-{page.pk}@reader.example")
        assert answer.status_code == 303
        (letter,) = Letter.objects.keyed("comments.opt-in-")
        assert letter.subject.startswith(subject)
        assert letter.text.rstrip().endswith(
            f"http://testserver{'/de/' if language == 'de' else ''}"
        )
        links = re.findall(r"http://testserver(/comments/\S+)", letter.text)
        assert {read(client, link).get("lang") for link in links} == {language}


def test_an_answer_is_told_in_the_language_of_the_page_whoever_approves_it(
    admin_client, admin_user, german
):
    first = comments_cast.said(german, name="Ida", email="ida@reader.example", wants_letters=True)
    Subscription.objects.update(status=Subscription.Status.CONFIRMED)
    waiting = comments_cast.say(german, parent=first, name="Nora")
    Letter.objects.all().delete()
    admin_client.post(
        reverse("reader_comments:decide", args=[waiting.pk]),
        {"status": "approved", "turn": waiting.turn},
    )
    (letter,) = Letter.objects.keyed("comments.reply-")
    assert letter.subject == "Nora hat unter „Der leise Fuß“ geantwortet"


def test_who_registers_for_a_german_event_reads_german_to_the_end(client, events):
    workshop, kurs = events
    for event, subject, heading in (
        (kurs, "Leise Füße", "de"),
        (workshop, "Quiet feet", "en-gb"),
    ):
        Letter.objects.all().delete()
        assert send(client, event).status_code == 303
        (letter,) = Letter.objects.filter(kind__startswith="registration")
        assert subject in letter.subject
        registration = Registration.objects.get(pool__page=event)
        address = link_to(registration)
        assert read(client, address).get("lang") == heading
        erased = client.post(address, {"action": "erase", "sure": "on"}, follow=True)
        assert (erased.status_code, tree(erased).get("lang")) == (200, heading)
        assert erased.redirect_chain[0][0].startswith("/registration/erased/")


def test_a_german_in_the_cms_writes_english_letters_about_an_english_event(
    admin_client, admin_user, events
):
    """The words of a letter were those of whoever pressed the button."""
    workshop, _kurs = events
    UserProfile.objects.create(user=admin_user, preferred_language="de")
    registration = events_cast.register(workshop)
    Letter.objects.all().delete()
    admin_client.post(desk.url("cancel", registration), {"tells": "on"})
    (letter,) = Letter.objects.filter(kind__startswith="registration")
    assert letter.text.startswith("Hello")


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
