"""Two new pages with one address at once: one is made, the other is refused in words."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.test.utils.form_data import querydict_from_html

from comments.tests.test_races import at_once
from home.models import PlainPage
from studio.tests import cast

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 4


def creation(address, form, owner):
    """Somebody else's browser, which posts the form."""
    client = Client()
    client.force_login(owner)
    return lambda: client.post(address, form)


def test_of_two_pages_with_one_address_at_once_one_is_made(home_page):
    owner = cast.make_admin()
    address = reverse("wagtailadmin_pages:add", args=["home", "plainpage", home_page.pk])
    reader = Client()
    reader.force_login(owner)
    empty = querydict_from_html(reader.get(address).text, form_id="page-edit-form").dict()

    for number in range(ROUNDS):
        form = empty | {"title": f"Rates {number}", "slug": f"rates-{number}", "body-count": "0"}
        answers = at_once(*[creation(address, form, owner)] * 2)
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        refused = next(answer for answer in answers if answer.status_code == 200)
        told = html.fromstring(refused.content).text_content()
        assert f"The slug 'rates-{number}' is already in use" in told
        assert PlainPage.objects.filter(slug=f"rates-{number}").count() == 1
