"""A cache of others, which cannot see tables, is told what to ask for again: a real server."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from home.models import PlainPage
from studio.tests import cast


@pytest.fixture
def forgotten_by(settings, django_capture_on_commit_callbacks):
    """What it is told to forget by something that is done, when it is committed."""
    told = []

    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self):
            told.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    address = f"http://127.0.0.1:{server.server_port}"

    def by(do):
        settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": backend, "LOCATION": address}}
        told.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do()
        return set(told)

    yield by
    server.shutdown()
    server.server_close()


@pytest.fixture
def article(index):
    return cast.make_article(index, title="Arches")


def test_publishing_tells_of_the_page_its_list_and_the_front_door(article, forgotten_by):
    told = forgotten_by(lambda: article.save_revision().publish())

    assert {"/", "/articles/", "/articles/feed/", "/articles/arches/"} <= told


def test_unpublishing_tells_the_same(article, forgotten_by):
    told = forgotten_by(article.unpublish)

    assert {"/", "/articles/", "/articles/feed/", "/articles/arches/"} <= told


def test_moving_tells_of_the_old_and_the_new_address_of_all_below(home_page, forgotten_by):
    above = home_page.add_child(instance=PlainPage(title="Above", slug="above"))
    other = home_page.add_child(instance=PlainPage(title="Other", slug="other"))
    above.add_child(instance=PlainPage(title="Below", slug="below"))
    above.refresh_from_db()
    other.refresh_from_db()

    told = forgotten_by(lambda: above.move(other, pos="last-child"))

    assert {"/above/", "/above/below/", "/other/above/", "/other/above/below/"} <= told


def test_sorting_tells_nobody(home_page, forgotten_by):
    first = home_page.add_child(instance=PlainPage(title="First", slug="first"))
    second = home_page.add_child(instance=PlainPage(title="Second", slug="second"))
    first.refresh_from_db()

    assert forgotten_by(lambda: first.move(second, pos="right")) == set()
