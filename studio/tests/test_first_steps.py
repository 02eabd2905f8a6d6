"""A new owner is led through the essentials; each step ticks itself off from the database."""

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import Site

from articles.models import ArticleIndexPage
from events.tests import cast as events_cast
from home.models import HomePage
from studio.furnishing.beginning import begin
from studio.models import Letter, Navigation, SiteSettings, User
from studio.tests import cast
from studio.tests.first_page import HOME, make_member, panel, said

pytestmark = pytest.mark.django_db

STEPS = reverse("studio_first_steps")
TRIAL = reverse("studio_trial_letter")

NAME = "Say what the studio is called and where it is"
REACHED = "Say how the studio is reached"
MENUS = "Fill the menus"
LETTER = "Write yourself a letter"
ACCOUNT = "Give somebody else an account"
DOOR = "Say at the front door what the studio does"
PICTURE = "Hang a picture at the front door"
ARTICLE = "Publish the first article"
EVENT = "Announce the first event"
#: Of a new site: its menus are filled already, and what is done folds away behind the rest.
ALL = [NAME, REACHED, LETTER, ACCOUNT, DOOR, PICTURE, ARTICLE, EVENT, MENUS]


@pytest.fixture
def site(db):
    begin("Studio North")
    return HomePage.objects.get()


@pytest.fixture
def owner(site, client):
    user = cast.make_admin()
    client.force_login(user)
    return user


def steps(client):
    """{step: where it leads}; None for what is done."""
    found = panel(client, "first-steps")
    if found is None:
        return None
    told = {}
    for step in found.cssselect(".first-steps__step"):
        link = step.cssselect("a")
        done = step.cssselect(".first-steps__words-of-it")
        words = said(link[0]) if link else said(done[0]).removeprefix("Done: ")
        told[words] = link[0].get("href") if link else None
    return told


def do_everything(site):
    studio = SiteSettings.for_site(Site.objects.get())
    studio.address, studio.email = "1 Elm Lane", "hello@studio.example"
    studio.save()
    letter = cast.write_letter()
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), status="sent")
    make_member("edda", "Editors")
    site.hero_text, site.hero_image = "We teach walking.", cast.make_image()
    site.save_revision().publish()
    cast.make_article(ArticleIndexPage.objects.get())
    events_cast.make_event(site)


def test_the_owner_of_a_new_site_is_led_to_the_very_places(client, site, owner):
    told = steps(client)

    assert list(told) == ALL
    assert [step for step, url in told.items() if url is None] == [MENUS]
    for url in filter(None, told.values()):
        assert client.get(url).status_code == 200


def test_what_is_done_folds_away_on_the_first_page_alone(client, site, owner):
    folded = "details:not([open]) .first-steps__step--done"
    assert len(panel(client, "first-steps").cssselect(folded)) == 1
    page = html.fromstring(client.get(STEPS).text)
    assert (len(page.cssselect(".first-steps__step--done")), page.cssselect("details ol")) == (
        1,
        [],
    )


def test_each_step_ticks_itself_off(client, site, owner, no_worker):
    studio = SiteSettings.for_site(Site.objects.get())

    def left():
        return [step for step, url in (steps(client) or {}).items() if url]

    studio.address = "1 Elm Lane"
    studio.save()
    assert NAME not in left()
    studio.phone = "030 1"
    studio.save()
    assert REACHED not in left()
    Navigation.objects.get().main_menu.all().delete()
    assert MENUS in left()
    letter = cast.write_letter()
    assert LETTER in left()
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
    assert LETTER not in left()
    make_member("edda", "Editors")
    assert ACCOUNT not in left()
    site.hero_text = "We teach walking."
    site.save_revision()
    assert DOOR in left()
    site.save_revision().publish()
    assert DOOR not in left()
    site.hero_image = cast.make_image()
    site.save_revision().publish()
    assert PICTURE not in left()
    cast.make_article(ArticleIndexPage.objects.get(), publish=False)
    assert ARTICLE in left()
    cast.make_article(ArticleIndexPage.objects.get(), title="Live")
    assert ARTICLE not in left()
    events_cast.make_event(site)
    assert left() == [MENUS]


