"""What staff do with one registration: each verb asks first, acts once, and says why it cannot."""

from decimal import Decimal

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from events import services
from events.choices import Status
from events.ledger import Payment, Registration, RegistrationLog
from events.services import history
from events.tests import cast, desk
from studio.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home_page):
    return cast.make_event(home_page, "Trunk training", capacity=1, price=45)


@pytest.fixture
def evening(home_page):
    return cast.make_event(home_page, "Evening", sign_up="approval", capacity=5)


def do(client, verb, registration, **fields):
    return client.post(desk.url(verb, registration), fields, follow=True)


def last(registration):
    return RegistrationLog.objects.filter(registration=registration.pk).last()


def kinds(registration):
    """The letters about it, in their order."""
    letters = Letter.objects.filter(to=registration.email).order_by("pk")
    return [letter.kind.removeprefix("registration: ") for letter in letters]


def token_of(client, registration):
    return client.get(desk.url("pay", registration)).context["form"]["token"].value()


@pytest.mark.parametrize(
    "verb", ["approve", "decline", "cancel", "move", "note", "pay", "change", "erase", "give"]
)
def test_looking_changes_nothing(admin_client, evening, verb):
    ada = cast.register(evening, "Ada")
    Registration.objects.update(price=5)
    before = Registration.objects.values().get(), RegistrationLog.objects.count()
    admin_client.get(desk.url(verb, ada))
    admin_client.head(desk.url(verb, ada))
    assert (Registration.objects.values().get(), RegistrationLog.objects.count()) == before


def test_approving_gives_the_place_and_tells_it(admin_client, admin_user, evening):
    ada = cast.register(evening, "Ada")
    answer = do(admin_client, "approve", ada)
    assert desk.said(answer) == ["Ada is approved."]
    assert cast.status_of(ada) == Status.CONFIRMED
    assert (last(ada).verb, last(ada).by) == (history.APPROVED, admin_user)
    assert kinds(ada) == ["waits_for_approval", "confirmed"]


@pytest.mark.parametrize("verb", ["approve", "decline"])
def test_who_decides_reads_the_answers_first(admin_client, home_page, verb):
    page = cast.make_event(home_page, sign_up="approval", questions=[{"label": "Why you?"}])
    (question,) = cast.pool_of(page).form.as_questions()
    ada = cast.register(page, "Ada", answers={question.key: "I dance."})
    shown = desk.words_of(admin_client.get(desk.url(verb, ada)))
    assert "Why you? I dance." in shown


def test_who_has_no_address_has_to_be_called(admin_client, evening):
    ada = cast.register(evening, "Ada")
    called = "There is no e-mail address: nobody is told unless you call them."
    assert called not in desk.words_of(admin_client.get(desk.url("approve", ada)))
    Registration.objects.update(email="", email_key="")
    assert called in desk.words_of(admin_client.get(desk.url("approve", ada)))


@pytest.mark.parametrize("verb", ["decline", "cancel", "give", "move", "note"])
def test_staff_are_told_who_reads_their_words(admin_client, home_page, verb):
    page = cast.make_event(home_page, capacity=1)
    cast.fill_up(page)
    ada = cast.register(page, "Ada")
    shown = desk.words_of(admin_client.get(desk.url(verb, ada)))
    assert "The person can read this in the copy of their data." in shown


def test_a_second_click_says_that_nothing_was_done(admin_client, evening):
    ada = cast.register(evening, "Ada")
    do(admin_client, "approve", ada)
    answer = do(admin_client, "approve", ada)
    assert desk.said(answer) == ["Nothing was done: the registration is in another state by now."]
    assert kinds(ada) == ["waits_for_approval", "confirmed"]


def test_declining_keeps_the_reason_for_staff(admin_client, evening):
    ada = cast.register(evening, "Ada")
    do(admin_client, "decline", ada, reason="Came late last time")
    assert cast.status_of(ada) == Status.REJECTED
    assert last(ada).reason == "Came late last time"
    letter = Letter.objects.filter(to=ada.email).latest("pk")
    assert "late last time" not in letter.text + letter.html


