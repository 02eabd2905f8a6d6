"""The demo site is whole, the same each time, and never written over somebody's work."""

import re
from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Site, Workflow

from articles.models import ArticlePage, Reference, Source
from articles.tests import editing
from events.choices import Status
from events.ledger import ConsentReceipt, Registration, SeatPool
from events.pages import EventPage
from events.services import plans, retention
from home.models import HomePage
from studio import mail
from studio.furnishing import drawings, library, manuscripts
from studio.furnishing.beginning import is_empty
from studio.furnishing.people import SIGN_INS
from studio.models import Letter, StudioImage
from studio.tests.furnished import furnish_quietly
from studio.tests.in_two_languages import german_too

pytestmark = pytest.mark.django_db

SHARED_LINE = "(1), (2) Core Stability is Like Orthotics for your Torso – by Jae Gruenke"


@pytest.fixture(scope="module")
def _furnished_once(django_db_setup, django_db_blocker):
    """Furnishing takes seconds: once for all tests here, each of which is undone by itself.

    In two languages, as ``make run`` shows it.
    """
    with django_db_blocker.unblock(), german_too(), transaction.atomic():
        with transaction.atomic():
            furnish_quietly()
            Site.objects.update(hostname="testserver", port=80)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def furnished(_furnished_once, db):
    return HomePage.objects.get(slug="home")


def test_every_page_of_the_demo_site_can_be_read(client, furnished):
    pages = Page.objects.live().filter(depth__gt=1).specific()

    assert {page.url: client.get(page.url).status_code for page in pages} == {
        page.url: 200 for page in pages
    }
    in_german = pages.filter(locale__language_code="de")
    assert len(pages) - len(in_german) == 1 + 1 + 15 + 1 + 9 + 1 + 4 + 6
    assert len(in_german) == 1 + 7 + 1


def test_a_class_says_when_it_is_who_teaches_it_and_what_it_costs(client, furnished):
    told = {}
    for slug in ("running-technique", "pilates", "feldenkrais", "yoga"):
        page = html.fromstring(client.get(f"/classes/{slug}/").content.decode())
        assert "When, and for how much" in page.xpath("//main//h2/text()")
        links = page.xpath("//main//a/@href")
        told[slug] = [link for link in links if re.match(r"/prices/|/teachers/.", link)]

    assert told == {
        "running-technique": ["/prices/", "/teachers/juno-fable/"],
        "pilates": ["/prices/", "/teachers/mina-figment/"],
        "feldenkrais": ["/prices/", "/teachers/otis-storey/"],
        "yoga": ["/prices/", "/teachers/pia-lore/"],
    }


def test_the_case_everything_starts_from_is_there(client, furnished):
    page = html.fromstring(client.get("/articles/training-the-trunk-in-spring/").content.decode())

    lines = [
        " ".join(li.text_content().split()) for li in page.cssselect('[role="doc-endnotes"] li')
    ]
    assert lines == [SHARED_LINE]


def test_the_article_leads_to_its_workshop_and_back(client, furnished):
    article = html.fromstring(client.get("/articles/training-the-trunk-in-spring/").content)
    workshop = html.fromstring(client.get("/events/trunk-training/").content)

    assert "/events/trunk-training/" in [a.get("href") for a in article.cssselect("main a")]
    links = [a.get("href") for a in workshop.cssselect("main a")]
    assert "/articles/training-the-trunk-in-spring/" in links
    start = timezone.localtime(SeatPool.objects.get(title="Trunk Training").starts_at)
    assert (start.month, start.strftime("%A")) == (5, "Saturday")


def test_the_history_of_every_page_tells_who_made_and_published_it(furnished):
    told = PageLogEntry.objects.filter(page__live=True, page__depth__gt=1)
    # the owner made it all, an editor gave one event more places
    assert set(told.values_list("user__username", flat=True)) == {"admin", "editor"}
    for page in Page.objects.live().filter(depth__gt=1).select_related("live_revision__user"):
        actions = told.filter(page=page).values_list("action", flat=True)
        begun = "wagtail.copy_for_translation" if page.url.startswith("/de/") else "wagtail.create"
        assert {begun, "wagtail.edit", "wagtail.publish"} <= set(actions), page
        assert page.live_revision.user is not None, page


