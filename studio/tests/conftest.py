import signal

import pytest
from django.test import Client

from home.models import PlainPage
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
