"""An article that its timer may not publish is told of once, and leaves the timer alone."""

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.citations import embed
from articles.models import ArticlePage
from articles.tests.linked import again
from studio.models import Letter, User
from studio.tests import cast

pytestmark = pytest.mark.django_db

WHY = (
    "The footnote after “A claim” has lost its reference, which was deleted. "
    "Choose another one, or remove the marker."
)


@pytest.fixture
def scheduled(index, admin_user):
    """A draft whose marker leads nowhere, and whose time has come; the owner scheduled it."""
    article = cast.make_article(
        index, body=[("paragraph", f"<p>A claim{embed('c9', 'gone')}</p>")], publish=False
    )
    article.save_revision(
        user=admin_user, approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    return again(article)


def keep_house():
    call_command("housekeeping", "--all", verbosity=0)


def errors(caplog):
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_schedule_that_cannot_be_kept_is_reported_once_and_taken_back(scheduled, caplog):
    keep_house()

    assert errors(caplog) == [f"Not published: page {scheduled.pk}. {WHY}"]
    assert not again(scheduled).live
    assert scheduled.revisions.filter(approved_go_live_at__isnull=False).count() == 0

    caplog.clear()
    keep_house()

    assert errors(caplog) == []


def test_whoever_set_the_date_gets_one_letter_with_the_reasons(scheduled):
    for _ in range(2):
        keep_house()

    letter = Letter.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[scheduled.pk])
    assert (letter.to, letter.subject) == (
        "admin@studio.example",
        "Not published: Training the trunk",
    )
    assert letter.text == (
        "Hello admin,\n\n“Training the trunk” was to be published now, and was not:\n\n"
        f"- {WHY}\n\n"
        "Its date has been taken back. Mend it, then publish it or set another date:\n"
        f"http://127.0.0.1:8000{edit}\n"
    )


def test_the_history_of_the_article_tells_it(admin_client, scheduled):
    keep_house()

    history = admin_client.get(reverse("wagtailadmin_pages:history", args=[scheduled.pk]))

    assert f"Scheduled draft not published: {WHY}" in history.text


@pytest.mark.parametrize("address", ["", "nowhere"])
def test_without_an_address_to_write_to_the_timer_goes_on(scheduled, index, admin_user, address):
    User.objects.filter(pk=admin_user.pk).update(email=address)
    fine = cast.make_article(index, title="Fine", publish=False)
    fine.save_revision(approved_go_live_at=timezone.now() - timedelta(seconds=1))

    keep_house()

    assert not Letter.objects.exists()
    assert again(fine).live
    assert not ArticlePage.objects.get(pk=scheduled.pk).live


def test_a_mended_article_can_be_scheduled_again_and_goes_live(scheduled, admin_user):
    keep_house()
    mended = again(scheduled).get_latest_revision_as_object()
    mended.body = [("paragraph", "<p>A claim.</p>")]
    mended.save_revision(user=admin_user, approved_go_live_at=timezone.now() - timedelta(seconds=1))

    keep_house()

    assert again(scheduled).live
