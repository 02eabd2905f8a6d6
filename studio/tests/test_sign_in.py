"""Signing in to the CMS."""

import pytest
from lxml import html as lxml_html

pytestmark = pytest.mark.django_db


def test_a_browser_is_told_which_field_is_whose(client, home_page):
    form = lxml_html.fromstring(client.get("/admin/login/").content).xpath("//form")[0]

    assert {
        field: form.inputs[field].get("autocomplete") for field in ("username", "password")
    } == {
        "username": "username",
        "password": "current-password",
    }
