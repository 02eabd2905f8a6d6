"""A verb finds the database held by others: it tries again for a while, then says so."""

from contextlib import ExitStack

import pytest

from events import services
from events.ledger import Registration, RegistrationLog
from events.services import locking, retention
from events.tests import cast
from events.tests.test_half_way import held_by_another
from studio.models import Letter
from studio.tests.cast import make_site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return cast.make_event(make_site(), capacity=1)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Registration, RegistrationLog, Letter)
    ]


def test_a_verb_gives_up_and_has_done_nothing(event):
    ada, before = cast.register(event), everything()
    pool = cast.pool_of(event)
    caller = services.Application(name="Bo", email="bo@reader.example")
    for verb in (
        lambda: services.register(pool, caller),
        lambda: services.cancel(ada),
        lambda: services.note(ada, "Called.", by=None),
        lambda: services.erase(ada),
    ):
        with held_by_another(), pytest.raises(services.Busy):
            verb()
    assert everything() == before
    assert services.register(pool, caller).status == "waitlisted"


def test_a_verb_tries_again_once_the_others_are_done(event, monkeypatch):
    with ExitStack() as others:
        others.enter_context(held_by_another())
        # before the second attempt they let go
        monkeypatch.setattr(locking.time, "sleep", lambda seconds: others.close())
        ada = cast.register(event)
    assert Registration.objects.get() == ada
    assert cast.told(ada) == ["confirmed"]


def test_who_waited_long_is_not_made_to_wait_again(event, monkeypatch):
    waits = []
    monkeypatch.setattr(locking, "PATIENCE", 0)
    monkeypatch.setattr(locking.time, "sleep", waits.append)
    with held_by_another(), pytest.raises(services.Busy):
        cast.register(event)
    assert waits == []


def test_the_chore_leaves_a_busy_pool_to_the_next_round(event):
    first, second = cast.register(event), cast.register(event)
    Registration.objects.filter(pk=first.pk).update(
        status="offered", hold_until="2026-01-01T00:00Z"
    )
    with held_by_another():
        assert retention.settle_holds() == 1
    assert cast.status_of(first) == "offered"
    assert retention.settle_holds() == 1
    assert [cast.status_of(one) for one in (first, second)] == ["expired", "confirmed"]
