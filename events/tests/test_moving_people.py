"""Somebody who is moved: what is missing at the other event is said before it happens."""

import pytest

from events.choices import Status
from events.ledger import Registration
from events.tests import cast, desk

pytestmark = pytest.mark.django_db

SHOE, LUNCH = {"label": "Shoe size"}, {"label": "Lunch?"}
ALLERGY = {"label": "Any allergy?", "required": True}


def key_of(page, label):
    return next(one.key for one in cast.pool_of(page).form.as_questions() if one.label == label)


def move(client, registration, page, **fields):
    return client.post(
        desk.url("move", registration), {"event": cast.pool_of(page).pk, **fields}, follow=True
    )


def test_what_gets_lost_and_what_is_missing_is_said_and_nobody_moved_yet(admin_client, home_page):
    consent, photo = cast.make_consent("I move at my own risk."), cast.make_consent("Photos: yes.")
    here = cast.make_event(home_page, "Here", questions=[SHOE, LUNCH], consents=[consent])
    shoe = key_of(here, "Shoe size")
    ada = cast.register(here, "Ada", answers={shoe: "41"}, consents=(consent,))
    there = cast.make_event(home_page, "There", questions=[ALLERGY], consents=[consent, photo])
    answer = move(admin_client, ada, there)
    assert answer.status_code == 200
    shown = desk.words_of(answer)
    assert "Nobody has been moved yet." in shown
    assert "They have not agreed to this, which everybody there has to: “Photos: yes.”" in shown
    assert "They have not answered this, which everybody there has to: Any allergy?" in shown
    assert "which is not asked there; the answers stay behind: Shoe size" in shown
    assert "own risk" not in shown
    assert "Lunch" not in shown
    assert cast.status_of(ada) == Status.CONFIRMED
    done = move(admin_client, ada, there, seen=cast.pool_of(there).pk)
    assert desk.said(done) == ["Ada is moved."]
    assert Registration.objects.get(pool=cast.pool_of(there)).status == Status.CONFIRMED


def test_what_was_looked_at_for_one_event_is_not_said_of_another(admin_client, home_page):
    ada = cast.register(cast.make_event(home_page, "Here"), "Ada")
    there = cast.make_event(home_page, "There", questions=[ALLERGY])
    move(admin_client, ada, there)
    other = cast.make_event(home_page, "Other", questions=[{"label": "Size?", "required": True}])
    answer = move(admin_client, ada, other, seen=cast.pool_of(there).pk)
    assert "Size?" in desk.words_of(answer)
    assert cast.status_of(ada) == Status.CONFIRMED


def test_where_nothing_is_lost_one_click_moves(admin_client, home_page):
    ada = cast.register(cast.make_event(home_page, "Here", questions=[SHOE]), "Ada")
    there = cast.make_event(home_page, "There", questions=[LUNCH])
    assert desk.said(move(admin_client, ada, there)) == ["Ada is moved."]


def test_a_question_that_is_not_asked_of_them_is_not_missing(admin_client, home_page):
    questions = [
        {"label": "Lunch?", "field_type": "checkbox"},
        {**ALLERGY, "depends_label": "Lunch?", "depends_value": "yes"},
    ]
    ada = cast.register(cast.make_event(home_page, "Here"), "Ada")
    there = cast.make_event(home_page, "There", questions=questions)
    assert desk.said(move(admin_client, ada, there)) == ["Ada is moved."]


def test_a_newer_version_of_a_consent_is_another_consent(admin_client, home_page, admin_user):
    consent = cast.make_consent("I move at my own risk.")
    ada = cast.register(cast.make_event(home_page, "Here"), "Ada", consents=(consent,))
    newer = cast.consents.publish(
        consent.document, statement="I really do.", text="", by=admin_user
    )
    there = cast.make_event(home_page, "There", consents=[newer])
    assert "“I really do.”" in desk.words_of(move(admin_client, ada, there))
