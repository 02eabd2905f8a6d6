"""The list of registrations and what it says about each (E12, E25)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import ReferenceIndex

from events import services
from events.admin import filters
from events.choices import Status
from events.ledger import Registration, SeatPool
from events.tests import cast, desk

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]

SHOE, BEFORE = {"label": "Shoe size"}, {"label": "Run before?", "field_type": "checkbox"}


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page, "Trunk training", capacity=2, price=45)


def keys_of(page):
    return [one["key"] for one in cast.pool_of(page).form.questions]


def rows_of(client, **query):
    """The cells of the table, as text, by the name in the row."""
    return desk.words_of(client.get(desk.INDEX, query))


def test_the_newest_stands_first(admin_client, event):
    for name in ("Ada", "Bo", "Cy"):
        cast.register(event, name)
    assert desk.listed(admin_client) == ["Cy", "Bo", "Ada"]


def test_a_row_says_who_what_when_and_what_is_owed(admin_client, event):
    ada = cast.register(event, "Ada", seats=1)
    shown = rows_of(admin_client)
    for words in ("Ada", "Trunk training", "confirmed", "45.00 EUR", ada.reference):
        assert words in shown


def test_who_waits_owes_nothing_and_who_paid_is_said_to_have(admin_client, admin_user, event):
    ada = cast.register(event, "Ada")
    cast.register(event, "Bo")
    cast.register(event, "Cy")
    services.pay(ada, amount=45, reference="1", by=admin_user)
    table = {
        one.shown_name: desk.words_of(admin_client.get(desk.INDEX, {"q": one.shown_name}))
        for one in Registration.objects.all()
    }
    assert [("45.00" in table[name]) for name in ("Ada", "Bo", "Cy")] == [False, True, False]
    assert "paid" in table["Ada"]


def test_what_was_paid_is_given_back_to_whoever_cancelled(admin_client, admin_user, event):
    ada = cast.register(event, "Ada")
    services.pay(ada, amount=45, reference="1", by=admin_user)
    services.cancel(cast.again(ada), by=admin_user)
    assert "to give back: 45.00 EUR" in rows_of(admin_client)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, {"Ada", "Bo", "Cy", "Old"}),
        ({"q": "ada"}, {"Ada"}),
        ({"q": "cy@reader"}, {"Cy"}),
        ({"q": "nobody"}, set()),
        ({"q": "a\0b"}, set()),
        ({"state": "confirmed"}, {"Ada", "Bo", "Old"}),
        ({"state": "active"}, {"Ada", "Bo", "Cy", "Old"}),
        ({"state": "ended"}, set()),
        ({"state": "waitlisted"}, {"Cy"}),
        ({"when": "upcoming"}, {"Ada", "Bo", "Cy"}),
        ({"when": "past"}, {"Old"}),
        ({"state": "nonsense"}, set()),
        ({"since": "no day"}, set()),
        ({"event": "99999"}, set()),
        ({"event": "x' OR 1"}, set()),
        ({"event": "9" * 30}, set()),
        ({"event": "²"}, set()),
        ({"q": "ada", "when": "past"}, set()),
    ],
)
def test_the_list_is_filtered_and_searched(admin_client, home_page, event, query, names):
    for name in ("Ada", "Bo", "Cy"):
        cast.register(event, name, email=f"{name.lower()}@reader.example")
    other = cast.make_event(home_page, "Long ago")
    cast.register(other, "Old")
    cast.starts_in(other, timedelta(days=-30))
    assert set(desk.listed(admin_client, **query)) == names


def test_the_list_is_narrowed_to_an_event_and_to_days(admin_client, home_page, event):
    cast.register(event, "Ada")
    later = cast.make_event(home_page, "Later", starts_in=timedelta(days=40))
    cast.register(later, "Bo")
    day = timezone.localdate(timezone.now() + timedelta(days=40)).isoformat()
    assert desk.listed(admin_client, event=cast.pool_of(event).pk) == ["Ada"]
    assert desk.listed(admin_client, since=day) == ["Bo"]
    assert desk.listed(admin_client, until=day) == ["Bo", "Ada"]
    assert desk.listed(admin_client, since=day, until=day) == ["Bo"]


def test_the_next_events_can_be_chosen_from_and_the_one_that_is_chosen(
    admin_client, home_page, monkeypatch
):
    monkeypatch.setattr(filters, "MOST_EVENTS", 2)
    pages = [
        cast.make_event(home_page, f"Evening {days}", starts_in=timedelta(days=days))
        for days in (30, 10, 20)
    ]
    far, _next, _then = pages
    cast.register(far, "Ada")

    def choices(**query):
        page = html.fromstring(admin_client.get(desk.INDEX, query).content)
        return [one.text.partition(",")[0] for one in page.cssselect("#id_event option")]

    assert choices() == ["All events", "Evening 10", "Evening 20"]
    chosen = cast.pool_of(far).pk
    assert choices(event=chosen) == ["All events", "Evening 10", "Evening 20", "Evening 30"]
    assert desk.listed(admin_client, event=chosen) == ["Ada"]
    export = admin_client.post(desk.EXPORT, {"format": "csv", "event": chosen})
    assert "Ada" in b"".join(export.streaming_content).decode()


def test_a_course_is_not_found_between_its_dates(admin_client, home_page):
    course = cast.make_event(
        home_page, event_kind="course", starts_in=[timedelta(days=5), timedelta(days=25)]
    )
    cast.register(course, "Ada")
    today = timezone.localdate()
    between = {"since": today + timedelta(days=10), "until": today + timedelta(days=20)}
    assert desk.listed(admin_client, **between) == []
    assert desk.listed(admin_client, since=today, until=today + timedelta(days=6)) == ["Ada"]


def test_a_search_finds_a_reference_and_somebody_who_comes_along(admin_client, home_page):
    page = cast.make_event(home_page, largest_party=2)
    ada = cast.register(page, "Ada", seats=2)
    ada.attendees.filter(number=2).update(name="Dora Em")
    cast.register(page, "Bo")
    assert desk.listed(admin_client, q=ada.reference.lower()) == ["Ada"]
    assert desk.listed(admin_client, q="dora") == ["Ada"]


def test_the_forgotten_are_listed_only_where_asked_for(admin_client, event):
    cast.register(event, "Ada")
    services.erase(cast.register(event, "Bo"))
    assert desk.listed(admin_client) == ["Ada"]
    assert desk.listed(admin_client, forgotten="on") == ["(forgotten)", "Ada"]


def test_an_offer_whose_time_is_over_is_said_to_have_expired(admin_client, home_page):
    page = cast.make_event(home_page, sign_up="email")
    ada = cast.register(page, "Ada")
    cast.let_hold_pass(ada)
    assert "expired" in desk.words_of(admin_client.get(desk.url("inspect", ada)))
    assert desk.listed(admin_client, state=Status.PENDING_EMAIL) == []
    assert desk.listed(admin_client, state="ended") == ["Ada"]
    assert cast.status_of(ada) == Status.PENDING_EMAIL


def test_columns_sort_the_list(admin_client, event):
    for name in ("Bo", "Ada", "Cy"):
        cast.register(event, name)
    assert desk.listed(admin_client, o="1") == ["Ada", "Bo", "Cy"]
    assert desk.listed(admin_client, o="-1") == ["Cy", "Bo", "Ada"]
    assert desk.listed(admin_client, o="99.x.-") == ["Cy", "Ada", "Bo"]


@pytest.mark.parametrize(
    "query",
    [
        {"email__startswith": "zzz"},
        {"added_by__password__startswith": "pbkdf2"},
        {"pool__page__owner__email": "x"},
        {"nonsense": "1"},
        {"id": "abc"},
        {"export": "csv"},
        {"p": "0"},
        {"p": "99999999999999999999"},
        {"p": "x"},
    ],
)
def test_an_address_asks_nothing_but_the_filters(admin_client, event, query):
    cast.register(event, "Ada")
    answer = admin_client.get(desk.INDEX, query)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert desk.listed(admin_client, **query) == ["Ada"]


def test_pages_of_the_list(admin_client, event):
    SeatPool.objects.update(capacity=None)
    for number in range(55):
        cast.register(event, f"Guest {number}")
    assert len(desk.listed(admin_client)) == 50
    assert desk.listed(admin_client, p="2")[-1] == "Guest 0"
    assert "55 registrations" in rows_of(admin_client)


QUERIES, QUERIES_OF_EVENTS = 13, 13  # the first with the line that says who looked


@pytest.mark.parametrize("query", [{}, {"q": "guest", "when": "upcoming", "state": "active"}])
def test_the_list_asks_as_much_for_many_as_for_few(
    admin_client, event, query, django_assert_num_queries
):
    SeatPool.objects.update(capacity=None)
    for _number in range(2):
        cast.register(event)
    admin_client.get(desk.INDEX, query)
    with django_assert_num_queries(QUERIES):
        admin_client.get(desk.INDEX, query)
    for _number in range(20):
        cast.register(event)
    with django_assert_num_queries(QUERIES):
        assert len(desk.listed(admin_client, **query)) == 22


@pytest.mark.parametrize(
    "query", [{}, {"q": "guest", "when": "upcoming"}, {"o": "2"}, {"p": "100"}]
)
def test_five_thousand_registrations_are_listed_with_as_many_queries(
    admin_client, event, query, django_assert_num_queries
):
    desk.make_like(cast.register(event), 4_999)
    admin_client.get(desk.INDEX)
    with django_assert_num_queries(QUERIES):
        assert admin_client.get(desk.INDEX, query).status_code == 200


# --- one registration -------------------------------------------------------------------


def test_everything_about_a_registration_is_on_its_page(admin_client, admin_user, home_page):
    consent = cast.make_consent("I move at my own risk.")
    page = cast.make_event(
        home_page, "Trunk training", price=45, questions=[SHOE, BEFORE], consents=[consent]
    )
    shoe, before = keys_of(page)
    ada = cast.register(
        page, "Ada", email="ada@reader.example", answers={shoe: "41", before: True},
        consents=(consent,),
    )  # fmt: skip
    services.pay(ada, amount=20, reference="receipt 7", by=admin_user)
    services.note(ada, "Comes late.", by=admin_user)
    shown = desk.words_of(admin_client.get(desk.url("inspect", ada)))
    for words in (
        "Ada",
        "ada@reader.example",
        "Trunk training",
        "Shoe size 41",
        "Run before? Yes",
        "version 1",
        "I move at my own risk.",
        "45.00 EUR",
        "Owes 25.00 EUR",
        "20.00 EUR, paid",
        "receipt 7",
        "Comes late.",
        "you have a place",
        "registered",
        "got a note",
        "admin",
    ):
        assert words in shown, words


def test_the_log_tells_what_happened_and_why_in_words(admin_client, admin_user, event):
    ada = cast.register(event, "Ada")
    bo = cast.register(event, "Bo")
    cy = cast.register(event, "Cy")
    services.give_place(cy, by=admin_user, reason="Came all the way", overbook=True)
    services.change(bo, name="Bo Serif", by=admin_user)
    services.cancel(ada, by=None)
    told = desk.words_of(admin_client.get(desk.url("inspect", cy)))
    assert "was given a place beyond the number of places" in told
    assert "on the waiting list → confirmed" in told
    assert "Came all the way" in told
    assert "was changed · name" in desk.words_of(admin_client.get(desk.url("inspect", bo)))
    told = desk.words_of(admin_client.get(desk.url("inspect", ada)))
    assert "was cancelled · confirmed → cancelled" in told


def test_answers_keep_the_words_in_which_they_were_asked(admin_client, home_page):
    page = cast.make_event(home_page, questions=[SHOE])
    (shoe,) = keys_of(page)
    ada = cast.register(page, "Ada", answers={shoe: "41"})
    page.form_fields.set([])
    page.save_revision().publish()
    assert "Shoe size 41" in desk.words_of(admin_client.get(desk.url("inspect", ada)))


def test_answers_to_a_retired_question_are_shown_after_a_change(admin_client, home_page):
    page = cast.make_event(home_page, questions=[SHOE])
    (shoe,) = keys_of(page)
    ada = cast.register(page, "Ada", answers={shoe: "41"})
    cast.register(page, "Bo", answers={shoe: "38"})
    page.form_fields.first().delete()
    page.refresh_from_db()
    page.save_revision().publish()
    data = {"name": "Ada Colophon", "email": ada.email}
    assert admin_client.post(desk.url("change", ada), data).status_code == 302
    assert cast.again(ada).name == "Ada Colophon"
    assert "Shoe size 41" in desk.words_of(admin_client.get(desk.url("inspect", ada)))


def test_letters_lead_to_the_outbox_only_whoever_may_see_it(client, event):
    ada = cast.register(event, "Ada")
    client.force_login(desk.make_front_desk())
    outbox = reverse("letters:index")
    answer = client.get(desk.url("inspect", ada))
    assert "you have a place" in desk.words_of(answer)
    assert f"{outbox}inspect/" not in answer.text
    client.force_login(desk.make_front_desk("outi", "view_letter"))
    assert f"{outbox}inspect/" in client.get(desk.url("inspect", ada)).text


@pytest.mark.parametrize("number", ["0", "999999", "abc", "-1", "9" * 40, "1_27"])
def test_a_number_that_is_nobodys_is_answered_as_such(admin_client, event, number):
    for view in ("inspect", "cancel"):
        assert admin_client.get(desk.url(view, number)).status_code == 404


def test_what_is_typed_by_visitors_is_text(admin_client, home_page):
    page = cast.make_event(home_page, "Event <b>", questions=[{"label": "Q <i>"}])
    (key,) = keys_of(page)
    ada = cast.register(page, "<script>alert(1)</script>", answers={key: "<img src=x>"})
    for address in (desk.INDEX, desk.url("inspect", ada), desk.url("cancel", ada)):
        text = admin_client.get(address).text
        assert "<script>alert(1)" not in text
        assert "<img src=x>" not in text
        assert "Event <b>" not in text


def test_a_registration_starts_no_task_of_wagtail_and_is_in_no_index(event):
    assert not ReferenceIndex.model_is_indexable(Registration) or not (
        ReferenceIndex.objects.filter(base_content_type__model="registration").exists()
    )
    cast.register(event)
    assert not ReferenceIndex.objects.filter(base_content_type__model="registration").exists()


# --- the list of events ------------------------------------------------------------------


def test_the_list_of_events_says_how_many_come(admin_client, admin_user, home_page, event):
    for name in ("Ada", "Bo", "Cy"):
        last = cast.register(event, name)
    services.give_place(last, by=admin_user, reason="Yes", overbook=True)
    cast.register(event, "Dora")
    evening = cast.make_event(home_page, "Evening", sign_up="approval")
    cast.register(evening)
    answer = admin_client.get(desk.COUNTS)
    shown = desk.words_of(answer)
    assert "3 of 2 over by 1" in shown
    assert "1 of 12" in shown
    assert f'{desk.INDEX}?event={cast.pool_of(event).pk}"' in answer.text
    numbers = {
        pool.title: (pool.seats_taken, pool.people_waiting, pool.to_approve)
        for pool in answer.context["object_list"]
    }
    assert numbers == {"Trunk training": (3, 1, 0), "Evening": (1, 0, 1)}


def test_the_list_of_events_leads_to_a_new_one_and_to_the_page_of_each(
    client, admin_client, home_page, event
):
    index = cast.make_index(home_page)
    new = reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    shown = html.fromstring(admin_client.get(desk.COUNTS).text)
    named = {a.get("href"): " ".join(a.text_content().split()) for a in shown.cssselect("a[href]")}
    assert named[new] == "Announce an event"
    assert named[edit] == "Edit Trunk training"
    client.force_login(desk.make_front_desk())
    assert {new, edit}.isdisjoint(html.fromstring(client.get(desk.COUNTS).text).xpath("//a/@href"))


def test_past_events_are_listed_where_asked_for(admin_client, home_page, event):
    old = cast.make_event(home_page, "Long ago")
    cast.starts_in(old, timedelta(days=-3))
    titles = {
        when: {
            pool.title
            for pool in admin_client.get(f"{desk.COUNTS}?when={when}").context["object_list"]
        }
        for when in ("", "past", "all")
    }
    assert titles == {
        "": {"Trunk training"},
        "past": {"Long ago"},
        "all": {"Trunk training", "Long ago"},
    }


def test_the_list_of_events_asks_as_much_for_many_as_for_few(
    admin_client, home_page, event, django_assert_num_queries
):
    admin_client.get(desk.COUNTS)
    with django_assert_num_queries(QUERIES_OF_EVENTS):
        admin_client.get(desk.COUNTS)
    for _number in range(4):
        cast.register(cast.make_event(home_page))
    with django_assert_num_queries(QUERIES_OF_EVENTS):
        admin_client.get(desk.COUNTS)
