"""What several files of tests begin with; a file may have an event of its own."""

import pytest

from events.tests import editing
from studio.tests.cast import make_admin


@pytest.fixture
def staff():
    return make_admin()


@pytest.fixture
def form(admin_client, event):
    return editing.form_of(admin_client, event)


@pytest.fixture
def publish(admin_client, event):
    return lambda data: editing.post(admin_client, event, data, action="publish")


@pytest.fixture
def save(admin_client, event):
    return lambda data: editing.post(admin_client, event, data)