def test_cancelling_hands_the_place_on_and_tells_both(admin_client, event):
    ada, bo = cast.register(event, "Ada"), cast.register(event, "Bo")
    do(admin_client, "cancel", ada, tells="on", reason="Rang up")
    assert (cast.status_of(ada), cast.status_of(bo)) == (Status.CANCELLED, Status.CONFIRMED)
    assert kinds(ada) == ["confirmed", "cancelled_by_studio"]
    assert kinds(bo) == ["waitlisted", "confirmed"]


def test_cancelling_tells_nobody_where_the_box_is_not_ticked(admin_client, event):
    ada = cast.register(event, "Ada")
    do(admin_client, "cancel", ada)
    assert cast.status_of(ada) == Status.CANCELLED
    assert kinds(ada) == ["confirmed"]


def test_a_place_beyond_the_number_of_places_takes_a_tick_and_a_reason(admin_client, event):
    cast.register(event, "Ada")
    bo = cast.register(event, "Bo")
    answer = admin_client.post(desk.url("give", bo), {"tells": "on"})
    assert answer.status_code == 409
    assert "Tick the box" in desk.words_of(answer)
    answer = admin_client.post(desk.url("give", bo), {"overbook": "on"})
    assert answer.status_code == 422
    assert "please say why" in desk.words_of(answer)
    assert cast.status_of(bo) == Status.WAITLISTED
    answer = do(admin_client, "give", bo, overbook="on", reason="Teaches next week", tells="on")
    assert desk.said(answer) == ["Bo has a place."]
    assert (last(bo).verb, last(bo).reason) == (history.OVERBOOKED, "Teaches next week")


def test_somebody_who_cancelled_can_be_given_a_place_again(admin_client, event):
    ada = cast.register(event, "Ada")
    services.cancel(ada)
    do(admin_client, "give", ada, tells="on")
    assert cast.status_of(ada) == Status.CONFIRMED


def test_moving_ends_one_and_tells_of_the_new_place(admin_client, home_page):
    event = cast.make_event(home_page, "Morning")
    other = cast.make_event(home_page, "Later")
    ada = cast.register(event, "Ada")
    answer = do(admin_client, "move", ada, event=cast.pool_of(other).pk)
    new = Registration.objects.get(pool=cast.pool_of(other))
    assert desk.said(answer) == ["Ada is moved."]
    assert answer.redirect_chain[-1][0] == desk.url("inspect", new)
    assert (cast.status_of(ada), new.status) == (Status.CANCELLED, Status.CONFIRMED)
    assert kinds(ada) == ["confirmed", "confirmed"]


def test_moving_to_a_full_event_needs_a_reason_and_leaves_everything_until_then(
    admin_client, home_page, event
):
    full = cast.make_event(home_page, "Full", capacity=1, waiting="none")
    cast.fill_up(full)
    ada = cast.register(event, "Ada")
    pool = cast.pool_of(full).pk
    assert admin_client.post(desk.url("move", ada), {"event": pool}).status_code == 409
    assert cast.status_of(ada) == Status.CONFIRMED
    do(admin_client, "move", ada, event=pool, overbook="on", reason="Our mistake")
    assert cast.status_of(ada) == Status.CANCELLED
    assert cast.pool_of(full).registrations.filter(status=Status.CONFIRMED).count() == 2


def test_nobody_is_moved_to_a_cancelled_event(admin_client, admin_user, home_page, event):
    off = cast.make_event(home_page, "Off")
    services.cancel_event(cast.pool_of(off), by=admin_user)
    ada = cast.register(event, "Ada")
    answer = admin_client.post(desk.url("move", ada), {"event": cast.pool_of(off).pk})
    assert answer.status_code == 422
    assert cast.status_of(ada) == Status.CONFIRMED


def test_a_note_is_for_staff(admin_client, event):
    ada = cast.register(event, "Ada")
    do(admin_client, "note", ada, text="Comes late.")
    assert cast.again(ada).note == "Comes late."
    assert last(ada).verb == history.NOTED
    assert "late" not in str(last(ada).data)
    assert kinds(ada) == ["confirmed"]


