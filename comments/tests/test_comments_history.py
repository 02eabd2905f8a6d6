"""What Wagtail's history says of comments: who did what, and why."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from lxml import html
from wagtail.models import ModelLogEntry

from comments import services
from comments.models import Rejection, Status
from comments.services import history
from comments.tests.cast import arrange, rule, say
from studio.tests.cast import make_article, make_staff

pytestmark = [pytest.mark.django_db]

HISTORY = reverse("wagtailadmin_reports:site_history")


@pytest.fixture
def article(index):
    return make_article(index)


@pytest.fixture
def mara(db):
    return make_staff("mara", "moderate_comment")


def told(client):
    """What the history says of comments, the newest first."""
    page = html.fromstring(client.get(HISTORY).text)
    lines = [" ".join(row.text_content().split()) for row in page.cssselect("table.listing tr")]
    return [line for line in lines if "Reader comment" in line]


def test_the_history_says_who_did_what_and_why(admin_client, article, mara):
    rule(reports_to_hold=1)
    comment = say(article, "At https://a.example/ https://b.example/ https://c.example/")
    services.decide(
        [comment],
        status=Status.REJECTED,
        by=mara,
        rejection=Rejection.ADVERTISING,
        note="The third time this week",
        via="letter",
    )
    services.undo([comment], by=mara)
    services.decide([comment], status=Status.APPROVED, by=mara)
    services.report(comment, reason="spam", reporter="a reader")
    services.decide([comment], status=Status.APPROVED, by=mara)
    comment.refresh_from_db()
    services.amend(comment, text="At last.", name=comment.name, website="", by=mara)
    services.decide([comment], status=Status.APPROVED, by=mara)

    said_of_it = told(admin_client)

    expected = [
        "Changed by a moderator",
        "Waiting → Approved · in the queue",
        "Reported by readers · Approved → Waiting",
        "Waiting → Approved · in the queue",
        "Decision undone · Rejected → Waiting",
        "Waiting → Rejected · Advertising · by a link in a letter",
        "Posted · Waiting · Not known yet, Too many links",
    ]
    for line, words in zip(said_of_it, expected, strict=True):
        assert words in line
        assert f"Reader comment {comment.pk}" in line
    notes = [str(entry.comment) for entry in history.of(comment)]
    assert notes == ["", "", "", "", "", "The third time this week", ""]
    assert ["mara" in line or "Mara Fable" in line for line in said_of_it] == [
        *(True, True, False, True, True, True, False)
    ]


def test_what_a_writer_does_stands_in_the_history(admin_client, article):
    arrange(edit_minutes=30)
    rule(moderation="none", watched="arch")
    comment = say(article, "A foot")
    services.edit(comment, text="An arch")
    services.prove(comment)
    services.take_back(comment)
    for line, words in zip(
        told(admin_client),
        [
            "Erased: nothing personal is left of it",
            "Edited by its writer · Approved → Waiting · Watched word",
            "Posted · Approved",
        ],
        strict=True,
    ):
        assert words in line


def test_after_erasing_the_history_does_not_tell_whose_account_it_was(article, mara):
    reader = make_staff("rosa")
    comment = say(article, user=reader)
    services.decide([comment], status=Status.APPROVED, by=mara)
    services.take_back(comment)
    assert not ModelLogEntry.objects.filter(user=reader).exists()
    assert list(history.of(comment).values_list("action", "user__username")) == [
        (history.ERASED, None),
        (history.DECIDED, "mara"),
        (history.POSTED, None),
    ]


def test_every_action_has_words(db):
    actions = {value for name, value in vars(history).items() if name.isupper()}
    registered = ModelLogEntry(action="").formatter  # makes Wagtail look for all of them
    assert registered is None
    for action in actions:
        entry = ModelLogEntry(action=action, data={}, timestamp=datetime.now(UTC))
        assert str(entry.message) not in ("", "Unknown " + action)
        assert str(entry.formatter.label) != ""
