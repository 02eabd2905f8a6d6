"""The demo site is written whole or not at all, and never where strangers could sign in."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import override_settings
from wagtail.models import Site

from studio.furnishing.beginning import is_empty
from studio.furnishing.site import furnish
from studio.models import StudioImage

pytestmark = pytest.mark.usefixtures("nothing_begun")


def test_a_furnishing_that_breaks_off_leaves_nothing():
    def break_off(step):
        if step.startswith("Article 3"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        furnish(break_off)

    assert is_empty()
    assert StudioImage.objects.count() == 0


def test_the_demo_site_is_refused_where_strangers_could_sign_in():
    with (
        override_settings(DEMO_SITE=False),
        pytest.raises(CommandError, match="development settings only"),
    ):
        call_command("furnish")

    assert is_empty()


def test_an_empty_site_begins_with_its_name_its_address_and_its_roles(client, db):
    with override_settings(BASE_URL="https://moves.example"):
        call_command("begin", "Moves & Co")

    site = Site.objects.get(is_default_site=True)
    assert site.root_url == "https://moves.example"
    assert set(Group.objects.values_list("name", flat=True)) >= {"Editors", "Authors"}
    for address in ("/", "/articles/", "/events/", "/contact/"):
        response = client.get(address, headers={"host": "testserver"})
        assert response.status_code == 200, address
        assert "Moves &amp; Co" in response.content.decode()
        assert f'<link rel="canonical" href="https://moves.example{address}">' in (
            response.content.decode()
        )


def test_a_site_that_has_begun_is_not_begun_again(home_page):
    with pytest.raises(CommandError, match="has begun here already"):
        call_command("begin", "Another")