def test_every_article_has_words_references_topics_an_author_and_a_described_picture(furnished):
    articles = ArticlePage.objects.live()

    assert articles.count() == 15 + 1
    for article in articles:
        text = article.text()
        words = len(re.findall(r"\w+", " ".join(r.source for r in text.rich_texts())))
        assert words > 400, article
        assert text.lines, article
        assert text.numbering.dangling == (), article
        assert text.numbering.uncited == (), article
        assert (len(article.authors), bool(article.topic_list)) == (1, True), article
        assert article.hero_description.startswith(("Drawing", "Zeichnung")), article
        assert 400 / 240 <= article.reading_minutes <= 1400 / 200, article


def test_the_legal_pages_are_reached_from_every_foot_and_made_of_what_the_site_knows(
    client, furnished
):
    foot = html.fromstring(client.get("/").content).cssselect("footer nav a")
    addresses = {link.text: link.get("href") for link in foot}
    assert (addresses["Privacy"], addresses["Imprint"]) == ("/privacy/", "/imprint/")

    privacy = html.fromstring(client.get("/privacy/").content)
    imprint = html.fromstring(client.get("/imprint/").content)
    assert len(privacy.cssselect(".stored__part")) == 5
    assert "12 Example Lane" in imprint.cssselect(".imprint dd")[0].text_content()
    assert "/imprint/" in [link.get("href") for link in privacy.cssselect("main a")]
    assert "/privacy/" in [link.get("href") for link in imprint.cssselect("main a")]


def test_the_events_are_in_all_states_in_which_an_event_can_be(furnished):
    pools = SeatPool.objects.with_counts()

    assert {
        pool.page.slug: (pool.seats_taken, pool.capacity, pool.people_waiting) for pool in pools
    } == {
        "breathing-with-your-steps": (5, 4, 1),
        "lying-down-at-noon": (5, 10, 0),
        "an-evening-for-the-long-exhale": (5, 6, 0),
        "from-the-floor-up": (4, 8, 0),
        "running-with-quiet-feet": (3, 10, 0),
        "half-of-it": (5, 5, 2),
        "back-to-running-after-a-pause": (3, 6, 0),
        "lock-to-lock": (0, None, 0),
        "trunk-training": (4, 12, 0),
    }
    assert [pool.page.slug for pool in pools.past()] == ["breathing-with-your-steps"]
    courses = [pool for pool in pools if pool.occurrences.count() > 1]
    assert [(pool.page.slug, pool.occurrences.count()) for pool in courses] == [
        ("from-the-floor-up", 6)
    ]


def test_people_are_in_all_states_in_which_people_can_be(furnished):
    assert Counter(Registration.objects.values_list("status", flat=True)) == {
        Status.CONFIRMED: 26,
        Status.WAITLISTED: 3,
        Status.CANCELLED: 3,
        Status.PENDING_APPROVAL: 2,
        Status.PENDING_EMAIL: 1,
        Status.OFFERED: 1,
        Status.REJECTED: 1,
        Status.EXPIRED: 1,
    }
    assert Registration.objects.exclude(anonymised_at=None).count() == 1
    now = timezone.now()
    assert [r for r in Registration.objects.all() if r.is_overdue(now) or r.created_at > now] == []
    assert [r for r in Registration.objects.all() if not r.log.exists()] == []


def test_no_letter_of_the_demo_ever_leaves(furnished):
    letters = Letter.objects.all()

    assert (letters.waiting().count(), letters.due().count()) == (0, 0)
    assert letters.filter(sent_at__lte=timezone.now(), status=Letter.Status.SENT).count() == 48
    assert {to.partition("@")[2] for to in letters.values_list("to", flat=True)} == {
        "reader.example"
    }
    assert mail.deliver_due() == 0


