"""Whoever asks what is kept about an address learns nothing by asking, and asks by himself."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from comments.tests import cast
from studio.models import Letter
from studio.pictures import render_ahead
from studio.tests.cast import make_article

ASK = "/your-data/"
ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}


@pytest.fixture
def known(index):
    """The address of somebody who has commented."""
    cast.arrange(moderator_mail="never")
    return cast.say(make_article(index), name="Rosa").email


@pytest.fixture
def queue(settings):
    """Tasks wait for a worker, as in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_another_site_cannot_make_its_visitors_ask(known, client):
    answer = client.post(ASK, {"email": known}, headers=ELSEWHERE)
    assert answer.status_code == 403
    assert answer["Cache-Control"] == "private, no-store"
    assert not Letter.objects.exists()


def test_with_a_session_the_form_needs_its_token(known, admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(ASK, {"email": known}).status_code == 403
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(ASK).text)
    typed = {"email": known, "csrfmiddlewaretoken": token}
    assert client.post(ASK, typed).status_code == 303
    assert Letter.objects.count() == 1


def statements_of_asking(client, email):
    with CaptureQueriesContext(connection) as queries:
        assert client.post(ASK, {"email": email}).status_code == 303
    return [" ".join(query["sql"].split()[:4]) for query in queries]


def test_a_known_address_takes_the_work_of_an_unknown_one(known, client, queue):
    client.post(ASK, {"email": "first@elsewhere.example"})
    asked = [statements_of_asking(client, email) for email in (known, "nobody@elsewhere.example")]
    assert asked[0] == asked[1]
    assert DBTaskResult.objects.count() == 3
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_writes_the_letter_and_forgets_who_was_asked_about(
    known, client, queue, post_office
):
    for email in (known, "nobody@elsewhere.example"):
        client.post(ASK, {"email": email})
    call_command("worker", "--once")
    assert [letter["To"] for letter in post_office.taken] == [known]
    kept = str(list(DBTaskResult.objects.values()))
    assert "send_own_data_link" in kept
    assert "@" not in kept


def test_a_line_of_the_newer_kind_asks_ten_times_an_hour_from_all_its_addresses(known, queue):
    line = [f"2001:db8:0:1::{number:x}" for number in range(12)]
    answers = [Client().post(ASK, {"email": known}, REMOTE_ADDR=one) for one in line]
    assert [one.status_code for one in answers] == [303] * 10 + [429] * 2
    assert 0 < int(answers[-1]["Retry-After"]) <= 3600


def test_a_letter_does_not_wait_behind_pictures(known, client, queue):
    render_ahead.enqueue(1)
    client.post(ASK, {"email": known})
    waiting = [one.task_path.rpartition(".")[2] for one in DBTaskResult.objects.ready()]
    assert waiting == ["send_own_data_link", "render_ahead"]