def test_a_payment_proposes_what_is_owed_and_counts_once(admin_client, event):
    ada = cast.register(event, "Ada")
    form = admin_client.get(desk.url("pay", ada)).context["form"]
    assert form["amount"].value() == Decimal(45)
    sent = {"amount": "20", "token": form["token"].value()}
    for _click in range(2):
        answer = do(admin_client, "pay", ada, **sent)
    assert desk.said(answer) == ["The payment of Ada is noted."]
    payment = Payment.objects.get()
    assert (payment.amount, payment.reference[:10]) == (Decimal(20), f"{ada.reference}-")
    assert "Owes 25.00 EUR" in desk.words_of(answer)
    assert [entry.verb for entry in ada.log.all()].count(history.PAID) == 1


def test_the_reference_of_somebody_elses_payment_is_refused(admin_client, home_page, event):
    ada = cast.register(event, "Ada")
    bo = cast.register(cast.make_event(home_page, price=45), "Bo")
    do(admin_client, "pay", ada, amount="45", reference="7", token=token_of(admin_client, ada))
    answer = admin_client.post(
        desk.url("pay", bo),
        {"amount": "45", "reference": "7", "token": token_of(admin_client, bo)},
    )
    assert answer.status_code == 409
    assert "somebody else’s payment" in desk.words_of(answer)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("amount", ["0", "-5", "x", "1e9", "5.001"])
def test_an_amount_is_money(admin_client, event, amount):
    ada = cast.register(event, "Ada")
    sent = {"amount": amount, "token": token_of(admin_client, ada)}
    assert admin_client.post(desk.url("pay", ada), sent).status_code == 422
    assert not Payment.objects.exists()


def test_staff_put_a_name_and_answers_right(admin_client, home_page):
    event = cast.make_event(
        home_page,
        questions=[
            {"label": "Shoe", "required": True},
            {"label": "Colour", "field_type": "radio", "choices": "Red\nBlue"},
        ],
    )
    shoe, colour = (one["key"] for one in cast.pool_of(event).form.questions)
    ada = cast.register(event, "Ada", answers={shoe: "41", colour: "Red", "gone": "kept"})
    form = admin_client.get(desk.url("change", ada)).context["form"]
    assert form[f"q_{shoe}"].value() == "41"
    sent = {"name": "Ada Em", "email": ada.email, f"q_{shoe}": "", f"q_{colour}": "Blue"}
    answer = do(admin_client, "change", ada, **sent)
    assert desk.said(answer) == ["The registration of Ada is changed."]
    ada = cast.again(ada)
    assert (ada.name, ada.answers) == ("Ada Em", {colour: "Blue", "gone": "kept"})
    assert last(ada).data == {"fields": ["name", "answers"]}


def test_an_answer_that_is_no_longer_offered_stays_until_another_is_chosen(admin_client, home_page):
    question = {"label": "Colour", "field_type": "dropdown", "choices": "Red\nBlue"}
    event = cast.make_event(home_page, questions=[question])
    key = cast.pool_of(event).form.questions[0]["key"]
    ada = cast.register(event, "Ada", answers={key: "Green"})
    sent = {"name": "Ada Em", "email": ada.email, f"q_{key}": ""}
    do(admin_client, "change", ada, **sent)
    assert cast.again(ada).answers == {key: "Green"}


def test_a_new_address_is_told_and_the_old_links_are_dead(admin_client, event):
    ada = cast.register(event, "Ada", email="adda@reader.example")
    old = set(ada.manage_links.values_list("pk", flat=True))
    do(admin_client, "change", ada, name="Ada", email="ada@reader.example")
    ada = cast.again(ada)
    assert (ada.email, ada.email_key) == ("ada@reader.example", "ada@reader.example")
    assert kinds(ada) == ["confirmed"]
    assert not old & set(ada.manage_links.values_list("pk", flat=True))
    assert ada.manage_links.count() == 1


