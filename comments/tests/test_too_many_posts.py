"""Who posts too often is asked to wait, with all that was typed; bystanders are not counted."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Comment
from comments.tests import cast
from comments.tests.letterbox import (
    FULL,
    errors,
    refused,
    typed,
    write,
)
from studio.models import Tally

pytestmark = pytest.mark.django_db

TOO_MUCH = re.compile(
    r"That was a lot in a short time\. Please wait \d+ minutes?, then send it again\."
)


def test_who_posts_too_often_waits_and_keeps_the_form(client, article):
    cast.rule(posts_a_minute=2)
    for number in range(2):
        assert write(client, article, text=f"Number {number}.").status_code == 303

    page = write(client, article, **FULL)

    assert (page.status_code, Comment.objects.count()) == (429, 2)
    assert 0 < int(page["Retry-After"]) <= 60
    (sentence,) = errors(page)
    assert TOO_MUCH.fullmatch(sentence)
    assert (typed(page)["text"], typed(page)["remember"]) == (FULL["text"], True)
    assert write(Client(REMOTE_ADDR="203.0.113.9"), article).status_code == 303


def test_sixty_an_hour_are_enough(client, article):
    cast.rule(posts_a_minute=1000)
    write(client, article)
    hour = Tally.objects.get(ends_at__gt=timezone.now() + timedelta(minutes=30))
    Tally.objects.filter(pk=hour.pk).update(count=60)

    page = write(client, article, text="Number 61.")

    assert page.status_code == 429
    assert 3500 < int(page["Retry-After"]) <= 3600
    assert errors(page)[0].startswith("That was a lot in a short time. Please wait 60 minutes")


def test_corrections_are_not_counted(client, article):
    cast.rule(posts_a_minute=1)
    for _attempt in range(3):
        refused(write(client, article, text=""), 422)

    assert write(client, article).status_code == 303


def test_a_line_is_counted_and_not_the_addresses_it_may_choose(article):
    cast.rule(posts_a_minute=1)
    addresses = ["2001:db8:7:1::1", "2001:db8:7:1:ffff::2", "2001:db8:7:2::1"]

    answers = [
        write(Client(REMOTE_ADDR=address), article, text=address).status_code
        for address in addresses
    ]

    assert answers == [303, 429, 303]
