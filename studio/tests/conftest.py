import signal

import pytest

from studio.tests.post_office import PostOffice, start


@pytest.fixture
def closed_post_office(settings):
    """The site sends by SMTP to a port where nobody is; ``open()`` changes that."""
    office = PostOffice()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    settings.EMAIL_TIMEOUT = 5
    yield office
    office.close()


@pytest.fixture
def post_office(closed_post_office):
    """A real SMTP server to which the site sends."""
    closed_post_office.open()
    return closed_post_office


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
