"""What Prometheus reads: figures with few labels, for whoever knows the token."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.tests.cast import say
from events.tests import cast as events_cast
from studio.models import Chore
from studio.settings.environment import PROJECT
from studio.tests.cast import make_article, make_failed_letter, write_letter
from studio.tests.served import ARTICLE, Served, copy
from studio.watching import figures, metrics

TOKEN = "a-token-of-twenty-signs-and-more"
ALLOWED = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def token(settings):
    settings.METRICS_TOKEN = TOKEN
    figures.forget()
    yield TOKEN
    figures.forget()


def read(text):
    """Each figure by its name and labels."""
    found = re.findall(r"^(studio_\w+(?:\{[^}]*\})?) (\S+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


@pytest.mark.parametrize(
    "authorization",
    ["", TOKEN, "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer é"],
)
def test_whoever_does_not_know_the_token_finds_no_such_page(
    client, home_page, token, authorization
):
    answer = client.get("/metrics", headers={"Authorization": authorization})
    assert answer.status_code == 404
    assert "studio_" not in answer.text


def test_without_a_token_nobody_finds_it(client, home_page):
    for told in ("Bearer ", "Bearer", ""):
        assert client.get("/metrics", headers={"Authorization": told}).status_code == 404


def test_it_is_never_kept_and_needs_no_name_nor_https(client, db, token, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/metrics", headers={**ALLOWED, "Host": "10.0.0.7"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.usefixtures("no_worker")
def test_what_waits_is_told_in_numbers(client, index, token):
    write_letter()
    failed = make_failed_letter()
    failed.next_attempt_at = timezone.now()
    failed.save()
    article = make_article(index)
    for number in range(2):
        say(article, f"Rosa {number}")
    assert Comment.objects.waiting().count() == 2
    event = events_cast.make_event(index.get_parent().specific)
    events_cast.register(event)

    told = read(client.get("/metrics", headers=ALLOWED).text)

    assert told['studio_letters{state="failed"}'] == 1
    assert told['studio_letters{state="waiting"}'] >= 1
    assert told["studio_letters_oldest_seconds"] >= 0
    assert told["studio_comments_waiting"] == 2
    assert sum(n for name, n in told.items() if name.startswith("studio_registrations{")) == 1
    assert told['studio_tasks{state="waiting"}'] >= 1
    assert told["studio_database_up"] == 1
    assert told["studio_database_bytes"] > 0
    assert 0 < told["studio_disk_free_bytes"] < told["studio_disk_size_bytes"]


def test_a_worker_that_never_ran_is_not_told_as_one_that_just_did(client, db, token):
    """The alert of docs/watching.md: too long ago, or absent."""
    assert "studio_worker_seen_seconds" not in read(client.get("/metrics", headers=ALLOWED).text)
    alerts = (PROJECT / "docs" / "watching.md").read_text()
    assert "studio_worker_seen_seconds > 300 or absent(studio_worker_seen_seconds)" in alerts

    Chore.objects.create(name="of-tests", done_at=timezone.now() - timedelta(minutes=6))
    figures.forget()
    assert read(client.get("/metrics", headers=ALLOWED).text)["studio_worker_seen_seconds"] >= 360


def test_the_database_is_asked_once_in_a_while_however_often_somebody_looks(
    client, db, token, django_assert_num_queries
):
    client.get("/metrics", headers=ALLOWED)
    with django_assert_num_queries(0):
        client.get("/metrics", headers=ALLOWED)


def test_a_method_that_somebody_invents_is_no_label_of_its_own():
    assert metrics.known_method("BREW") == "other"


@pytest.mark.own_database
def test_the_processes_of_gunicorn_count_together_and_name_nobody(furnished, tmp_path):
    folder = copy(furnished, tmp_path / "site")
    left = (
        folder / "metrics" / "4194304"
    )  # of a gunicorn that is no more: no process has this number
    left.mkdir(parents=True)
    (left / "counter_1.db").write_bytes(b"")
    site = Served(folder, workers=2, METRICS_TOKEN=TOKEN)
    try:
        for _ in range(30):
            assert site.ask(ARTICLE).status == 200
        assert site.ask("/rosa-fable@visitor.example/?q=rosa").status == 404
        assert site.ask("/", method="BREW").status in (404, 405)
        answer = site.ask("/metrics", **ALLOWED)
    finally:
        site.stop()

    told = read(answer.text)
    article = [
        told.get(f'studio_requests_total{{method="GET",status="2xx",view="{view}"}}', 0)
        for view in ("kept", "wagtail_serve")
    ]
    assert sum(article) == 30
    assert article[1] >= 1
    assert told['studio_requests_total{method="GET",status="4xx",view="none"}'] == 1
    assert told['studio_request_seconds_count{part="kept"}'] == article[0]
    assert told['studio_page_cache_total{result="hit"}'] == article[0]
    assert "rosa" not in answer.text.lower()
    assert "BREW" not in answer.text
    assert not left.exists()
