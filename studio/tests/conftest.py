import signal

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Page, Site

from home.models import PlainPage
from studio.tests import cast, served
from studio.tests.post_office import start


@pytest.fixture
def launch(closed_post_office, transactional_db):
    """Start one of the site's commands as a process; none survives the test."""
    started = []

    def launch_one(*command):
        process = start(*command, post_office=closed_post_office)
        started.append(process)
        return process

    yield launch_one
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.fixture
def nothing_begun(db):
    """A database as migrations leave it: Wagtail's welcome page stands where a site will begin."""
    home = cast.make_site()
    welcome = home.get_parent().add_child(instance=Page(title="Welcome", slug="welcome"))
    Site.objects.update(root_page=welcome)
    home.delete()


@pytest.fixture
def no_worker(settings):
    """Tasks are written down, as in production, and nobody runs them."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def letterbox(home_page, monkeypatch):
    """A page of a type that takes posts; it answers each with itself."""
    monkeypatch.setattr(PlainPage, "takes_posts", True)
    return home_page.add_child(instance=PlainPage(title="Letterbox", slug="letterbox"))


@pytest.fixture
def strict_client():
    """A client that is asked for its token, as browsers are."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture(scope="session")
def furnished(django_db_setup, tmp_path_factory):
    """The data of a small site on SQLite, to be copied; made once, of the tables of the tests."""
    folder = tmp_path_factory.mktemp("furnished")
    served.furnish(folder, begun=str(connection.settings_dict["NAME"]))
    return folder


@pytest.fixture
def serve(furnished, tmp_path):
    """Start gunicorn on a copy of that site; it ends with the test."""
    started = []

    def serve_one(**options):
        folder = served.copy(furnished, tmp_path / f"site-{len(started)}")
        started.append(served.Served(folder, **options))
        return started[-1]

    yield serve_one
    for one in started:
        one.stop()
