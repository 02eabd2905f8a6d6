"""Every verb in every state: what becomes of it, what the log says, what is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from events import services
from events.choices import ACTIVE, ENDED, Status, Telling
from events.ledger import Registration, SeatPool
from events.services import history, publishing, retention
from events.tests import cast

pytestmark = pytest.mark.django_db

#: Rows: where somebody stands, of a pool that asks for confirmed addresses and has seats left.
#: Columns: the verb. "-" is refused as meaningless; "=" changes no state; "!" tells the new one.
#: The last four: holds whose time is over, which nobody has noted, and somebody who was forgotten.
TABLE = """
                  confirm     accept     take approve    decline   give       change    move
pending_email     confirmed!  -          -    -          -         confirmed! confirmed! cancelled
pending_approval  =           -          -    confirmed! rejected! confirmed! =          cancelled
pending_payment   =           -          -    -          -         confirmed! =          cancelled
confirmed         =           -          -    -          -         -          =          cancelled
waitlisted        =           -          -    -          rejected! confirmed! confirmed! cancelled
offered           =           confirmed! -    -          -         confirmed! =          cancelled
cancelled         -           -          -    -          -         confirmed! -          -
expired           confirmed!  -          -    -          -         confirmed! -          -
rejected          -           -          -    -          -         confirmed! -          -
late_email        confirmed!  -          -    -          -         confirmed! -          cancelled
late_payment      confirmed!  -          -    -          -         confirmed! -          cancelled
late_offered      confirmed!  confirmed! -    -          -         confirmed! -          cancelled
forgotten         -           -          -    -          -         -          -          -

                  cancel      away       note pay        readdress erase
