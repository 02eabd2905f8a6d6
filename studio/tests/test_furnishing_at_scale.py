"""``furnish --scale``: what it takes, what it refuses, and that it says the same each time."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from wagtail.models import Page

from articles.models import ArticlePage
from studio.furnishing.beginning import is_empty
from studio.furnishing.large import library
from studio.furnishing.large.bulk import Numbers

pytestmark = pytest.mark.usefixtures("nothing_begun")


def test_the_command_writes_the_large_site_on_top_of_the_demo():
    said = StringIO()
    call_command("furnish", "--scale=0.0002", stdout=said)

    assert ArticlePage.objects.count() == 15 + 10
    assert "10 of 10 articles" in said.getvalue()
    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]

    call_command("furnish", "--scale=large", stdout=said)  # there is a site already
    assert ArticlePage.objects.count() == 15 + 10


def test_nothing_is_written_where_strangers_could_sign_in():
    with (
        override_settings(DEMO_SITE=False),
        pytest.raises(CommandError, match="development settings only"),
    ):
        call_command("furnish", "--scale=large")

    assert is_empty()


@pytest.mark.parametrize("nonsense", ["0", "2", "-1", "huge", "nan", ""])
def test_a_scale_that_is_none_is_refused(nonsense):
    with pytest.raises(CommandError, match="demo, large, or a part of large"):
        call_command("furnish", f"--scale={nonsense}")


def test_two_large_sites_of_one_size_say_the_same():
    said = []
    for _time in range(2):
        with transaction.atomic():
            said.append([source.text for source in library.stock(20, Numbers())])
            transaction.set_rollback(True)

    assert said[0] == said[1]
