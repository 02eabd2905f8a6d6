"""Who teaches: the page of all of them, and what is on the page of each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from articles.tests.sent import visible
from events import services
from events.tests import cast as events_cast
from events.tests import editing
from home.models import ListedTeacher, TeachersPage
from home.tests.teachers import everything_of, get, make_person, make_teachers, texts
from studio.tests import cast

pytestmark = pytest.mark.django_db


# --- the way to them -----------------------------------------------------------------


def test_an_event_leads_to_the_pages_of_those_who_have_one(client, home_page, juno, pia):
    page = make_teachers(home_page, [juno])
    event = events_cast.make_event(home_page, teachers=[pia, juno])

    def ways():
        shown = get(client, event.url)
        names = texts(shown, ".event-teacher__name")
        links = shown.cssselect(".event-teacher__name a")
        return names, [(visible(a), a.get("href")) for a in links]

    assert ways() == (["Pia Lore", "Juno Fable"], [("Juno Fable", "/teachers/juno-fable/")])
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert ways() == (["Pia Lore", "Juno Fable"], [])
    page.unpublish()
    assert ways() == (["Pia Lore", "Juno Fable"], [])


# --- all of them ------------------------------------------------------------------------


def test_the_page_shows_who_teaches_in_the_order_of_the_editor(client, home_page, juno, pia):
    page = make_teachers(home_page, [pia, juno], introduction="Two of us.")

    shown = get(client, page.url)

    assert texts(shown, "h1, .page-head__introduction") == ["Teachers", "Two of us."]
    assert [(visible(a), a.get("href")) for a in shown.cssselect(".teacher h2 a")] == [
        ("Pia Lore", "/teachers/pia-lore/"),
        ("Juno Fable", "/teachers/juno-fable/"),
    ]
    assert texts(shown, ".teacher__role") == ["Teaches running"]
    assert texts(shown, ".teacher__about") == ["Juno likes forest paths. And a second opinion."]


def test_of_long_words_about_somebody_the_list_shows_the_first_lines(client, home_page):
    page = make_teachers(home_page, [make_person("Otis Storey", bio="word " * 60)])
    (about,) = texts(get(client, page.url), ".teacher__about")
    assert about == "word " * 45 + "…"


def test_who_has_no_photo_is_drawn_by_their_initials(client, home_page, juno):
    names = ["Pia Lore", "Ög", "Maria  von und zu Anderswo"]
    page = make_teachers(home_page, [juno, *(make_person(name) for name in names)])

    shown = get(client, page.url)

    assert texts(shown, ".portrait--drawn text") == ["PL", "Ö", "MA"]
    assert [svg.get("aria-hidden") for svg in shown.cssselect(".portrait svg")] == ["true"] * 3
    assert len(shown.cssselect(".portrait picture img")) == 1


def test_the_name_beside_a_portrait_is_not_said_twice(client, home_page, juno):
    page = make_teachers(home_page, [juno])
    (image,) = get(client, page.url).cssselect(".portrait img")
    assert (image.get("alt"), image.get("loading"), image.get("width")) == ("", "eager", "480")


def test_a_page_without_anybody_says_so(client, home_page):
    shown = get(client, make_teachers(home_page, []).url)
    assert texts(shown, "main > p") == ["Nobody is introduced here yet."]


def test_whoever_is_deleted_from_the_people_stands_there_no_longer_in_no_version(
    admin_client, client, home_page, juno, pia
):
    page = make_teachers(home_page, [pia, juno])

    pia.delete()

    assert texts(get(client, page.url), ".teacher h2") == ["Juno Fable"]
    draft = TeachersPage.objects.get().get_latest_revision_as_object()
    assert [str(one) for one in draft.listed_teachers.all()] == ["Juno Fable"]
    form = editing.form_of(admin_client, page)
    assert editing.post(admin_client, page, form, action="publish").status_code == 302


# --- one of them ------------------------------------------------------------------------


def test_a_teacher_has_a_page_with_all_that_is_known_of_them(client, home_page, juno, pia):
    make_teachers(home_page, [pia, juno])

    page = get(client, "/teachers/juno-fable/")

    assert page.xpath("//title/text()") == ["Juno Fable – Studio Elsewhere"]
    assert texts(page, ".breadcrumb li") == ["Home", "Teachers", "Juno Fable"]
    assert texts(page, "h1, .one-teacher__role") == ["Juno Fable", "Teaches running"]
    assert texts(page, ".one-teacher__about") == ["Juno likes forest paths.And a second opinion."]
    assert texts(page, ".one-teacher__more p b") == ["nobody"]
    assert [(visible(a), a.get("href")) for a in page.cssselect(".one-teacher__links a")] == [
        ("Her walks", "https://walks.example/juno")
    ]
    (image,) = page.cssselect(".one-teacher img")
    assert (image.get("alt"), image.get("fetchpriority")) == ("Cut-out: a ponytail", "high")
    assert [(visible(a), a.get("href")) for a in page.cssselect(".strip a")] == [
        ("Pia Lore", "/teachers/pia-lore/")
    ]


def test_what_is_not_known_of_a_teacher_leaves_nothing_behind(client, home_page, pia):
    make_teachers(home_page, [pia])
    main = get(client, "/teachers/pia-lore/").cssselect("main")[0]
    assert texts(main, "h1, h2, p, li:not(.breadcrumb li)") == ["Pia Lore"]
    assert texts(main, "text") == ["PL"]


@pytest.mark.parametrize(
    "path", ["nobody/", "otis-storey/", "%00/", "x" * 3000 + "/", "juno-fable/more/", "JUNO-FABLE/"]
)
def test_whoever_is_not_named_on_the_page_has_none(client, home_page, juno, path):
    make_person("Otis Storey")
    page = make_teachers(home_page, [juno])
    assert client.get(page.url + path).status_code == 404


def test_a_draft_or_private_page_of_teachers_shows_none_of_them(client, home_page, juno):
    page = make_teachers(home_page, [juno])
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get("/teachers/juno-fable/").status_code == 302
    assert "juno-fable" not in client.get("/sitemap.xml").content.decode()

    page.unpublish()
    assert client.get("/teachers/juno-fable/").status_code == 404


def test_a_draft_of_the_page_changes_nothing_for_visitors(client, home_page, juno, pia):
    page = make_teachers(home_page, [juno])
    page.listed_teachers = [ListedTeacher(person=pia)]
    page.save_revision()

    assert texts(get(client, page.url), ".teacher h2") == ["Juno Fable"]
    assert client.get("/teachers/pia-lore/").status_code == 404


def test_an_address_may_have_letters_of_any_alphabet(client, home_page):
    person = make_person("Jörg Müßig", slug="jörg-müßig")
    page = make_teachers(home_page, [person])
    (link,) = get(client, page.url).cssselect(".teacher h2 a")
    assert texts(get(client, link.get("href")), "h1") == ["Jörg Müßig"]


# --- what they teach and write ----------------------------------------------------------


def taught(home_page, title, days, *teachers, **fields):
    starts = timedelta(days=days)
    return events_cast.make_event(home_page, title, starts_in=starts, teachers=teachers, **fields)


def test_a_teachers_next_events_stand_on_their_page_with_the_places_that_are_left(
    client, home_page, juno, pia, admin_user
):
    make_teachers(home_page, [juno, pia])
    second = taught(home_page, "Second", 20, pia, juno, capacity=2)
    events_cast.register(second)
    taught(home_page, "First", 10, juno)
    taught(home_page, "Of another", 5, pia)
    taught(home_page, "Of nobody", 4)
    taught(home_page, "Gone", -10, juno)
    taught(home_page, "Draft", 1, juno, publish=False, live=False)
    off = taught(home_page, "Called off", 3, juno)
    services.cancel_event(events_cast.pool_of(off), by=admin_user)
    private = taught(home_page, "Private", 2, juno)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    taught(home_page, "Unpublished", 2, juno).unpublish()

    page = get(client, "/teachers/juno-fable/")

    assert texts(page, ".event-entry h3, .event-entry__seats") == [
        *("First", "12 of 12 places left"),
        *("Second", "1 of 2 places left"),
    ]
    (more,) = page.cssselect('[aria-labelledby="next"] .more')
    assert (visible(more), more.get("href")) == (
        "All with Juno Fable →",
        "/events/?teacher=juno-fable",
    )
    assert texts(get(client, more.get("href")), ".event-entry h3") == [
        "Called off",
        "First",
        "Second",
    ]


def test_of_many_events_and_articles_the_next_and_the_newest_stand_there(client, index, juno):
    home_page = index.get_parent().specific
    make_teachers(home_page, [juno])
    everything_of(juno, home_page, index, number=6)

    page = get(client, "/teachers/juno-fable/")

    assert texts(page, ".event-entry h3") == [f"Event {number}" for number in range(4)]
    assert texts(page, ".card h3") == ["Article 5", "Article 4", "Article 3"]


def test_a_teachers_articles_stand_on_their_page_and_lead_to_all_of_theirs(
    client, index, juno, pia
):
    make_teachers(index.get_parent().specific, [juno])
    cast.make_article(index, title="On feet", authors=[juno])
    cast.make_article(index, title="Of another", authors=[pia])
    cast.make_article(index, title="Draft", authors=[juno], publish=False)
    private = cast.make_article(index, title="Private", authors=[juno])
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    cast.make_article(index, title="Together", authors=[pia, juno])

    page = get(client, "/teachers/juno-fable/")

    assert texts(page, ".card h3") == ["Together", "On feet"]
    (more,) = page.cssselect('[aria-labelledby="written"] .more')
    assert (visible(more), more.get("href")) == (
        "All articles by Juno Fable →",
        "/articles/author/juno-fable/",
    )


@pytest.mark.parametrize("hide", ["unpublish", "private"])
def test_lists_that_nobody_may_read_are_not_spoken_of(client, index, juno, hide):
    home_page = index.get_parent().specific
    make_teachers(home_page, [juno])
    everything_of(juno, home_page, index, number=1)
    for page in (index, events_cast.make_index(home_page)):
        if hide == "unpublish":
            page.unpublish()
        else:
            PageViewRestriction.objects.create(page=page, restriction_type="login")

    main = get(client, "/teachers/juno-fable/").cssselect("main")[0]

    assert texts(main, "h2") == []
    assert [a.get("href") for a in main.cssselect(".more")] == []


def test_who_teaches_and_writes_nothing_has_no_such_headings(client, index, juno):
    home_page = index.get_parent().specific
    events_cast.make_index(home_page)
    make_teachers(home_page, [juno])
    assert texts(get(client, "/teachers/juno-fable/"), "h2") == []


# --- what it asks the database ------------------------------------------------------------


def queries(client, address):
    client.get(address)  # pictures are made and addresses remembered at the first look
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


#: Site, page, its parents, privacy and menu; who, their photos.
QUERIES_OF_ALL = 12
#: And links, lists, events with their dates, articles with their cards.
QUERIES_OF_ONE = 24


def test_one_and_ten_teachers_with_one_and_ten_works_ask_the_same(client, index):
    home_page = index.get_parent().specific
    people = [
        make_person(f"Juno {number}", photo=cast.make_image(f"Juno {number}", (80, 100)))
        for number in range(10)
    ]
    asked = []
    for number in (1, 10):
        page = make_teachers(home_page, people[:number])
        everything_of(people[0], home_page, index, number=number, with_pictures=True)
        asked += [queries(client, page.url), queries(client, f"{page.url}juno-0/")]
    assert asked == [QUERIES_OF_ALL, QUERIES_OF_ONE] * 2
