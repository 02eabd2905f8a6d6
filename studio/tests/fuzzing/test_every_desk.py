"""What staff ask and send in the CMS: never 500 either, where one of our rooms answers."""

import pytest

from studio.tests.fuzzing import routes, samples
from studio.tests.fuzzing.trying import fill, forms_at, knock, misuse

pytestmark = pytest.mark.django_db

DESKS = {route.text: route for route in routes.of_our_desks()}


@pytest.mark.parametrize("text", DESKS)
def test_every_desk_of_ours_survives_whatever_is_asked(owner, text):
    knock(owner, DESKS[text], samples.of(DESKS[text]))


@pytest.mark.parametrize("text", DESKS)
def test_every_desk_of_ours_survives_other_methods_and_bodies(owner, text):
    misuse(owner, DESKS[text].filled(samples.of(DESKS[text])))


@pytest.mark.parametrize("text", DESKS)
def test_every_form_of_our_desks_survives_whatever_is_sent(owner, text):
    address = DESKS[text].opened(samples.of(DESKS[text]))
    for form in forms_at(owner, address):
        if not form.action.startswith("/admin/logout"):
            fill(owner, form)
