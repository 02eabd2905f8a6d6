"""When the dashboard warns of letters, and whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from studio.models import Letter
from studio.tests.cast import make_failed_letter, make_staff, write_letter

pytestmark = [pytest.mark.django_db]

INDEX = reverse("letters:index")
DASHBOARD = reverse("wagtailadmin_home")


@pytest.fixture
def letter(db):
    return make_failed_letter()


def set_age(minutes):
    then = timezone.now() - timedelta(minutes=minutes)
    Letter.objects.update(created_at=then, waiting_since=then)


def test_the_alarm_rings_for_letters_that_wait_longer_than_ten_minutes(admin_client):
    for _ in range(3):
        write_letter()
    set_age(9)
    assert "do not leave" not in admin_client.get(DASHBOARD).text
    set_age(11)
    Letter.objects.update(last_error="ConnectionRefusedError <b>111</b>")
    page = admin_client.get(DASHBOARD).text
    assert "3 letters do not leave" in page
    assert "Last answer: ConnectionRefusedError &lt;b&gt;111&lt;/b&gt;" in page
    assert f'href="{INDEX}?trouble=late"' in page


def test_the_alarm_rings_for_letters_that_failed_within_two_weeks(admin_client, letter):
    page = admin_client.get(DASHBOARD).text
    assert "1 letter could not be sent" in page
    assert f'href="{INDEX}?trouble=failed"' in page
    Letter.objects.update(next_attempt_at=timezone.now() - timedelta(days=15))
    assert "could not be sent" not in admin_client.get(DASHBOARD).text


def test_the_alarm_rings_only_for_those_who_may_see_letters(client, letter):
    client.force_login(make_staff("mara"))
    assert "could not be sent" not in client.get(DASHBOARD).text


def test_without_trouble_there_is_no_alarm(admin_client):
    write_letter()
    assert "today__line--urgent" not in admin_client.get(DASHBOARD).text


def test_a_letter_sent_again_waits_from_then_on(admin_client, no_worker, letter):
    then = timezone.now() - timedelta(days=3)
    Letter.objects.update(created_at=then, waiting_since=then, next_attempt_at=then)

    admin_client.post(reverse("letters:resend", args=[letter.pk]))

    assert "today__line--urgent" not in admin_client.get(DASHBOARD).text
    set_age(11)
    assert "1 letter does not leave" in admin_client.get(DASHBOARD).text
