"""What staff see of the outbox, and who may do what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html
from playwright.sync_api import expect
from wagtail.models import ModelLogEntry

from studio.models import Letter
from studio.tests.accessibility import violations
from studio.tests.cast import make_failed_letter, make_staff, write_letter

pytestmark = [pytest.mark.django_db]

INDEX = reverse("letters:index")
DASHBOARD = reverse("wagtailadmin_home")


@pytest.fixture
def letter(db):
    return make_failed_letter(
        html="<p>A mat.</p><script>alert(1)</script>", headers={"X-Studio-Kind": "place"}
    )


def resend_url(letter):
    return reverse("letters:resend", args=[letter.pk])


def inspect_url(letter):
    return reverse("letters:inspect", args=[letter.pk])


@pytest.mark.parametrize(
    ("permissions", "may_look", "may_resend"),
    [
        ([], False, False),
        (["change_person"], False, False),
        (["view_letter"], True, False),
        (["resend_letter"], False, True),
        (["view_letter", "resend_letter"], True, True),
    ],
)
def test_staff_do_with_letters_what_they_may(client, letter, permissions, may_look, may_resend):
    client.force_login(make_staff("mara", *permissions))
    for url in (INDEX, reverse("letters:index_results"), inspect_url(letter)):
        assert (client.get(url).status_code == 200) is may_look
    assert (client.get(resend_url(letter)).status_code == 200) is may_resend
    if may_look:
        assert ("Send again" in client.get(INDEX).text) is may_resend
        assert ("Send again" in client.get(inspect_url(letter)).text) is may_resend
    client.post(resend_url(letter))
    letter.refresh_from_db()
    assert (letter.status == Letter.Status.WAITING) is may_resend


def test_visitors_see_no_letters(client, letter):
    for url in (INDEX, inspect_url(letter), resend_url(letter)):
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("wagtailadmin_login"))
    assert client.post(resend_url(letter)).status_code == 302
    letter.refresh_from_db()
    assert letter.status == Letter.Status.FAILED


def test_looking_changes_nothing(admin_client, letter):
    before = Letter.objects.values().get()
    for url in (INDEX, inspect_url(letter), resend_url(letter)):
        assert admin_client.get(url).status_code == 200
    assert Letter.objects.values().get() == before
    assert not ModelLogEntry.objects.exists()


def test_a_letter_sent_again_starts_anew_under_its_message_id(admin_client, admin_user, letter):
    answer = admin_client.post(resend_url(letter))
    assert answer.url == INDEX
    again = Letter.objects.get()
    assert (again.status, again.attempts) == (Letter.Status.WAITING, 0)
    assert again.message_id == letter.message_id
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user, entry.object_id) == (
        "studio.resend_letter",
        admin_user,
        str(letter.pk),
    )
    assert entry.message == "Sent again"


@pytest.mark.django_db(transaction=True)
def test_a_letter_sent_again_leaves(post_office, admin_client):
    post_office.answers.append("550 Mailbox full")
    letter = write_letter()
    admin_client.post(resend_url(letter))
    letter.refresh_from_db()
    assert letter.status == Letter.Status.SENT
    assert post_office.message_ids == [letter.message_id]


def test_a_letter_in_a_workers_hand_is_not_sent_again(admin_client):
    letter = write_letter()
    held = timezone.now() + timedelta(minutes=5)
    Letter.objects.update(attempts=1, claimed_until=held)
    answer = admin_client.post(resend_url(letter), follow=True)
    assert "This letter is being sent at this moment." in answer.text
    letter.refresh_from_db()
    assert (letter.attempts, letter.claimed_until) == (1, held)


def test_sending_again_needs_our_own_form(admin_user, letter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(resend_url(letter)).status_code == 403
    letter.refresh_from_db()
    assert letter.status == Letter.Status.FAILED


def test_a_letter_is_shown_as_text(admin_client, letter):
    page = admin_client.get(inspect_url(letter)).text
    for words in (
        "There is a mat for you.",
        "ida@visitor.example",
        "X-Studio-Kind: place",
        "451 Mailbox busy",
        letter.message_id.strip("<>"),
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ):
        assert words in page
    assert "<script>alert(1)" not in page


def test_letters_cannot_be_written_changed_or_deleted_by_staff(admin_client, letter):
    for address in (
        "new/",
        "add/",
        f"edit/{letter.pk}/",
        f"delete/{letter.pk}/",
        f"copy/{letter.pk}/",
    ):
        assert admin_client.get(INDEX + address).status_code == 404
    assert INDEX + "new/" not in admin_client.get(INDEX).text


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("", {"Waiting", "Failed", "Other"}),
        ("?status=failed", {"Failed"}),
        ("?kind=reminder", {"Other"}),
        ("?q=rosa@", {"Other"}),
        ("?q=wait", {"Waiting"}),
        ("?q=nobody", set()),
    ],
)
def test_the_list_is_filtered_and_searched(admin_client, query, subjects):
    write_letter(subject="Waiting")
    make_failed_letter(subject="Failed")
    write_letter(subject="Other", kind="reminder", to="rosa@visitor.example")
    listed = admin_client.get(INDEX + query).context["object_list"]
    assert {letter.subject for letter in listed} == subjects


def test_the_menu_leads_those_who_may_to_the_letters(client, admin_client):
    assert INDEX in admin_client.get(DASHBOARD).text
    client.force_login(make_staff("mara", "change_person"))
    assert f'"{INDEX}"' not in client.get(DASHBOARD).text


def test_groups_can_be_given_the_right_to_send_again(admin_client):
    assert "Can send letters again" in admin_client.get(reverse("wagtailusers_groups:add")).text


def test_the_list_asks_as_much_for_many_letters_as_for_one(admin_client, django_assert_num_queries):
    write_letter()
    admin_client.get(INDEX)
    with django_assert_num_queries(11):
        admin_client.get(INDEX)
    for _ in range(10):
        write_letter()
    with django_assert_num_queries(11):
        admin_client.get(INDEX)


# --- in the browser -----------------------------------------------------------


def test_the_owner_sends_a_letter_again(signed_in, live_site, post_office):
    post_office.answers.append("550 Mailbox full")
    letter = write_letter()
    signed_in.goto(live_site + DASHBOARD)
    signed_in.get_by_role("link", name="1 letter could not be sent").click()
    signed_in.get_by_role("link", name="Your place", exact=True).click()
    signed_in.get_by_role("link", name="Send again").click()
    expect(signed_in.get_by_text("550 Mailbox full")).to_be_visible()
    signed_in.get_by_role("button", name="Send again").click()
    expect(signed_in.get_by_text("The letter will leave within a minute.")).to_be_visible()
    letter.refresh_from_db()
    assert letter.status == Letter.Status.SENT


def test_the_views_of_letters_are_accessible(signed_in, live_site):
    letter = make_failed_letter()
    for url in (DASHBOARD, INDEX, inspect_url(letter), resend_url(letter)):
        signed_in.goto(live_site + url)
        assert violations(signed_in) == []


def test_moments_are_told_by_the_clock_of_the_studio_and_no_attempt_where_none_comes(
    client, admin_user, settings
):
    settings.TIME_ZONE = "Europe/Berlin"
    client.force_login(admin_user)
    letter = write_letter()
    at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    Letter.objects.update(status=Letter.Status.SENT, created_at=at, sent_at=at, next_attempt_at=at)
    page = lxml_html.fromstring(client.get(inspect_url(letter)).content)
    told = {
        term.text_content().strip().lower(): term.getnext().text_content().strip()
        for term in page.cssselect("main dt")
    }
    assert [told[name] for name in ("written", "sent at", "next attempt")] == [
        "02/07/2026 12:30 a.m.",
        "02/07/2026 12:30 a.m.",
        "–",
    ]