def test_an_address_that_has_a_place_already_is_refused_beside_its_field(admin_client, home_page):
    event = cast.make_event(home_page)
    ada = cast.register(event, "Ada")
    cast.register(event, "Bo", email="bo@reader.example")
    answer = admin_client.post(
        desk.url("change", ada), {"name": "Ada", "email": "BO@reader.example"}
    )
    assert answer.status_code == 409
    assert answer.context["form"].errors.keys() == {"email"}
    assert cast.again(ada).email == ada.email


def test_places_are_given_back_and_hand_on(admin_client, home_page):
    event = cast.make_event(home_page, capacity=2, largest_party=2)
    ada, bo = cast.register(event, "Ada", seats=2), cast.register(event, "Bo")
    do(admin_client, "change", ada, name="Ada", email=ada.email, seats="1")
    assert cast.again(ada).seats == 1
    assert cast.status_of(bo) == Status.CONFIRMED


def test_erasing_is_asked_twice_and_logged_without_a_name(admin_client, event):
    ada = cast.register(event, "Ada Colophon")
    assert admin_client.post(desk.url("erase", ada)).status_code == 422
    assert cast.again(ada).name == "Ada Colophon"
    answer = do(admin_client, "erase", ada, sure="on")
    assert desk.said(answer) == ["The person is forgotten."]
    assert cast.again(ada).name == ""
    assert "(forgotten)" in desk.words_of(answer)
    entry = ModelLogEntry.objects.get(action="events.erase")
    assert entry.message == f"Erased the person of registration {ada.reference}"
    assert "Ada" not in f"{entry.label} {entry.data} {entry.message}"


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (Status.CONFIRMED, {"pay", "write", "note", "change", "move", "cancel", "erase"}),
        (
            Status.PENDING_APPROVAL,
            {"approve", "decline", "pay", "write", "note", "change", "move", "cancel", "erase"},
        ),
        (
            Status.WAITLISTED,
            {"decline", "give", "pay", "write", "note", "change", "move", "cancel", "erase"},
        ),
        (Status.CANCELLED, {"give", "pay", "write", "note", "erase"}),
    ],
)
def test_buttons_are_those_that_make_sense(admin_client, home_page, state, verbs):
    event = cast.make_event(home_page, price=5)
    ada = cast.register(event, "Ada")
    Registration.objects.update(status=state, queue_number=1)
    buttons = admin_client.get(desk.url("inspect", ada)).context["buttons"]
    assert {button["name"] for button in buttons} == verbs
    for button in buttons:
        assert admin_client.get(button["url"]).status_code == 200


def test_nothing_is_done_with_the_forgotten_but_noting_money(admin_client, event):
    ada = services.erase(cast.register(event, "Ada"))
    buttons = admin_client.get(desk.url("inspect", ada)).context["buttons"]
    assert {button["name"] for button in buttons} == {"pay"}


def test_nobody_edits_or_deletes_a_row(admin_client, event):
    ada = cast.register(event, "Ada")
    for view in ("edit", "delete", "history"):
        assert admin_client.get(f"{desk.INDEX}{view}/{ada.pk}/").status_code == 404


def test_names_stand_in_no_title_and_no_history_of_the_cms(admin_client, evening):
    ada = cast.register(evening, "Ada Colophon")
    for view in ("inspect", "approve"):
        title = admin_client.get(desk.url(view, ada)).text.partition("</title>")[0]
        assert "Colophon" not in title
    do(admin_client, "approve", ada)
    do(admin_client, "note", ada, text="Colophon is late")
    entries = ModelLogEntry.objects.values_list("label", "data")
    assert "Colophon" not in str(list(entries))
    assert "Colophon" not in admin_client.get(reverse("wagtailadmin_reports:site_history")).text


def test_where_a_button_leads_back_to_is_on_this_site(admin_client, evening):
    ada = cast.register(evening, "Ada")
    back = f"{desk.INDEX}?event={ada.pool_id}"
    answer = admin_client.post(desk.url("approve", ada), {"next": back})
    assert answer.url == back
    bo = cast.register(evening, "Bo")
    answer = admin_client.post(desk.url("approve", bo), {"next": "https://evil.example/"})
    assert answer.url == desk.url("inspect", bo)
