"""Nobody is written to by the hundred because somebody else types addresses (V5)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import services
from comments.models import Status, Subscription
from comments.tests import cast
from comments.tests.letters import delivered
from studio.models import Tally
from studio.tests.cast import make_article


@pytest.fixture
def article(index):
    cast.arrange(moderator_mail="never")
    return make_article(index, title="Training the trunk")


def ask(article, *words, **fields):
    fields = {"wants_letters": True, "email": "Rosa@Reader.example", **fields}
    return cast.say(article, *words, **fields)


def test_an_address_is_asked_three_times_a_day_at_most(article, post_office):
    for number in range(4):
        ask(article, f"Thought {number}")
    assert len(delivered(post_office)) == 3
    assert Subscription.objects.count() == 3


def test_labels_of_one_mailbox_win_no_further_questions(article, post_office):
    for label in ("", "+a", "+b", "+C", "+d+e"):
        ask(article, email=f"Rosa{label}@reader.example")
    assert len(delivered(post_office)) == 3


def test_dots_make_another_mailbox(article, post_office):
    for local in ("rosareader", "rosa.reader", "rosa.rea.der", "r.osareader"):
        ask(article, email=f"{local}@reader.example")
    assert len(delivered(post_office)) == 4


def test_two_hundred_readers_an_hour_are_asked_at_most(article, post_office, caplog):
    ask(article, email="first@reader.example")
    within_the_hour = Tally.objects.filter(ends_at__lt=timezone.now() + timedelta(hours=2))
    assert within_the_hour.update(count=199) == 1
    ask(article, email="last@reader.example")
    comment = ask(article, email="late@reader.example")
    assert [letter["To"] for letter in delivered(post_office)] == [
        "first@reader.example",
        "last@reader.example",
    ]
    assert comment.status == Status.WAITING
    assert "More than 200 readers an hour" in caplog.text


def test_taking_comments_back_wins_no_further_questions(article, post_office):
    came = []
    for number in range(4):
        comment = ask(article, f"Thought {number}")
        came += delivered(post_office)
        services.take_back(comment)
    assert len(came) == 3


def test_a_neighbourhood_asks_twenty_times_an_hour_at_most(article, post_office):
    for number in range(21):
        services.post(
            page=article,
            text=f"Thought {number}",
            name="Rosa",
            email=f"reader{number}@elsewhere.example",
            circumstances=services.Circumstances(network="192.0.2.0/24"),
            wants_letters=True,
        )
    assert len(delivered(post_office)) == 20
