"""Consents on the form: never ticked beforehand, and a receipt of the very words."""

import pytest

from articles.tests.sent import tree, visible
from events.content import EventConsent
from events.ledger import ConsentReceipt, ConsentVersion
from events.pages import EventPage
from events.services import consents
from events.tests import cast
from events.tests.postbox import (
    envelope,
    errors,
    only_registration,
    refused,
    send,
    typed,
    typed_by_ada,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def risk():
    return cast.make_consent("I move at my own risk.", text="Whatever happens.")


@pytest.fixture
def photos():
    return cast.make_consent("You may photograph me.")


@pytest.fixture
def event(home_page, risk, photos):
    """Nobody comes without the first; the second is theirs to choose."""
    event = cast.make_event(home_page, consents=[risk])
    event.event_consents.add(EventConsent(document=photos.document, required=False))
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def reworded(version, statement):
    return consents.publish(version.document, statement=statement, text="", by=None)


def test_no_box_is_ticked_beforehand(client, event, risk, photos):
    page = client.get(event.url)

    boxes = tree(page).cssselect("input[type=checkbox][name^=consent_]")
    assert [one.get("name") for one in boxes] == [f"consent_{risk.pk}", f"consent_{photos.pk}"]
    assert not any("checked" in one.attrib for one in boxes)
    labels = [visible(one) for one in tree(page).cssselect("label[for^=your-consent_]")]
    assert labels == ["I move at my own risk. *", "You may photograph me."]
    assert "Whatever happens." in page.text


def test_nobody_comes_without_what_is_required(client, event, risk):
    page = refused(send(client, event, **{f"consent_{risk.pk}": None}), 422)

    assert errors(page) == ["Please tick this box: nobody comes without it."]


def test_what_may_be_chosen_can_be_left_out(client, event, risk, photos):
    send(client, event, **{f"consent_{photos.pk}": None})

    assert [one.version for one in only_registration().consent_receipts.all()] == [risk]


def test_a_receipt_pins_version_and_digest(client, event, risk, photos):
    send(client, event)

    receipts = ConsentReceipt.objects.order_by("version__pk")
    assert [(one.version, one.digest) for one in receipts] == [
        (risk, ConsentVersion.digest_of("I move at my own risk.", "Whatever happens.")),
        (photos, ConsentVersion.digest_of("You may photograph me.", "")),
    ]


def test_other_words_leave_old_receipts_as_they_were(client, event, risk):
    send(client, event)
    before = list(ConsentReceipt.objects.values_list("version_id", "digest", "at"))

    new = reworded(risk, "I move at my own risk, and gladly.")

    assert new.number == 2
    assert list(ConsentReceipt.objects.values_list("version_id", "digest", "at")) == before
    risk.refresh_from_db()
    assert risk.statement == "I move at my own risk."


def test_words_that_changed_while_somebody_read_them_have_to_be_read_again(client, event, risk):
    sent = envelope(client, event) | typed_by_ada(event)
    new = reworded(risk, "I move at my own risk, and gladly.")

    page = refused(client.post(event.url, sent), 409)

    assert "please look through it once more" in errors(page)[0]
    kept = typed(page)
    assert kept[f"consent_{new.pk}"] == []  # nobody has agreed to these words
    assert kept["name"] == "Ada Arc"
    again = sent | envelope(client, event)
    refused(client.post(event.url, again), 422)
    assert client.post(event.url, again | {f"consent_{new.pk}": "on"}).status_code == 303
    assert new in [one.version for one in only_registration().consent_receipts.all()]


def test_a_consent_that_nobody_asked_for_leaves_no_receipt(client, event):
    other = cast.make_consent("I buy a carpet.")

    send(client, event, **{f"consent_{other.pk}": "on"})

    assert not other.receipts.exists()


def test_ticks_are_kept_when_something_else_was_wrong(client, event, risk, photos):
    page = refused(send(client, event, name="", **{f"consent_{photos.pk}": None}), 422)

    kept = typed(page)
    assert (kept[f"consent_{risk.pk}"], kept[f"consent_{photos.pk}"]) == (["on"], [])
