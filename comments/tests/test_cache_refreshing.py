"""Approval, not posting, refreshes caches: a real server takes what the site sends it."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from comments import services
from comments.models import Status
from comments.tests import cast
from studio.tests.cast import make_article


@pytest.fixture
def cache(settings):
    """A cache in front of the site: the addresses it was asked to forget."""
    forgotten = []

    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self):
            forgotten.append(f"{self.headers['Host']}{self.path}")
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.WAGTAILFRONTENDCACHE = {
        "default": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": f"http://127.0.0.1:{server.server_port}",
        }
    }
    yield forgotten
    server.shutdown()
    server.server_close()


@pytest.fixture
def article(index):
    return make_article(index)


@pytest.fixture
def forgotten_by(cache, django_capture_on_commit_callbacks):
    """What the cache is asked to forget by something that is done, when it is committed."""

    def by(do, *args, **kwargs):
        cache.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do(*args, **kwargs)
        return sorted(cache)

    return by


@pytest.fixture
def stale(article):
    """The addresses under which an approved comment below the article shows.

    What an article has below its own address is forgotten with it.
    """
    files = ("bibtex", "csl-json", "ris")
    return [
        f"testserver{article.url}",
        *(f"testserver{article.url}references/{name}/" for name in files),
        "testserver/comments/feed/",
        f"testserver/comments/feed/{article.pk}/",
    ]


def test_a_flood_of_posts_that_wait_refreshes_nothing(article, forgotten_by):
    assert forgotten_by(lambda: [cast.say(article) for _ in range(5)]) == []


def test_spam_and_rejections_of_what_nobody_saw_refresh_nothing(article, forgotten_by):
    comment = cast.say(article)
    for status in (Status.REJECTED, Status.SPAM, Status.TRASHED):
        decide = {"status": status, "by": cast.make_moderator()}
        assert forgotten_by(services.decide, [comment], **decide) == []


def test_approval_refreshes_the_page_and_its_feeds(article, forgotten_by, stale):
    assert forgotten_by(cast.approve, cast.say(article)) == stale


def test_approval_refreshes_the_other_pages_of_comments(article, forgotten_by, stale):
    cast.arrange(per_page=5)
    for number in range(6):
        cast.said(article, text=f"One more, number {number}.")
    second = f"testserver{article.url}?comments=2"
    assert forgotten_by(cast.approve, cast.say(article)) == sorted([*stale, second])


def test_a_post_that_appears_at_once_refreshes_the_page(article, forgotten_by, stale):
    cast.rule(moderation="none")
    assert forgotten_by(cast.say, article) == stale


def test_what_goes_refreshes_the_page(article, forgotten_by, stale):
    gone = cast.said(article)
    trash = {"status": Status.TRASHED, "by": cast.make_moderator()}
    assert forgotten_by(services.decide, [gone], **trash) == stale
    assert forgotten_by(services.take_back, cast.said(article)) == stale


def test_reports_refresh_the_page_when_they_hold_the_comment(article, forgotten_by, stale):
    cast.rule(reports_to_hold=2)
    comment = cast.said(article)
    assert forgotten_by(services.report, comment, reason="other", reporter="a") == []
    assert forgotten_by(services.report, comment, reason="other", reporter="b") == stale


def test_many_approvals_refresh_each_page_once(article, forgotten_by, stale):
    comments = [cast.say(article) for _ in range(10)]
    approve = {"status": Status.APPROVED, "by": cast.make_moderator()}
    assert forgotten_by(services.decide, comments, **approve) == stale


def test_what_is_taken_back_by_the_database_refreshes_nothing(article, cache):
    comment = cast.say(article)
    cast.approve(comment)  # in the test's own transaction, which never commits
    assert cache == []


def test_without_a_cache_nothing_is_set_to_work(article, django_capture_on_commit_callbacks):
    cast.arrange(moderator_mail="never")
    comment = cast.say(article)
    with django_capture_on_commit_callbacks() as callbacks:
        cast.approve(comment)
    # but that our own page cache counts what was written
    assert {call.__qualname__ for call in callbacks} == {"_Commit.count"}
