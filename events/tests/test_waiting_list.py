"""The waiting list: strictly first come, by the rules the page gave it."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from events import services
from events.choices import Status
from events.ledger import Registration, SeatPool
from events.services import publishing, retention
from events.tests import cast
from studio.tests.cast import make_admin

pytestmark = pytest.mark.django_db

CONFIRMED, WAITLISTED, OFFERED = "confirmed", "waitlisted", "offered"
EARLY, LATE, SHORTLY = timedelta(hours=26), timedelta(hours=10), timedelta(minutes=90)


@pytest.fixture
def full(home_page):
    """Makes an event of one place that is taken, and a line; returns both and the lucky one."""

    def make(people=1, starts_in=None, seats=(), **fields):
        fields = {"capacity": 1, "largest_party": 5, "zone": "Etc/UTC"} | fields
        page = cast.make_event(home_page, **fields)
        lucky = cast.register(page, seats=fields["capacity"])
        if fields.get("sign_up") == "email":
            services.confirm_address(lucky)
        line = [cast.register(page, seats=number) for number in seats or [1] * people]
        if starts_in is not None:
            cast.starts_in(page, starts_in)
        SeatPool.objects.filter(page=page).update(quiet_from=time(0), quiet_until=time(0))
        return page, lucky, line

    return make


def states(line):
    return [str(cast.status_of(one)) for one in line]


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    publishing.publish(page)


# --- what becomes of a place that comes free -------------------------------------------


@pytest.mark.parametrize(
    ("mode", "starts_in", "state", "told"),
    [
        ("studio", EARLY, CONFIRMED, CONFIRMED),
        ("studio", LATE, OFFERED, OFFERED),
        ("studio", timedelta(minutes=125), OFFERED, OFFERED),
        ("studio", SHORTLY, WAITLISTED, "free_place"),
        ("studio", timedelta(seconds=-1), WAITLISTED, None),
        ("confirm", EARLY, CONFIRMED, CONFIRMED),
        ("confirm", SHORTLY, CONFIRMED, CONFIRMED),
        ("confirm", timedelta(seconds=-1), WAITLISTED, None),
        ("offer", timedelta(days=90), OFFERED, OFFERED),
        ("offer", SHORTLY, OFFERED, OFFERED),
        ("offer", timedelta(seconds=-1), WAITLISTED, None),
    ],
)
def test_a_freed_place_goes_to_the_next_in_line_as_late_as_it_is(
    full, mode, starts_in, state, told
):
    _page, lucky, (first, second) = full(2, starts_in, waiting=mode)
    services.cancel(lucky, by=make_admin())
    assert states([first]) == [state]
    assert cast.told(first) == [WAITLISTED, *([told] if told else [])]
    # second in line hears only of what is for everybody
    everybody = ["free_place"] if told == "free_place" else []
    assert (states([second]), cast.told(second)) == ([WAITLISTED], [WAITLISTED, *everybody])


def test_without_a_waiting_list_nobody_waits(home_page):
    page = cast.make_event(home_page, capacity=1, waiting="none")
    cast.register(page)
    with pytest.raises(services.SoldOut):
        cast.register(page)
    assert Registration.objects.count() == 1


def test_a_group_larger_than_the_event_does_not_wait(home_page):
    page = cast.make_event(home_page, capacity=2, largest_party=5)
    cast.register(page)
    with pytest.raises(services.SoldOut):
        cast.register(page, seats=3)


def test_nobody_moves_up_once_the_event_is_cancelled(full):
    page, _lucky, line = full(2)
    assert services.cancel_event(cast.pool_of(page), by=None) == 3
    assert states(line) == ["cancelled", "cancelled"]


def test_an_event_without_a_date_confirms(full):
    _page, lucky, line = full()
    pool = cast.pool_of(lucky.pool.page)
    pool.occurrences.all().delete()
    SeatPool.objects.filter(pk=pool.pk).update(starts_at=None, ends_at=None, closes_at=None)
    services.cancel(lucky)
    assert states(line) == [CONFIRMED]


@pytest.mark.parametrize(
    ("sign_up", "state"), [("instant", CONFIRMED), ("approval", "pending_approval")]
)
def test_moving_up_leads_where_registering_does(full, sign_up, state):
    _page, lucky, line = full(sign_up=sign_up)
    services.cancel(lucky)
    assert states(line) == [state]


def test_who_has_not_proved_the_address_is_offered_the_place_where_that_is_asked_of_all(full):
    page, lucky, (unproved, proved) = full(2, sign_up="email")
    services.confirm_address(proved)
    services.cancel(lucky)
    assert states([unproved, proved]) == [OFFERED, WAITLISTED]
    hold = cast.again(unproved).hold_until - timezone.now()
    assert timedelta(hours=23) < hold <= timedelta(hours=24)
    services.cancel(unproved)
    assert states([proved]) == [CONFIRMED]
    assert page.capacity == 1


# --- offers --------------------------------------------------------------------------


def test_an_offer_stands_for_an_hour(full):
    _page, lucky, (first,) = full(1, LATE)
    before = timezone.now()
    services.cancel(lucky)
    after = timezone.now()
    hour = timedelta(hours=1)
    assert before + hour <= cast.again(first).hold_until <= after + hour


def test_the_hour_stands_still_in_quiet_hours(full):
    page, lucky, (first,) = full(1, timedelta(hours=20))
    now = timezone.now().astimezone(UTC)
    ends = (now + timedelta(hours=5)).replace(minute=0, second=0, microsecond=0)
    begins = (now - timedelta(hours=1)).time()
    SeatPool.objects.filter(page=page).update(quiet_from=begins, quiet_until=ends.time())
    services.cancel(lucky)
    assert cast.again(first).hold_until == ends + timedelta(hours=1)


def test_an_offer_ends_when_the_event_begins_at_the_latest(full):
    page, lucky, (first,) = full(1, timedelta(minutes=150))
    now = timezone.now()
    quiet = {"quiet_from": (now - timedelta(hours=1)).time()}
    quiet |= {"quiet_until": (now + timedelta(hours=2)).time()}
    SeatPool.objects.filter(page=page).update(**quiet)
    services.cancel(lucky)
    assert cast.again(first).hold_until == cast.pool_of(page).starts_at


def test_an_offer_that_is_not_answered_goes_to_the_next(full):
    _page, lucky, (first, second) = full(2, LATE)
    services.cancel(lucky)
    cast.let_hold_pass(first)
    assert retention.settle_holds() == 1
    assert states([first, second]) == ["expired", OFFERED]
    assert cast.told(first) == [WAITLISTED, OFFERED, "expired"]
    assert retention.settle_holds() == 0


def test_an_offer_that_is_declined_goes_to_the_next(full):
    _page, lucky, (first, second) = full(2, LATE)
    services.cancel(lucky)
    services.cancel(first)
    assert states([first, second]) == ["cancelled", OFFERED]


def test_a_hold_that_is_over_is_free_by_the_clock_without_any_job(home_page):
    page = cast.make_event(home_page, capacity=1, sign_up="email", waiting="none")
    first = cast.register(page)
    with pytest.raises(services.SoldOut):
        cast.register(page)
    cast.let_hold_pass(first)
    assert cast.register(page).status == Status.PENDING_EMAIL
    assert states([first]) == ["expired"]


@pytest.mark.parametrize("is_noted", [True, False])
def test_a_late_answer_counts_while_nobody_else_has_or_waits_for_the_place(full, is_noted):
    _page, lucky, (first,) = full(1, LATE)
    services.cancel(lucky)
    cast.let_hold_pass(first)
    if is_noted:
        retention.settle_holds()
    assert services.accept(cast.again(first)).status == CONFIRMED
    assert cast.told(first)[-1] == CONFIRMED


@pytest.mark.parametrize("is_noted", [True, False])
def test_a_late_answer_comes_too_late_when_the_next_has_it(full, is_noted):
    _page, lucky, (first, second) = full(2, LATE)
    services.cancel(lucky)
    cast.let_hold_pass(first)
    if is_noted:
        retention.settle_holds()
    with pytest.raises(services.SoldOut):
        services.accept(cast.again(first))
    retention.settle_holds()
    assert states([first, second]) == ["expired", OFFERED]


def test_a_late_answer_means_nothing_after_the_start_or_from_somebody_who_is_back(full):
    page, lucky, (first,) = full(1, LATE)
    services.cancel(lucky)
    cast.let_hold_pass(first)
    retention.settle_holds()
    again = cast.register(page, email=first.email)
    with pytest.raises(services.NotPossible):
        services.accept(cast.again(first))
    services.cancel(again)
    cast.starts_in(page, timedelta(seconds=-1))
    with pytest.raises(services.NotPossible):
        services.accept(cast.again(first))


def test_only_who_was_offered_a_place_can_accept_one(full):
    _page, _lucky, (first,) = full(1, LATE)
    with pytest.raises(services.NotPossible):
        services.accept(first)


# --- groups ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seats", "skips", "expected"),
    [
        ([2, 1, 1], False, [CONFIRMED, CONFIRMED, WAITLISTED]),
        ([4, 1, 1], False, [WAITLISTED, WAITLISTED, WAITLISTED]),
        ([4, 1, 1], True, [WAITLISTED, CONFIRMED, CONFIRMED]),
        ([1, 4, 1], False, [CONFIRMED, WAITLISTED, WAITLISTED]),
        ([1, 4, 1], True, [CONFIRMED, WAITLISTED, CONFIRMED]),
        ([2, 2, 1], True, [CONFIRMED, WAITLISTED, CONFIRMED]),
        ([3], False, [CONFIRMED]),
    ],
)
def test_groups_that_do_not_fit_wait_or_are_passed_over(home_page, seats, skips, expected):
    page = cast.make_event(home_page, capacity=4, largest_party=4, skips_groups=skips)
    cast.fill_up(page)
    line = [cast.register(page, seats=number) for number in seats]
    for one in Registration.objects.filter(status=CONFIRMED).order_by("pk")[:3]:
        Registration.objects.filter(pk=one.pk).update(status="cancelled")
    services.change(line[-1], name="Anybody")  # settles
    assert states(line) == expected


@pytest.mark.parametrize(("skips", "state"), [(False, WAITLISTED), (True, CONFIRMED)])
def test_a_newcomer_takes_a_seat_beside_a_waiting_group_only_where_groups_are_passed_over(
    home_page, skips, state
):
    page = cast.make_event(home_page, capacity=3, largest_party=3, skips_groups=skips)
    cast.register(page, seats=2)
    group = cast.register(page, seats=2)
    assert (cast.register(page).status, states([group])) == (state, [WAITLISTED])


def test_a_group_waits_for_places_together_only_where_they_want_to(home_page):
    page = cast.make_event(home_page, capacity=3, largest_party=3)
    cast.register(page)
    with pytest.raises(services.FewerFree) as refusal:
        cast.register(page, seats=3, waits_together=False)
    assert refusal.value.free == 2
    assert cast.register(page, seats=2, waits_together=False).status == CONFIRMED
    # nothing is free now, so there is nothing else to choose
    assert cast.register(page, seats=2, waits_together=False).status == WAITLISTED


def test_a_group_for_which_there_are_no_seats_any_more_holds_nobody_up(home_page):
    page = cast.make_event(home_page, capacity=4, largest_party=4)
    lucky = cast.fill_up(page)
    group, one = cast.register(page, seats=4), cast.register(page)
    publish(page, capacity=3)
    services.cancel(lucky[0])
    services.cancel(lucky[1])
    assert states([group, one]) == [WAITLISTED, CONFIRMED]
    for each in (*lucky[2:], one):
        services.cancel(each)
    assert cast.register(page).status == CONFIRMED
    publish(page, capacity=5)
    assert states([group]) == [CONFIRMED]


def test_a_group_that_becomes_smaller_fits(full):
    _page, lucky, (group, one) = full(seats=[2, 1], capacity=2)
    services.change(lucky, seats=1)
    assert states([group, one]) == [WAITLISTED, WAITLISTED]
    services.change(group, seats=1)
    assert states([group, one]) == [CONFIRMED, WAITLISTED]


# --- shortly before the start -----------------------------------------------------------


def test_shortly_before_the_start_the_first_who_takes_the_place_has_it(full):
    _page, lucky, (first, second) = full(2, SHORTLY)
    services.cancel(lucky)
    assert services.take_free_place(second).status == CONFIRMED
    with pytest.raises(services.SoldOut):
        services.take_free_place(first)
    assert (states([first]), cast.told(first)) == ([WAITLISTED], [WAITLISTED, "free_place"])


def test_all_are_told_again_when_another_place_comes_free(full):
    _page, lucky, (first, second) = full(2, SHORTLY)
    services.cancel(lucky)
    services.take_free_place(second)
    services.cancel(second)
    assert cast.told(first) == [WAITLISTED, "free_place", "free_place"]
    assert services.take_free_place(first).status == CONFIRMED


def test_all_are_told_again_after_staff_gave_the_place_away(full):
    page, lucky, (first,) = full(1, SHORTLY)
    staff = make_admin()
    services.cancel(lucky)
    caller = services.Application(name="Caller", email="caller@reader.example")
    given = services.add_by_hand(
        cast.pool_of(page), caller, by=staff, overbook=True, reason="Promised"
    )
    services.cancel(given, by=staff)
    assert cast.told(first) == [WAITLISTED, "free_place", "free_place"]
    services.give_place(lucky, by=staff)
    services.cancel(lucky, by=staff)
    assert cast.told(first) == [WAITLISTED, "free_place", "free_place", "free_place"]


def test_who_comes_new_shortly_before_the_start_joins_those_who_were_told(full):
    page, lucky, (first,) = full(1, SHORTLY)
    services.cancel(lucky)
    newcomer = cast.register(page)
    assert (newcomer.status, bool(newcomer.told_at)) == (WAITLISTED, True)
    assert cast.told(newcomer) == [WAITLISTED, "free_place"]
    assert cast.told(first) == [WAITLISTED, "free_place"]


def test_a_place_can_be_taken_out_of_turn_only_shortly_before_the_start(full):
    page, _lucky, (first,) = full(1, LATE)
    with pytest.raises(services.NotPossible):
        services.take_free_place(first)
    cast.starts_in(page, timedelta(seconds=-1))
    with pytest.raises(services.NotPossible):
        services.take_free_place(first)


def test_a_seat_no_group_fitted_into_is_told_to_all_once_it_is_late(full):
    page, lucky, line = full(seats=[2, 1], capacity=2)
    services.change(lucky, seats=1)
    cast.starts_in(page, SHORTLY)
    assert retention.settle_holds() == 1
    assert [bool(cast.again(one).told_at) for one in line] == [True, True]
    assert services.take_free_place(line[1]).status == CONFIRMED


# --- nobody re-enters ----------------------------------------------------------------------


def test_who_moved_up_and_cancels_never_comes_back_by_themselves(full):
    page, lucky, (first,) = full()
    services.cancel(lucky)
    services.cancel(first)
    publish(page, capacity=9)
    retention.settle_holds()
    assert states([lucky, first]) == ["cancelled", "cancelled"]
    for verb in (services.accept, services.confirm_address, services.take_free_place):
        with pytest.raises(services.NotPossible):
            verb(first)


def test_who_registers_again_goes_to_the_end_of_the_line(full):
    page, lucky, (first, second) = full(2)
    services.cancel(first)
    again = cast.register(page, name=first.name, email=first.email)
    assert again.pk != first.pk
    services.cancel(lucky)
    assert states([second, again]) == [CONFIRMED, WAITLISTED]


# --- the address, confirmed late ---------------------------------------------------------


@pytest.mark.parametrize("is_noted", [True, False])
def test_a_late_link_works_while_a_seat_is_free(home_page, is_noted):
    page = cast.make_event(home_page, capacity=1, sign_up="email")
    late = cast.register(page)
    cast.let_hold_pass(late)
    if is_noted:
        retention.settle_holds()
    assert services.confirm_address(late).status == CONFIRMED
    assert cast.told(late)[-1] == CONFIRMED


def test_a_late_link_leads_to_the_end_of_the_line_where_the_seat_is_gone(home_page):
    page = cast.make_event(home_page, capacity=1, sign_up="email")
    late, other, third = (cast.register(page) for _number in range(3))
    cast.let_hold_pass(late)
    assert services.confirm_address(late).status == WAITLISTED
    assert states([late, other, third]) == [WAITLISTED, OFFERED, WAITLISTED]
    numbers = [cast.again(one).queue_number for one in (third, late)]
    assert numbers == sorted(numbers)
    assert cast.told(late) == ["confirm_address", WAITLISTED]


def test_a_late_link_is_refused_where_nobody_can_wait(home_page):
    page = cast.make_event(home_page, capacity=1, sign_up="email", waiting="none")
    late = cast.register(page)
    cast.let_hold_pass(late)
    services.confirm_address(cast.register(page))
    with pytest.raises(services.SoldOut):
        services.confirm_address(late)


def test_a_late_link_passes_a_group_that_does_not_fit_where_groups_are_passed_over(home_page):
    terms = {"capacity": 2, "largest_party": 2, "sign_up": "email", "skips_groups": True}
    page = cast.make_event(home_page, **terms)
    late, other = cast.register(page), cast.register(page)
    services.confirm_address(other)
    cast.register(page, seats=2)
    cast.let_hold_pass(late)
    retention.settle_holds()
    assert services.confirm_address(late).status == CONFIRMED


def test_a_late_link_means_nothing_once_it_began_or_to_somebody_who_is_back(home_page):
    page = cast.make_event(home_page, capacity=2, sign_up="email")
    late = cast.register(page)
    cast.let_hold_pass(late)
    again = cast.register(page, email=late.email)
    with pytest.raises(services.AlreadyRegistered):
        services.confirm_address(late)
    services.cancel(again)
    cast.starts_in(page, timedelta(seconds=-1))
    with pytest.raises(services.NotPossible):
        services.confirm_address(late)


# --- other ways a seat comes free ---------------------------------------------------------------


def test_more_places_go_to_those_who_wait_and_fewer_take_none_away(full):
    page, lucky, line = full(3)
    publish(page, capacity=3)
    assert states(line) == [CONFIRMED, CONFIRMED, WAITLISTED]
    publish(page, capacity=1)
    assert states([lucky, *line]) == [CONFIRMED, CONFIRMED, CONFIRMED, WAITLISTED]
    services.cancel(lucky)
    assert states(line) == [CONFIRMED, CONFIRMED, WAITLISTED]
    publish(page, capacity=None)
    assert states(line) == [CONFIRMED, CONFIRMED, CONFIRMED]


def test_a_place_given_out_of_turn_leaves_the_others_in_their_order(full):
    _page, lucky, line = full(3)
    staff = make_admin()
    services.give_place(line[2], by=staff, reason="Promised", overbook=True)
    services.cancel(lucky)
    assert states(line) == [WAITLISTED, WAITLISTED, CONFIRMED]  # one person was too many
    services.cancel(line[2])
    assert states(line) == [CONFIRMED, WAITLISTED, "cancelled"]


@pytest.mark.parametrize("how", ["erase", "decline", "move"])
def test_erasing_declining_and_moving_somebody_free_the_place(full, home_page, how):
    _page, lucky, line = full(sign_up="approval" if how == "decline" else "instant")
    if how == "erase":
        services.erase(lucky)
    elif how == "decline":
        services.decline(lucky, by=make_admin())
    else:
        elsewhere = cast.make_event(home_page, title="Elsewhere")
        services.move_to(lucky, cast.pool_of(elsewhere), by=make_admin())
    assert cast.again(line[0]).status in (CONFIRMED, "pending_approval")


def test_who_was_forgotten_waits_for_nothing(full):
    _page, lucky, (first, second) = full(2)
    Registration.objects.filter(pk=first.pk).update(
        anonymised_at=datetime(2026, 1, 1, tzinfo=UTC), email_key=""
    )
    services.cancel(lucky)
    assert states([first, second]) == [WAITLISTED, CONFIRMED]
