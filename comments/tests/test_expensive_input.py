"""What is made to be expensive costs no more than its length, whether it is taken or refused."""

import time

import pytest

from comments import addresses, rendering
from comments.addresses import domains
from comments.models import Comment
from comments.rules import Facts, Policy, Submission, judge
from comments.tests import cast
from comments.tests.hostile import BOMBS
from comments.tests.letterbox import error_beside, errors, typed, write
from comments.words import WordList
from studio.tests.costs import cpu_seconds

pytestmark = pytest.mark.django_db

#: Times the cost of reading as much plain prose, since machines differ and are shared. Each
#: of these took hundreds of times as much before anything was bounded; the worst takes 17.
MOST = 40
#: Times the cost of posting an ordinary comment, with everything around it: the page, the database.
MOST_FOR_A_POST = 10
MARKS = "\u0301\u0323"
PROSE = ("The foot lands under the hip, and the *knee* follows it at once. " * 80)[:5000]


def cost(call, *arguments):
    """CPU seconds, with nothing remembered."""

    def anew():
        rendering._read.cache_clear()
        addresses._ascii_label.cache_clear()
        call(*arguments)

    return cpu_seconds(anew)


def letters(count):
    return "".join(chr(0x4E00 + number) for number in range(count))


def read(text):
    """All that happens to a text on its way in."""
    watching = Policy(
        watched=WordList.parse("casino"), blocked_domains=domains("shoes.example"), max_links=0
    )
    rendering.render(rendering.clean(text))
    judge(Submission(text=text), Facts(), watching)


def test_no_text_costs_more_than_its_length():
    too_much = {}
    for text in BOMBS:
        times = cost(read, text) / cost(read, PROSE)
        if times > MOST:
            too_much[text[:40]] = times

    assert too_much == {}


def test_a_fifth_of_a_megabyte_of_marks_is_tidied_in_no_time():
    assert cost(rendering.clean, "a" + MARKS * 100_000) < MOST * cost(read, PROSE)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "a" + MARKS * 50_000, "There is room for 80 characters; this has 100,001."),
        ("name", "R" * 321, "There is room for 80 characters; this has 321."),
        ("email", "r" * 100_000, "There is room for 254 characters; this has 100,000."),
        ("email", f"a@{MARKS * 50_000}", "There is room for 254 characters; this has 100,002."),
        ("text", "a" + MARKS * 50_000, "There is room for 5,000 characters; this has 100,001."),
        ("text", f"https://{letters(19_000)}.example " * 2, "There is room for 5,000 characters"),
        (
            "website",
            f"https://{letters(2000)}.example",
            "Write an address such as https://studio.example, or leave it empty.",
        ),
        (
            "website",
            f"https://{letters(70)}.example",
            "Write an address such as https://studio.example, or leave it empty.",
        ),
    ],
)
def test_what_is_far_too_long_is_refused_unread_and_kept(client, article, field, value, sentence):
    ordinary = cost(lambda: write(client, article, text=""))
    start = time.process_time()
    page = write(client, article, **{field: value})
    spent = time.process_time() - start

    assert (page.status_code, Comment.objects.count()) == (422, 0)
    assert error_beside(page, field).startswith(sentence)
    assert len(errors(page)) == 1
    assert typed(page)[field] == value
    assert spent < MOST_FOR_A_POST * ordinary


def test_what_tidying_takes_away_does_not_count(client, article):
    cast.arrange(max_length=100)
    text = "Z" + "\u0300" * 300 + "a" * 95

    assert write(client, article, text=text, name="R" + "\u200b \u0301" * 80).status_code == 422
    assert write(client, article, text=text, name="Rosa   " * 11).status_code == 303
    assert Comment.objects.get().text == "Z" + "\u0300" * 4 + "a" * 95


def test_a_text_full_of_hosts_is_posted_as_fast_as_any(client, article):
    ordinary = cost(lambda: write(client, article, text=""))
    start = time.process_time()
    answer = write(client, article, text=f"https://{letters(4900)}.example")
    spent = time.process_time() - start

    assert answer.status_code == 303
    assert spent < MOST_FOR_A_POST * ordinary
