"""What is forgotten leaves no trace in the database; numbers, states and money stay."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.services.retention import Overdue as OverdueComments
from events import chores, services
from events.choices import DateStatus, Status
from events.ledger import (
    Attendee,
    ConsentReceipt,
    ManageLink,
    Occurrence,
    Payment,
    Registration,
    SeatPool,
)
from events.services import erasing, retention, writing
from events.services.retention import Overdue
from events.tests import cast, desk, postbox
from events.tests.dump import dump, holding
from events.tests.letters import delivered
from home import services as messages
from studio import chores as studio_chores
from studio.models import Letter

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
#: Words that nobody else writes: what visitors and staff typed about one person.
PERSONAL = {
    "name": "Quillon Ümarrow",
    "changed name": "Quintilla",
    "address": "quillon.reader",
    "answer": "plumcoloured ankle",
    "other answer": "brackish knee",
    "note": "hums in lifts",
    "reason": "promised on the pier",
    "subject": "Lanterns at noon",
    "text": "bring the velvet rope",
    "key": "K-ADDRESS",
}
QUESTIONS = [
    {"label": "Injuries", "field_type": "multiline", "forget_after": 7},
    {"label": "Shoes", "field_type": "singleline"},
]


@pytest.fixture
def consent():
    return cast.make_consent()


@pytest.fixture
def event(home_page, consent):
    return cast.make_event(
        home_page,
        questions=QUESTIONS,
        consents=[consent],
        capacity=3,
        price=20,
        sign_up="email",
        retention_days=30,
    )


@pytest.fixture
def tasks_in_the_database(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def answers_of(event):
    injuries, shoes = (postbox.question(event, one["label"]) for one in QUESTIONS)
    return {injuries: PERSONAL["answer"], shoes: PERSONAL["other answer"]}


def live_through_everything(event, client, admin_client):
    """One person does, and has done to them, what leaves words behind; all by HTTP."""
    address = f"{PERSONAL['address']}@visitor.example"
    fields = {"name": PERSONAL["name"], "email": address} | answers_of(event)
    assert postbox.send(client, event, **fields).status_code == 303
    mine = Registration.objects.get(email=address)
    link = postbox.link_to(mine)
    assert postbox.act(client, link, "confirm").status_code in (302, 303)
    services.change(mine, name=PERSONAL["changed name"])
    assert postbox.send(client, event, **fields, headers={"x-again": "1"}).status_code == 303
    for verb, said in (
        ("note", {"text": PERSONAL["note"], "note": PERSONAL["note"]}),
        ("cancel", {"reason": PERSONAL["reason"], "tells": "on"}),
        ("give", {"reason": PERSONAL["reason"], "tells": "on"}),
    ):
        answer = admin_client.post(desk.url(verb, mine), said)
        assert answer.status_code == 302, verb
    return cast.again(mine)


def write_to(registration, staff):
    writing.write(
        [registration.pk],
        subject=PERSONAL["subject"],
        text=PERSONAL["text"],
        token="once",
        by=staff,
    )


def let_it_be_over(event, days):
    """So many days ago its last date ended; to the second."""
    end = timezone.now() - days * DAY
    pool = SeatPool.objects.get(page=event)
    pool.occurrences.update(starts_at=end - timedelta(hours=2), ends_at=end)
    SeatPool.objects.filter(pk=pool.pk).update(starts_at=end - timedelta(hours=2), ends_at=end)


def traces():
    return holding(set(PERSONAL.values()) - {PERSONAL["key"]})


# --- no trace ------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["retention", "erase"])
def test_the_whole_database_holds_no_trace_of_who_was_forgotten(
    event, client, admin_client, admin_user, post_office, tasks_in_the_database, how
):
    mine = live_through_everything(event, client, admin_client)
    write_to(mine, admin_user)
    services.pay(mine, amount=Decimal(20), reference="R1", by=admin_user)
    delivered(post_office)
    services.remind(mine)  # a letter that has not left yet
    before = traces()
    assert {"events_registration", "events_registrationlog", "studio_letter"} <= {
        table for tables in before.values() for table in tables
    }
    assert set(before) >= set(PERSONAL.values()) - {PERSONAL["key"], PERSONAL["name"]}
    counts = figures()

    if how == "retention":
        let_it_be_over(event, 31)
        chores.forget()
    else:
        services.erase(mine)
    studio_chores.forget_sessions()

    assert traces() == {}
    assert figures() == counts | ({} if how == "retention" else {"seats": 0, "status": "cancelled"})
    assert cast.again(mine).anonymised_at


def figures():
    """What stays: how many came, in which state, what they paid, that they agreed."""
    mine = Registration.objects.order_by("pk").first()
    return {
        "registrations": Registration.objects.count(),
        "seats": sum(one.seats for one in Registration.objects.all() if one.holds_seat()),
        "status": str(mine.status),
        "attendees": Attendee.objects.count(),
        "receipts": list(ConsentReceipt.objects.values_list("version", "digest")),
        "money": list(Payment.objects.values_list("amount", "reference")),
    }


def test_a_letter_in_a_workers_hand_goes_the_next_day(event, admin_user):
    mine = cast.register(event, PERSONAL["name"], email="quillon.reader@visitor.example")
    Letter.objects.update(claimed_until=timezone.now() + timedelta(minutes=5))
    services.erase(mine)
    assert traces() == {PERSONAL["address"]: ["studio_letter"]}
    Letter.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    other = cast.register(event)
    chores.forget()
    assert traces() == {}
    assert cast.told(other) == ["confirm_address"]
    assert erasing.withdraw_leftovers() == 0


def test_who_is_forgotten_can_be_written_to_and_found_by_no_key(event, admin_user):
    mine = cast.register(event)
    services.erase(cast.again(mine))
    services.remind(mine)
    write_to(mine, admin_user)
    assert not Letter.objects.exists()
    assert not ManageLink.objects.exists()


def test_staff_cannot_note_anything_about_who_is_forgotten(event, admin_user):
    mine = cast.register(event)
    services.erase(mine)
    with pytest.raises(services.NotPossible):
        services.note(mine, PERSONAL["note"], by=admin_user)


# --- when -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "forgotten"), [(29, 0), (31, 3)])
def test_people_go_so_many_days_after_the_event_as_its_page_says(event, days, forgotten):
    states = [cast.register(event) for _number in range(3)]
    services.cancel(states[0])
    let_it_be_over(event, days)
    assert retention.report().registrations == forgotten
    assert retention.forget().registrations == forgotten
    assert Registration.objects.exclude(anonymised_at=None).count() == forgotten
    assert retention.forget() == Overdue(0, 0)


def test_each_event_has_its_own_days(home_page):
    short, long = (cast.make_event(home_page, retention_days=days) for days in (5, 50))
    people = [cast.register(short), cast.register(long)]
    for page in (short, long):
        let_it_be_over(page, 10)
    assert retention.forget().registrations == 1
    assert [bool(cast.again(one).anonymised_at) for one in people] == [True, False]


def test_answers_with_a_date_of_their_own_go_earlier(event):
    injuries, shoes = (one.removeprefix("q_") for one in answers_of(event))
    said = {injuries: PERSONAL["answer"], shoes: PERSONAL["other answer"]}
    mine = cast.register(event, answers=said)
    cast.register(event, answers={shoes: "none"})
    let_it_be_over(event, 6)
    assert retention.forget() == Overdue(0, 0)
    let_it_be_over(event, 8)
    assert retention.report() == Overdue(registrations=0, answers=1)
    assert retention.forget() == Overdue(registrations=0, answers=1)
    assert cast.again(mine).answers == {shoes: PERSONAL["other answer"]}
    assert traces() == {PERSONAL["other answer"]: ["events_registration"]}
    assert retention.forget() == Overdue(0, 0)


def test_answers_of_a_form_that_was_changed_since_go_by_what_was_said_when_they_were_given(
    event,
):
    (injuries, _shoes) = (one.removeprefix("q_") for one in answers_of(event))
    mine = cast.register(event, answers={injuries: PERSONAL["answer"]})
    event.form_fields = [one for one in event.form_fields.all() if one.key != injuries]
    event.save_revision().publish()
    let_it_be_over(event, 8)
    assert retention.forget() == Overdue(0, 1)
    assert cast.again(mine).answers == {}


@pytest.mark.parametrize(("days", "forgotten"), [(394, 0), (396, 1)])
def test_an_event_without_a_date_is_over_a_year_after_the_last_registered(
    home_page, days, forgotten
):
    page = cast.make_event(home_page, starts_in=[], retention_days=30)
    mine = cast.register(page)
    Registration.objects.filter(pk=mine.pk).update(created_at=timezone.now() - days * DAY)
    assert retention.forget().registrations == forgotten


def test_an_event_that_was_called_off_counts_from_the_day_it_was_planned(event, admin_user):
    cast.register(event)
    services.cancel_event(cast.pool_of(event), by=admin_user)
    event.save_revision().publish()  # measures the dates again, of which none goes on
    end = timezone.now() - 31 * DAY
    assert retention.forget().registrations == 0
    Occurrence.objects.update(starts_at=end - timedelta(hours=2), ends_at=end)
    assert retention.forget().registrations == 1


# --- how ---------------------------------------------------------------------------------------


def test_a_dry_run_says_the_same_numbers_and_changes_nothing(event):
    injuries, shoes = (one.removeprefix("q_") for one in answers_of(event))
    for number in range(3):
        cast.register(event, answers={injuries: "bad" if number else "", shoes: "none"})
    let_it_be_over(event, 8)
    told("--dry-run")  # the first to ask finds the settings of the comments unwritten
    before = dump()
    assert told("--dry-run")[:3] == [
        "To be forgotten:",
        "0  registrations with name, address and answers",
        "3  answers that have a date of their own",
    ]
    assert dump() == before
    assert told()[2] == "3  answers that have a date of their own"
    let_it_be_over(event, 31)
    assert told("--dry-run")[1] == "3  registrations with name, address and answers"
    assert told()[0:2] == ["Forgotten:", "3  registrations with name, address and answers"]
    assert told("--dry-run")[1:3] == [
        "0  registrations with name, address and answers",
        "0  answers that have a date of their own",
    ]


def test_every_number_that_a_room_counts_is_told(event):
    counted = len(Overdue.__dataclass_fields__) + len(OverdueComments.__dataclass_fields__)
    counted += len(messages.overdue())
    counted += len({"accesses"})  # of the ground
    assert len(told("--dry-run")) == counted + 1


def told(*arguments):
    out = StringIO()
    call_command("forget", *arguments, stdout=out)
    return [line.strip() for line in out.getvalue().splitlines()]


def test_many_are_forgotten_batch_by_batch_and_a_round_begun_is_finished_the_next(
    home_page, monkeypatch
):
    monkeypatch.setattr(retention, "BATCH", 2)
    pages = [cast.make_event(home_page, capacity=9) for _number in range(3)]
    for page in pages:
        for _person in range(3):
            cast.register(page)
        let_it_be_over(page, 91)
    forget, rounds = erasing.forget, []

    def interrupted(numbers):
        rounds.append(len(numbers))
        if len(rounds) == 3:
            raise InterruptedError
        forget(numbers)

    monkeypatch.setattr(erasing, "forget", interrupted)
    with pytest.raises(InterruptedError):
        retention.forget()
    assert Registration.objects.filter(anonymised_at=None).count() == 5
    monkeypatch.setattr(erasing, "forget", forget)
    assert retention.forget().registrations == 5
    assert not Registration.objects.filter(anonymised_at=None).exists()


@pytest.mark.parametrize("pools", [1, 4])
def test_a_round_with_nothing_to_do_asks_the_same_however_many_events_there_were(home_page, pools):
    for _number in range(pools):
        page = cast.make_event(home_page, questions=QUESTIONS)
        cast.register(page)
        cast.register(page)
        let_it_be_over(page, 5)
    with CaptureQueriesContext(connection) as queries:
        assert retention.forget() == Overdue(0, 0)
    # pools of how many days; people; forms that are in use, and for each its answers
    assert len(queries) == 3 + len(set(Registration.objects.values_list("form", flat=True)))


def test_the_worker_settles_holds_every_minute_and_forgets_every_day():
    works = {name: period for name, (period, _work) in studio_chores._WORKS.items()}
    assert works["events.chores.settle_holds"] == timedelta(minutes=1)
    assert works["events.chores.publish_pools"] == timedelta(minutes=5)
    assert works["events.chores.forget"] == timedelta(days=1)


def test_one_pool_that_is_busy_keeps_no_other_waiting(home_page, monkeypatch):
    pages = [cast.make_event(home_page, capacity=1, sign_up="email") for _number in range(2)]
    people = [cast.register(page) for page in pages]
    for one in people:
        cast.let_hold_pass(one)
    settle = retention._settle

    def busy(pk, now):
        if pk == people[0].pool_id:
            raise services.Busy
        settle(pk, now)

    monkeypatch.setattr(retention, "_settle", busy)
    assert retention.settle_holds() == 2
    assert [cast.status_of(one) for one in people] == [Status.PENDING_EMAIL, Status.EXPIRED]


def test_nobody_is_forgotten_while_a_postponed_date_waits_for_its_new_time(home_page, admin_user):
    event = cast.make_event(home_page, retention_days=1, starts_in=timedelta(days=1))
    ada = cast.register(event, "Ada Colophon")
    date = cast.pool_of(event).occurrences.get()
    services.change_date(date, status=DateStatus.POSTPONED, by=admin_user)
    in_a_year = timezone.now() + timedelta(days=364)

    assert retention.forget(in_a_year) == Overdue(0, 0)
    assert cast.again(ada).name == "Ada Colophon"
    services.cancel_event(cast.pool_of(event), by=admin_user)
    assert retention.forget(in_a_year) == Overdue(1, 0)


def test_staff_who_change_something_do_not_keep_a_retired_answer_longer(home_page, admin_user):
    asked = [
        {"label": "Shoe", "field_type": "singleline"},
        {"label": "Injuries", "field_type": "singleline", "forget_after": 1},
    ]
    event = cast.make_event(home_page, questions=asked, starts_in=timedelta(days=1))
    shoe, injuries = (one["key"] for one in cast.pool_of(event).form.questions)
    ada = cast.register(event, answers={shoe: "41", injuries: "left knee"})
    event.form_fields = [one for one in event.form_fields.all() if one.label == "Shoe"]
    event.save_revision().publish()
    services.change(ada, answers={shoe: "42"}, by=admin_user)

    assert cast.again(ada).answers == {shoe: "42", injuries: "left knee"}
    assert retention.forget(timezone.now() + timedelta(days=4)) == Overdue(0, 1)
    assert cast.again(ada).answers == {shoe: "42"}