def test_nothing_about_the_events_is_left_to_be_done(furnished):
    before = Counter(Registration.objects.values_list("status", flat=True))

    assert retention.report() == retention.Overdue(registrations=0, answers=0)
    retention.settle_holds()
    assert Counter(Registration.objects.values_list("status", flat=True)) == before
    told = Registration.objects.get(name="Ole Overleaf").answers.values()
    assert sorted(told) == ["After soup.", "On the flat"]  # and no illness any more


def test_whoever_agreed_before_the_words_changed_agreed_to_the_old_ones(furnished):
    receipts = ConsentReceipt.objects.filter(version__document__title="Photographs")

    assert dict(receipts.values_list("registration__name", "version__number")) == {
        "Nina Nib": 1,
        "Nora Numeral": 2,
        "Cora Column": 2,
        "Ida Italic": 2,
        "Tilo Tilde": 2,
        "Paula Preface": 2,
    }


def test_every_event_is_what_the_editor_would_accept(furnished):
    for page in EventPage.objects.all():
        page.full_clean()
        for children in ("dates", "form_fields", "event_letters", "event_consents"):
            for child in getattr(page, children).all():
                child.full_clean()
        assert not page.has_unpublished_changes, page
        assert plans.plan(page).tells is False, page


def test_every_doi_has_the_form_of_one(furnished):
    for reference in Reference.objects.exclude(doi=""):
        assert re.fullmatch(r"10\.\d{4,9}/\S+", reference.doi), reference


def test_whatever_an_article_cites_stands_in_the_library_once(furnished):
    linked = Reference.objects.exclude(source=None).select_related("source")

    assert (Reference.objects.count(), linked.count()) == (110 + 1, 110 + 1)
    assert Source.objects.count() == 108 + len(library.WAITING)
    assert Source.objects.used(used=False).count() == len(library.WAITING)
    for reference in linked:
        assert not reference.copy_facts(reference.source), reference
    for source in Source.objects.all():
        source.full_clean()
        assert not Source.objects.same_as(source).exists(), source


def test_an_author_adds_to_the_library_and_an_editor_also_clears_it_up(furnished, client):
    source = Source.objects.first()
    steps = ("/admin/sources/add/", f"/admin/sources/edit/{source.pk}/")
    clears_up = (
        f"/admin/sources/delete/{source.pk}/",
        f"/admin/bulk/articles/source/merge/?id={source.pk}",
    )
    for name, statuses in (("author", [200, 200, 302, 302]), ("editor", [200, 200, 200, 200])):
        client.force_login(authenticate(username=name, password="studio"))
        assert [client.get(at).status_code for at in (*steps, *clears_up)] == statuses, name


def test_furnishing_is_deterministic():
    first, again = manuscripts.read_all(), manuscripts.read_all()

    assert first == again
    for name in ("home-hero", "juno-fable"):
        assert drawings.draw(name).tobytes() == drawings.draw(name).tobytes()
    assert set(drawings.NAMES) >= {script.image for script in first}


def test_furnishing_twice_changes_nothing(furnished):
    models = (Page, StudioImage, Reference, Registration, Letter)
    before = [model.objects.count() for model in models]

    call_command("furnish")

    assert [model.objects.count() for model in models] == before
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
            [
                "/admin/pages/",
                "/admin/events/",
                "/admin/sources/",
                "/admin/settings/studio/sitesettings/",
            ],
            ["/admin/users/", "/admin/letters/", "/admin/registrations/"],
        ),
        (
            "author",
            ["/admin/images/", "/admin/sources/import/"],
            ["/admin/letters/", "/admin/settings/studio/navigation/"],
        ),
        (
            "frontdesk",
            ["/admin/letters/", "/admin/registrations/", "/admin/registrations/create/"],
            ["/admin/images/", "/admin/settings/studio/sitesettings/"],
        ),
        ("registrar", ["/admin/letters/", "/admin/registrations/"], ["/admin/images/"]),
        (
            "privacy",
            ["/admin/registrations/"],
            ["/admin/letters/", "/admin/registrations/create/"],
        ),
        ("moderator", [], ["/admin/letters/", "/admin/images/", "/admin/sources/"]),
        ("teacher", [], ["/admin/letters/", "/admin/images/", "/admin/sources/"]),
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
