"""What is found, listed, told and written by mail is in the language of the page."""

import re

import pytest
from django.urls import reverse
from lxml import etree
from wagtail.users.models import UserProfile

from comments.models import Subscription
from comments.tests import cast as comments_cast
from comments.tests.letterbox import write
from events.ledger import Registration
from events.tests import cast as events_cast
from events.tests import desk
from events.tests.postbox import link_to, send
from home.models import HomePage
from studio.models import Letter, SiteSettings, SiteWords
from studio.tests.in_two_languages import read, translated, tree

pytestmark = pytest.mark.django_db


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


def test_whoever_asks_in_german_what_is_kept_gets_a_german_letter_and_page(client, german, article):
    comments_cast.arrange(moderator_mail="never")
    rosa = comments_cast.say(article, name="Rosa").email
    shown = read(client, "/de/your-data/")
    assert (shown.get("lang"), shown.cssselect("form.mailed__form")[0].get("action")) == (
        "de",
        "/de/your-data/",
    )

    answer = client.post("/de/your-data/", {"email": rosa})

    assert answer.url == "/de/your-data/?asked"
    letter = Letter.objects.get(kind="own data")
    assert letter.subject == "Was wir über Sie speichern"
    path = re.search(r"https?://[^/]+(/de/your-data/\S+/)", letter.text)[1]
    assert read(client, path).get("lang") == "de"
    client.post("/your-data/", {"email": rosa})
    assert Letter.objects.filter(kind="own data", subject="What we keep about you").exists()
