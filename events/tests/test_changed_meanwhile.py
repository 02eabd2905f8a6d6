"""Two people at the desk: what one has changed, the other does not write over unawares."""

from decimal import Decimal

import pytest

from events import services
from events.ledger import Payment
from events.tests import cast, desk

pytestmark = pytest.mark.django_db

MEANWHILE = "Somebody else has changed this meanwhile, so nothing was done."


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page, "Trunk training", price=45, questions=[{"label": "Shoe"}])


@pytest.fixture
def ada(event):
    return cast.register(event, "Ada")


def opened(client, verb, registration):
    """The page that asks, and what its hidden fields hold."""
    page = client.get(desk.url(verb, registration))
    hidden = {"seen": page.context["seen"]}
    if "token" in page.context["form"].fields:
        hidden["token"] = page.context["form"]["token"].value()
    return page, hidden


def send(client, verb, registration, **fields):
    return client.post(desk.url(verb, registration), fields)


def test_a_change_of_what_has_changed_is_asked_again_with_all_that_was_typed(
    admin_client, admin_user, ada
):
    _page, hidden = opened(admin_client, "change", ada)
    services.change(ada, name="Ada Serif", by=admin_user)
    typed = {"name": "Ada Sans", "email": ada.email}
    answer = send(admin_client, "change", ada, **hidden, **typed)
    assert answer.status_code == 409
    shown = desk.words_of(answer)
    assert MEANWHILE in shown
    assert "What is stored now: Name Ada Serif" in shown
    assert answer.context["form"]["name"].value() == "Ada Sans"
    assert cast.again(ada).name == "Ada Serif"
    again = {"seen": answer.context["seen"]}
    assert send(admin_client, "change", ada, **again, **typed).status_code == 302
    assert cast.again(ada).name == "Ada Sans"


def test_an_answer_that_its_owner_changed_is_not_written_over(admin_client, event, ada):
    (question,) = cast.pool_of(event).form.as_questions()
    _page, hidden = opened(admin_client, "change", ada)
    services.change(ada, answers={question.key: "41"})
    typed = {"name": "Ada", "email": ada.email, question.name: ""}
    answer = send(admin_client, "change", ada, **hidden, **typed)
    assert answer.status_code == 409
    assert "Shoe 41" in desk.words_of(answer)
    assert cast.again(ada).answers == {question.key: "41"}


def test_a_note_that_somebody_else_has_written_stays(admin_client, admin_user, ada):
    _page, hidden = opened(admin_client, "note", ada)
    services.note(ada, "Needs the lift.", by=admin_user)
    answer = send(admin_client, "note", ada, **hidden, text="Comes late.")
    assert answer.status_code == 409
    assert "What is stored now: Note Needs the lift." in desk.words_of(answer)
    assert answer.context["form"]["text"].value() == "Comes late."
    assert cast.again(ada).note == "Needs the lift."


def test_money_that_somebody_else_noted_is_not_noted_twice_unawares(admin_client, admin_user, ada):
    _page, hidden = opened(admin_client, "pay", ada)
    services.pay(ada, amount=Decimal(45), reference="7", by=admin_user)
    answer = send(admin_client, "pay", ada, **hidden, amount="45")
    assert answer.status_code == 409
    assert "What is stored now: Still owed paid" in desk.words_of(answer)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("change", {"name": "Ada Sans"}),
        ("note", {"text": "Comes late."}),
        ("pay", {"amount": "20"}),
        ("pay", {"amount": "20", "reference": "receipt 8"}),
    ],
)
def test_what_has_not_changed_is_done_at_once(admin_client, ada, verb, fields):
    _page, hidden = opened(admin_client, verb, ada)
    sent = {"email": ada.email, **hidden, **fields}
    assert send(admin_client, verb, ada, **sent).status_code == 302
    if verb == "pay":  # and the second click is the same payment
        assert send(admin_client, verb, ada, **sent).status_code == 302
        assert Payment.objects.count() == 1


def test_something_else_that_happened_keeps_nobody_from_a_change(admin_client, admin_user, ada):
    _page, hidden = opened(admin_client, "change", ada)
    services.note(ada, "Needs the lift.", by=admin_user)
    answer = send(admin_client, "change", ada, **hidden, name="Ada Sans", email=ada.email)
    assert answer.status_code == 302
    assert (cast.again(ada).name, cast.again(ada).note) == ("Ada Sans", "Needs the lift.")