pending_email     cancelled!  cancelled! =    =          =!        cancelled
pending_approval  cancelled!  cancelled! =    =          =!        cancelled
pending_payment   cancelled!  cancelled! =    confirmed! =!        cancelled
confirmed         cancelled!  cancelled! =    =          =!        cancelled
waitlisted        cancelled!  cancelled! =    =          offered!  cancelled
offered           cancelled!  cancelled! =    =          =!        cancelled
cancelled         -           -          =    =          -         =
expired           -           -          =    =          -         =
rejected          -           -          =    =          -         =
late_email        cancelled!  cancelled! =    =          -         cancelled
late_payment      cancelled!  cancelled! =    confirmed! -         cancelled
late_offered      cancelled!  cancelled! =    =          -         cancelled
forgotten         -           -          -    =          -         cancelled
"""
LATE = {
    "late_email": Status.PENDING_EMAIL,
    "late_payment": Status.PENDING_PAYMENT,
    "late_offered": Status.OFFERED,
    "forgotten": Status.CONFIRMED,
}
#: The line each verb writes.
LINES = {
    "confirm": history.PROVED,
    "accept": history.ACCEPTED,
    "approve": history.APPROVED,
    "decline": history.DECLINED,
    "give": history.GIVEN,
    "change": history.CHANGED,
    "move": history.CANCELLED,
    "cancel": history.CANCELLED,
    "away": history.CANCELLED,
    "note": history.NOTED,
    "pay": history.PAID,
    "readdress": history.CHANGED,
    "erase": history.CANCELLED,
}


def columns():
    """Verb → state → cell of the table."""
    found = {}
    for part in TABLE.strip("\n").split("\n\n"):
        head, *rows = (line.split() for line in part.splitlines())
        for number, verb in enumerate(head):
            found[verb] = {state: cells[number] for state, *cells in rows}
    return found


@pytest.fixture
def elsewhere(home_page):
    return cast.make_event(home_page, title="Elsewhere")


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page, capacity=4, largest_party=3, sign_up="email", price=10)


def put(registration, state):
    """Into a row of the table."""
    cast.put(registration, LATE.get(state, state), is_late=state in LATE)
    if state == "forgotten":
        registration.anonymised_at = timezone.now()
        registration.name = registration.email = registration.email_key = ""
        registration.save()
    return registration


def verbs(registration, staff, elsewhere):
    return {
        "confirm": lambda: services.confirm_address(registration),
        "accept": lambda: services.accept(registration),
        "take": lambda: services.take_free_place(registration),
        "approve": lambda: services.approve(registration, by=staff),
        "decline": lambda: services.decline(registration, by=staff),
        "give": lambda: services.give_place(registration, by=staff),
        "change": lambda: services.change(registration, name="Ada Other"),
        "move": lambda: services.move_to(registration, cast.pool_of(elsewhere), by=staff),
        "cancel": lambda: services.cancel(registration),
        "away": lambda: services.cancel(registration, by=staff),
        "note": lambda: services.note(registration, "Called.", by=staff),
        "pay": lambda: services.pay(registration, amount=Decimal(20), reference="R1"),
        "readdress": lambda: services.change(
            registration, email="ada.other@reader.example", by=staff
        ),
        "erase": lambda: services.erase(registration),
    }


@pytest.mark.parametrize(("verb", "expected"), columns().items())
def test_a_verb_means_one_thing_in_each_state(event, home_page, staff, verb, expected):
    elsewhere = verb == "move" and cast.make_event(home_page, title="Elsewhere")
    happened = {}
    for state in expected:
        with transaction.atomic():
            registration = put(cast.register(event, "Ada Reader", seats=2), state)
            happened[state] = done(verb, registration, staff, elsewhere)
            transaction.set_rollback(True)
    assert happened == expected


def done(verb, registration, staff, elsewhere):
    """The cell of what happens; with a look at the log and the letters."""
    before = registration.status
    lines, letters = registration.log.count(), len(cast.told(registration))
    try:
        with transaction.atomic():
            verbs(registration, staff, elsewhere)[verb]()
    except services.NotPossible:
        assert (registration.log.count(), len(cast.told(registration))) == (lines, letters)
        return "-"
    after = str(cast.status_of(registration))
    written = list(registration.log.values_list("verb", flat=True))[lines:]
    state = f"late_{before.removeprefix('pending_')}" if registration.is_overdue() else before
    expected = [*BEFORE.get((verb, state), []), LINES[verb], *BEHIND.get((verb, state), [])]
    if verb == "erase":
        expected = [LINES[verb]] if before in ACTIVE else []
        expected += [] if registration.anonymised_at else [history.FORGOTTEN]
    assert written == expected, (verb, state)
    told = cast.told(registration)[letters:]
    cell = "=" if after == before else after
    if not told:
        return cell
    telling = {"cancel": Telling.CANCELLED, "away": Telling.CANCELLED_BY_STUDIO}
    assert told == [telling.get(verb) or TOLD_BY[after]], (verb, state)
    return f"{cell}!"


TOLD_BY = {
    "pending_email": "confirm_address",
    "pending_approval": "waits_for_approval",
    "pending_payment": "waits_for_payment",
}
TOLD_BY |= {same: same for same in ("confirmed", "waitlisted", "offered", "rejected", "expired")}
#: Lines before the verb's own: the time was over, which nobody had noted; the address is proved.
BEFORE = {
    ("confirm", "late_email"): [history.EXPIRED],
    ("confirm", "late_payment"): [history.EXPIRED],
    ("confirm", "late_offered"): [history.EXPIRED],
    ("accept", "late_offered"): [history.EXPIRED],
    ("pay", "late_payment"): [history.EXPIRED],
    ("change", "pending_email"): [history.PROVED],
}
#: And behind it: seats are free, so whoever waits moves up at the first occasion.
BEHIND = {
    ("change", "waitlisted"): [history.PROMOTED],
    ("readdress", "waitlisted"): [history.OFFERED],
}


# --- once the event is cancelled, or has begun --------------------------------------------


@pytest.mark.parametrize("state", ["pending_email", "waitlisted", "offered", "expired"])
@pytest.mark.parametrize("verb", ["confirm", "give"])
def test_nobody_gets_a_place_at_a_cancelled_event(event, elsewhere, staff, state, verb):
    registration = put(cast.register(event), state)
    SeatPool.objects.filter(page=event).update(cancelled_at=timezone.now())
    with pytest.raises(services.EventCancelled):
        verbs(registration, staff, elsewhere)[verb]()


def test_nobody_registers_for_or_is_added_or_moved_to_a_cancelled_event(event, elsewhere, staff):
    somebody = cast.register(elsewhere)
    services.cancel_event(cast.pool_of(event), by=staff)
    pool = cast.pool_of(event)
    with pytest.raises(services.EventCancelled):
        cast.register(event)
    application = services.Application(name="Ada", email="ada@reader.example")
    with pytest.raises(services.EventCancelled):
        services.add_by_hand(pool, application, by=staff)
    with pytest.raises(services.EventCancelled):
        services.move_to(somebody, pool, by=staff)
    assert cast.status_of(somebody) == Status.CONFIRMED
    with pytest.raises(services.NotPossible):
        services.cancel_event(pool, by=staff)


def test_cancelling_an_event_ends_everybody_and_tells_each_once(event, staff):
    states = [*Status.values]
    people = [put(cast.register(event, seats=1), states[0])]
    SeatPool.objects.filter(page=event).update(capacity=None)
    people += [put(cast.register(event), state) for state in states[1:]]
    before = [len(cast.told(one)) for one in people]
    assert services.cancel_event(cast.pool_of(event), by=staff, reason="Ice") == 6
    told = [cast.told(one)[known:] for one, known in zip(people, before, strict=True)]
    assert told == [["event_cancelled"]] * 6 + [[]] * 3
    assert {str(cast.status_of(one)) for one in people} == {"cancelled", "expired", "rejected"}


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        ("confirmed", services.TooLate),
        ("pending_email", services.TooLate),
        ("pending_approval", services.TooLate),
        ("waitlisted", None),
        ("offered", None),
    ],
)
def test_people_give_their_place_back_until_the_cut_off_and_leave_the_line_at_any_time(
    event, state, refusal
):
    registration = put(cast.register(event), state)
    SeatPool.objects.filter(page=event).update(change_until=timezone.now())
    if refusal:
        with pytest.raises(refusal):
            services.cancel(registration)
        with pytest.raises(refusal):
            services.change(registration, name="Ada Other")
    else:
        assert services.cancel(registration).status == Status.CANCELLED


def test_staff_cancel_and_change_after_the_cut_off(event, staff):
    registration = put(cast.register(event), "confirmed")
    cast.starts_in(event, timedelta(seconds=-1))
    assert services.change(registration, name="Ada Other", by=staff).name == "Ada Other"
    assert services.cancel(registration, by=staff).status == Status.CANCELLED


# --- pools that say nothing -------------------------------------------------------------------


def test_without_a_number_of_places_everybody_has_one(home_page):
    page = cast.make_event(home_page, capacity=None, largest_party=20)
    people = [cast.register(page, seats=20) for _number in range(5)]
    assert {one.status for one in people} == {Status.CONFIRMED}
    assert cast.pool_of(page).seats_free(timezone.now()) is None


def test_no_places_is_none(home_page):
    page = cast.make_event(home_page, capacity=0)
    with pytest.raises(services.SoldOut):
        cast.register(page)


def test_without_a_date_people_register_and_give_back(home_page):
    page = cast.make_event(home_page, starts_in=[])
    pool = cast.pool_of(page)
    assert (pool.starts_at, pool.closes_at, pool.change_until) == (None, None, None)
    registration = cast.register(page)
    assert services.cancel(registration).status == Status.CANCELLED


def test_what_a_page_does_not_take_is_refused(home_page):
    now = timezone.now()
    page = cast.make_event(home_page, largest_party=2)
    pool = SeatPool.objects.filter(page=page)
    with pytest.raises(services.PartyTooLarge):
        cast.register(page, seats=3)
    pool.update(opens_at=now + timedelta(hours=1))
    with pytest.raises(services.NotOpenYet) as refusal:
        cast.register(page)
    assert refusal.value.opens_at == now + timedelta(hours=1)
    pool.update(opens_at=None, closes_at=now)
    with pytest.raises(services.RegistrationClosed):
        cast.register(page)
    pool.update(closes_at=None, takes_registrations=False)
    with pytest.raises(services.RegistrationClosed):
        cast.register(page)
    assert not Registration.objects.exists()


# --- one address, one registration ---------------------------------------------------------------


@pytest.mark.parametrize(
    "spelling", ["ADA@Reader.example", " ada@reader.example ", "ada@reader.example"]
)
def test_the_same_address_is_told_by_letter_that_it_is_registered(event, spelling):
    first = cast.register(event, email="ada@reader.example")
    with pytest.raises(services.AlreadyRegistered) as refusal:
        cast.register(event, "Somebody Else", email=spelling)
    assert refusal.value.registration == first
    assert cast.told(first) == ["confirm_address", "already"]
    assert Registration.objects.count() == 1


def test_a_label_behind_a_plus_is_another_person(event):
    cast.register(event, email="ada@reader.example")
    assert cast.register(event, email="ada+son@reader.example").pk


def test_who_has_no_address_is_nobodys_twin(event, staff):
    pool = cast.pool_of(event)
    people = [
        services.add_by_hand(pool, services.Application(name=name, email=""), by=staff)
        for name in ("Ada Caller", "Bo Caller")
    ]
    services.cancel(people[0], by=staff)
    assert services.give_place(people[0], by=staff).status == Status.CONFIRMED
    assert [cast.told(one) for one in people] == [[], []]


def test_an_ended_registration_leaves_the_address_free_until_it_is_taken_up_again(event, staff):
    first = cast.register(event, email="ada@reader.example")
    services.cancel(first)
    second = cast.register(event, email="ada@reader.example")
    with pytest.raises(services.AlreadyRegistered):
        services.give_place(first, by=staff)
    services.cancel(second)
    assert services.give_place(first, by=staff).status == Status.CONFIRMED


# --- the same form again ----------------------------------------------------------------------------


def apply(event, **said):
    said = {"name": "Ada Reader", "email": "ada@reader.example"} | said
    return services.register(cast.pool_of(event), services.Application(**said))


def test_the_same_form_again_is_the_same_registration(event):
    first = apply(event)
    assert apply(event) == first
    assert apply(event, email="ADA@reader.example") == first
    assert cast.told(first) == ["confirm_address"]


@pytest.mark.parametrize("said", [{"name": "Ada R."}, {"seats": 2}, {"answers": {"a": "b"}}])
def test_another_form_from_the_same_address_is_refused(event, said):
    apply(event)
    with pytest.raises(services.AlreadyRegistered):
        apply(event, **said)


@pytest.mark.parametrize("how", ["cancel", "let pass", "reject"])
def test_the_same_form_after_the_end_is_another_registration(event, staff, how):
    first = apply(event)
    if how == "cancel":
        services.cancel(first)
    elif how == "reject":
        services.decline(put(first, "waitlisted"), by=staff)
    else:
        cast.let_hold_pass(first)
    second = apply(event)
    assert (second.pk != first.pk, second.status) == (True, Status.PENDING_EMAIL)
    assert cast.status_of(first) in ENDED
    assert apply(event) == second


def test_the_same_form_still_finds_its_registration_after_it_closed(event):
    first = apply(event)
    SeatPool.objects.filter(page=event).update(closes_at=timezone.now())
    assert apply(event) == first


def test_the_same_words_for_another_event_are_another_registration(event, elsewhere):
    assert apply(event).pk != apply(elsewhere).pk


# --- publishing ---------------------------------------------------------------------------------------------


def test_publishing_catches_up_once(event, home_page):
    home_page.get_children().get(slug="events").add_child(
        instance=type(event)(title="Never published", slug="never")
    )
    assert publishing.catch_up() == 1
    assert publishing.catch_up() == 0
    SeatPool.objects.filter(page=event).update(published_at=timezone.now() - timedelta(days=9))
    assert publishing.catch_up() == 1
    assert publishing.catch_up() == 0


def test_a_cancelled_first_evening_moves_the_windows_to_the_next(home_page, staff):
    page = cast.make_event(
        home_page,
        event_kind="course",
        starts_in=[timedelta(days=10), timedelta(days=17)],
        change_hours_before=24,
    )
    pool = cast.pool_of(page)
    first, second = pool.occurrences.all()
    assert pool.closes_at == first.starts_at
    services.change_date(first, status="cancelled", by=staff)
    pool = cast.pool_of(page)
    assert pool.starts_at == pool.closes_at == second.starts_at
    day = timedelta(days=1)
    local = [one.astimezone(pool.time_zone) for one in (pool.change_until, pool.starts_at)]
    assert local[0].replace(tzinfo=None) + day == local[1].replace(tzinfo=None)


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_where_no_date_is_left_nobody_registers_or_moves_up_until_there_is_one(
    home_page, staff, status
):
    page = cast.make_event(home_page, capacity=1)
    lucky, waiting = cast.register(page), cast.register(page)
    date = cast.pool_of(page).occurrences.get()
    services.change_date(date, status=status, by=staff)
    publishing.publish(page)  # an editor mends a word meanwhile
    services.cancel(lucky)
    assert cast.status_of(waiting) == Status.WAITLISTED
    with pytest.raises(services.RegistrationClosed):
        cast.register(page)

    services.change_date(date, status="scheduled", by=staff)
    assert cast.status_of(waiting) == Status.CONFIRMED
    assert cast.register(page).status == Status.WAITLISTED


def test_nobody_is_added_by_hand_to_what_is_over_or_registered_elsewhere(home_page, staff):
    over = cast.make_event(home_page, starts_in=timedelta(days=-2))
    outside = cast.make_event(
        home_page, registering="elsewhere", registration_url="https://tickets.example/"
    )
    somebody = cast.register(cast.make_event(home_page))
    for page in (over, outside):
        pool = cast.pool_of(page)
        with pytest.raises(services.NotPossible):
            services.add_by_hand(pool, services.Application(name="Bo", email=""), by=staff)
        with pytest.raises(services.NotPossible):
            services.move_to(somebody, pool, by=staff)
        assert not pool.registrations.exists()


def test_one_hold_that_cannot_be_settled_keeps_no_other_waiting(home_page):
    pages = [cast.make_event(home_page, sign_up="email", capacity=1) for _number in range(2)]
    held = [cast.register(page) for page in pages]
    waiting = [cast.register(page) for page in pages]
    for one in held:
        cast.let_hold_pass(one)
    SeatPool.objects.filter(page=pages[0]).update(zone="Nowhere/Nothing")
    assert retention.settle_holds() == 2
    assert cast.status_of(waiting[0]) == Status.WAITLISTED
    assert cast.status_of(waiting[1]) == Status.OFFERED