def test_when_all_is_done_the_list_goes(client, site, owner, no_worker):
    do_everything(site)
    assert steps(client) is None


def test_letters_that_are_only_printed_do_not_count_as_sent(client, site, owner, settings):
    do_everything(site)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert steps(client)[LETTER] == TRIAL
    assert "EMAIL_URL" in client.get(TRIAL).text


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Editors", [NAME, REACHED, DOOR, PICTURE, ARTICLE, EVENT, MENUS]),
        ("Authors", None),
        ("Moderators", None),
        ("Event staff", [LETTER]),
        ("Registrars", [LETTER]),
        ("Privacy officers", None),
        ("Teachers", None),
    ],
)
def test_each_role_reads_the_steps_it_may_take(role, expected, client, site):
    client.force_login(make_member("somebody", role))
    told = steps(client)
    assert (list(told) if told else None) == expected


def test_an_owner_hides_the_list_and_finds_it_again_under_help(client, site, owner):
    answer = client.post(STEPS, follow=True)
    assert answer.redirect_chain == [(HOME, 302)]
    assert "Hidden. You find the first steps under Help." in answer.text
    assert steps(client) is None

    assert STEPS in answer.text  # the entry of the menu
    assert "Show on the first page again" in client.get(STEPS).text

    client.post(STEPS, {"show": "1"})
    assert list(steps(client)) == ALL


def test_what_one_hides_the_other_still_sees(client, site, owner):
    client.post(STEPS)
    client.force_login(cast.make_admin("second"))
    assert set(steps(client)) == set(ALL)


def test_looking_at_the_list_hides_nothing(client, site, owner):
    assert client.get(STEPS).status_code == 200
    assert list(steps(client)) == ALL


def test_the_list_shows_the_clock_of_the_studio(client, site, owner):
    assert "(Europe/Berlin)" in said(panel(client, "first-steps"))


def test_strangers_are_led_to_the_sign_in(client, site):
    for url in (STEPS, TRIAL):
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code == 302
            assert answer.url.startswith(reverse("wagtailadmin_login"))


# --- the letter to oneself --------------------------------------------------------------


def test_the_owner_writes_one_letter_to_their_own_address(client, site, owner, no_worker):
    assert client.get(TRIAL).status_code == 200
    assert Letter.objects.count() == 0

    answer = client.post(TRIAL, {"to": "somebody@else.example"}, follow=True)

    assert "The letter will leave within a minute." in answer.text
    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == ("trial", "admin@studio.example")


def test_an_account_without_an_address_is_told(client, site, owner):
    User.objects.filter(pk=owner.pk).update(email="")
    assert "Your account has no e-mail address." in client.post(TRIAL, follow=True).text
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("role", ["Editors", "Authors", "Moderators", "Teachers"])
def test_whoever_may_send_no_letters_again_writes_none(role, client, site):
    client.force_login(make_member("somebody", role))
    assert client.post(TRIAL).status_code == 302
    assert Letter.objects.count() == 0


# --- how to write here ------------------------------------------------------------------


def how_to_write(client):
    return panel(client, "how-to-write")


def test_an_author_without_any_work_is_told_how_to_write(client, site):
    client.force_login(make_member("ida", "Authors"))
    found = how_to_write(client)
    assert "submit to the editors" in said(found)
    links = [link.get("href") for link in found.cssselect(".w-panel__content a")]
    index = ArticleIndexPage.objects.get()
    assert links[0] == reverse("wagtailadmin_pages:add", args=["articles", "articlepage", index.pk])
    for url in links:
        assert client.get(url).status_code == 200


def test_an_editor_without_any_work_is_told_to_publish(client, site):
    client.force_login(make_member("edda", "Editors"))
    assert "then publish" in said(how_to_write(client))


@pytest.mark.parametrize("role", ["Moderators", "Event staff", "Privacy officers", "Teachers"])
def test_whoever_does_not_write_is_not_told_how(role, client, site):
    client.force_login(make_member("somebody", role))
    assert how_to_write(client) is None


def test_who_has_written_knows_how(client, site):
    author = make_member("ida", "Authors")
    cast.make_article(ArticleIndexPage.objects.get(), owner=author, publish=False)
    client.force_login(author)
    assert how_to_write(client) is None
