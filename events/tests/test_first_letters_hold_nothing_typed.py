"""Whoever types a stranger's address writes nothing to the stranger (E24)."""

import pytest

from events import services
from events.services import retention, writing
from events.tests import cast, told
from events.tests.letters import delivered, everything_in, make_event, raw, text_of
from studio.tests.cast import make_admin

pytestmark = pytest.mark.django_db

NAME = "Buycheap pills.example"
ANSWER = "Clickhere now.example"
TYPED = ("Buycheap", "pills.example", "Clickhere", "now.example")
QUESTION = {"label": "Which shoe", "field_type": "singleline", "key": "shoe"}
STRANGER = "stranger@elsewhere.example"


@pytest.fixture
def staff(db):
    return make_admin("mara")


def register(page, email=STRANGER):
    """Somebody types what does not belong into a letter."""
    return cast.register(page, NAME, email=email, answers={"shoe": ANSWER})


def assert_nothing_typed(letters):
    assert letters
    for letter in letters:
        found = everything_in(letter) + raw(letter).decode("ascii", "replace")
        assert [typed for typed in TYPED if typed in found] == []
        assert letter["To"] == STRANGER


@pytest.mark.parametrize("sign_up", ["instant", "email", "approval"])
@pytest.mark.parametrize("capacity", [1, 0], ids=["with a place", "waiting"])
def test_the_first_letter_holds_nothing_typed(home_page, post_office, sign_up, capacity):
    page = make_event(home_page, sign_up=sign_up, capacity=1, questions=[QUESTION])
    if not capacity:
        services.register(
            cast.pool_of(page), services.Application(name="Rosa", email="rosa@reader.example")
        )
        delivered(post_office)
    register(page)
    assert_nothing_typed(delivered(post_office))


@pytest.mark.parametrize(
    "then",
    [
        "changed", "message", "cancelled", "event cancelled", "approved", "declined",
        "moved", "given", "already", "expired", "readdressed",
    ],
)  # fmt: skip
def test_nor_does_any_later_one_while_nobody_proved_the_address(
    home_page, post_office, staff, then
):
    sign_up = {"approved": "approval", "declined": "approval", "expired": "email"}
    page = make_event(home_page, sign_up=sign_up.get(then, "instant"), questions=[QUESTION])
    one = register(page)
    delivered(post_office)
    if then == "changed":
        told.move_by_a_week(page)
    elif then == "message":
        writing.write([one.pk], subject="{greeting}", text="{greeting}", token="1", by=staff)
    elif then == "cancelled":
        services.cancel(one, by=staff)
    elif then == "event cancelled":
        services.cancel_event(one.pool, by=staff)
    elif then == "approved":
        services.approve(one, by=staff)
    elif then == "declined":
        services.decline(one, by=staff)
    elif then == "moved":
        services.move_to(one, cast.pool_of(make_event(home_page)), by=staff)
    elif then == "given":
        services.cancel(one, by=staff)
        services.give_place(one, by=staff)
    elif then == "already":
        with pytest.raises(services.AlreadyRegistered):
            services.register(one.pool, services.Application(name=NAME + "!", email=STRANGER))
    elif then == "expired":
        cast.let_hold_pass(one)
        retention.settle_holds()
    else:
        type(one).objects.update(email="mistyped@reader.example", email_key="mistyped")
        services.change(one, email=STRANGER, by=staff)
    assert_nothing_typed(delivered(post_office))


def test_who_proved_the_address_is_greeted_and_invited_by_name(home_page, post_office):
    page = make_event(home_page, sign_up="email")
    one = register(page)
    delivered(post_office)
    services.confirm_address(one)
    (letter,) = delivered(post_office)
    assert text_of(letter).startswith(f"Hello {NAME},\n")
    assert f'CN="{NAME}"' in everything_in(letter)


def test_whom_staff_wrote_down_is_greeted_by_name(home_page, post_office, staff):
    page = make_event(home_page)
    ida = services.Application(name="Ida", email=STRANGER)
    services.add_by_hand(cast.pool_of(page), ida, by=staff)
    (letter,) = delivered(post_office)
    assert text_of(letter).startswith("Hello Ida,\n")
    assert "ATTENDEE;CN=Ida;" in everything_in(letter)


def test_a_new_address_has_to_be_proved_anew(home_page, post_office, staff):
    one = register(make_event(home_page), "old@reader.example")
    services.confirm_address(one)
    delivered(post_office)
    services.change(one, email=STRANGER, by=staff)
    assert_nothing_typed(delivered(post_office))


def test_answers_are_in_no_letter_at_all(home_page, post_office):
    one = register(make_event(home_page, sign_up="email", questions=[QUESTION]))
    services.confirm_address(one)
    for letter in delivered(post_office):
        assert "Clickhere" not in everything_in(letter)


def test_a_name_cannot_end_a_line_anywhere(home_page, post_office, staff):
    page = make_event(home_page)
    name = "Ada\r\nBcc: all@reader.example\r\n\r\nEND:VCALENDAR"
    services.add_by_hand(
        cast.pool_of(page), services.Application(name=name, email=STRANGER), by=staff
    )
    (letter,) = delivered(post_office)
    assert letter["Bcc"] is None
    folded = "Hello Ada Bcc: all@reader.example END:VCALENDAR,\n"
    assert text_of(letter).startswith(folded)
