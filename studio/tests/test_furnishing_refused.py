"""The demo site is written whole or not at all, and never where strangers could sign in."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from studio.furnishing.site import furnish, is_empty
from studio.models import StudioImage

pytestmark = pytest.mark.django_db


def test_a_furnishing_that_breaks_off_leaves_nothing(db):
    def break_off(step):
        if step.startswith("Article 3"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        furnish(break_off)

    assert is_empty()
    assert StudioImage.objects.count() == 0


def test_the_demo_site_is_refused_where_strangers_could_sign_in(db):
    with (
        override_settings(DEMO_SITE=False),
        pytest.raises(CommandError, match="development settings only"),
    ):
        call_command("furnish")

    assert is_empty()
