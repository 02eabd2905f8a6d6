"""Consents in the CMS: other words are another version, and no word is ever lost (E18)."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from events.ledger import ConsentDocument, ConsentReceipt, ConsentVersion
from events.tests import cast, desk
from studio.tests.cast import make_staff

pytestmark = pytest.mark.django_db

ADD = reverse("consents:add")
WORDS = {"title": "Own risk", "statement": "I move at my own risk.", "text": "All of it."}


def edit(document):
    return reverse("consents:edit", args=[document.pk])


def test_a_new_consent_has_its_first_version(admin_client, admin_user):
    admin_client.post(ADD, WORDS)
    version = ConsentVersion.objects.get()
    assert (version.number, version.statement, version.text) == (
        1,
        WORDS["statement"],
        "All of it.",
    )
    assert version.by == admin_user
    assert ConsentDocument.objects.get().current == version


def test_other_words_are_another_version_and_the_old_stay(admin_client, home_page):
    admin_client.post(ADD, WORDS)
    document = ConsentDocument.objects.get()
    event = cast.make_event(home_page, consents=[document.current])
    cast.register(event, consents=(document.current,))
    assert admin_client.get(edit(document)).context["form"]["text"].value() == "All of it."
    admin_client.post(edit(document), WORDS | {"text": "More of it."})
    old, new = ConsentVersion.objects.order_by("number")
    assert (old.text, new.text) == ("All of it.", "More of it.")
    document.refresh_from_db()
    assert document.current == new
    receipt = ConsentReceipt.objects.get()
    assert (receipt.version, receipt.digest) == (old, old.digest)


def test_the_same_words_and_another_title_are_the_same_version(admin_client):
    admin_client.post(ADD, WORDS)
    document = ConsentDocument.objects.get()
    admin_client.post(edit(document), WORDS | {"title": "Waiver"})
    document.refresh_from_db()
    assert document.title == "Waiver"
    assert ConsentVersion.objects.count() == 1


def test_all_versions_are_shown_with_how_many_agreed(admin_client, home_page):
    admin_client.post(ADD, WORDS)
    document = ConsentDocument.objects.get()
    cast.register(cast.make_event(home_page), consents=(document.current,))
    admin_client.post(edit(document), WORDS | {"statement": "I take <b>care</b>."})
    answer = admin_client.get(reverse("consents:inspect", args=[document.pk]))
    shown = desk.words_of(answer)
    for words in ("Version 2", "in use", "0 people agreed", "Version 1", "1 person agreed"):
        assert words in shown, words
    assert "All of it." in shown
    assert "<b>care" not in answer.text


@pytest.mark.parametrize("fields", [{"statement": ""}, {"title": ""}, {"statement": "x" * 301}])
def test_words_that_are_none_publish_nothing(admin_client, fields):
    admin_client.post(ADD, WORDS | fields)
    assert not ConsentDocument.objects.exists()
    assert not ConsentVersion.objects.exists()


def test_nothing_is_deleted(admin_client):
    admin_client.post(ADD, WORDS)
    document = ConsentDocument.objects.get()
    base = reverse("consents:index")
    for address in ("delete", "copy", "usage"):
        assert admin_client.get(f"{base}{address}/{document.pk}/").status_code == 404
    assert "Delete" not in desk.words_of(admin_client.get(base))
    form = admin_client.get(reverse("wagtailusers_groups:add")).text
    assert "delete consent" not in form.lower()


def test_the_list_shows_the_words_in_use(admin_client):
    admin_client.post(ADD, WORDS)
    shown = desk.words_of(admin_client.get(reverse("consents:index")))
    assert "Own risk" in shown
    assert "I move at my own risk." in shown


@pytest.mark.parametrize(
    ("permissions", "looks", "writes"),
    [
        ([], False, False),
        (["view_registration"], False, False),
        (["add_consentdocument", "change_consentdocument"], True, True),
    ],
)
def test_who_may_write_consents(client, permissions, looks, writes):
    client.force_login(make_staff("connie", *permissions))
    assert (client.get(reverse("consents:index")).status_code == 200) is looks
    client.post(ADD, WORDS)
    assert ConsentDocument.objects.exists() is writes


def test_the_history_says_who_published(admin_client, admin_user):
    admin_client.post(ADD, WORDS)
    admin_client.post(edit(ConsentDocument.objects.get()), WORDS | {"text": "More."})
    actions = list(ModelLogEntry.objects.order_by("pk").values_list("action", "label"))
    assert actions == [("wagtail.create", "Own risk"), ("wagtail.edit", "Own risk")]
