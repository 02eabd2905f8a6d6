"""What was searched for in vain: told to the owner once it is nobody's own words."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from search import misses
from search.models import Miss, Spelling
from search.tests.answers import tree, words
from studio.tests import cast

# the index is written when a transaction commits
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.every_value]

REPORT = "/admin/reports/searched-in-vain/"


def ask(client, question, visitor=1, **more):
    answer = client.get("/search/", {"q": question, **more}, REMOTE_ADDR=f"198.51.{visitor}.7")
    assert answer.status_code == 200


def told(client):
    """What stands in the report: the words and how often."""
    page = tree(client.get(REPORT))
    rows = page.cssselect(".listing tbody tr")
    return [tuple(words(cell) for cell in row.cssselect("td")[:2]) for row in rows]


def test_the_words_are_told_from_the_third_asker_on(client, admin_client, home_page):
    for visitor in (1, 2):
        ask(client, "Pilates reformer", visitor)
    assert told(admin_client) == []
    assert set(Miss.objects.values_list("text", flat=True)) == {""}

    ask(client, "pilates  REFORMER", 3)
    assert told(admin_client) == [("pilates reformer", "3")]


def test_one_visitor_counts_once_a_day(client, admin_client, home_page):
    for _again in range(5):
        ask(client, "reformer")

    assert told(admin_client) == []
    assert Miss.objects.get().times == 1


@pytest.mark.parametrize(
    "typed",
    ["juno@studio.example", "0170 1234567", "room 101", "one two three four five six", '"', "-x"],
)
def test_what_looks_like_an_address_a_number_or_a_letter_is_not_noted(client, home_page, typed):
    for visitor in (1, 2, 3):
        ask(client, typed, visitor)

    assert not Miss.objects.exists()


def test_what_is_found_or_narrowed_down_is_not_noted(client, index):
    cast.make_article(index, title="Springs")
    for visitor in (1, 2, 3):
        ask(client, "springs", visitor)
        ask(client, "reformer", visitor, type="events")

    assert not Miss.objects.exists()


def test_so_many_questions_a_day_are_noted_of_one_network(client, home_page):
    letters = "abcdefghijklmnopqrstuvwxyz"
    for letter in letters:
        ask(client, f"nothing{letter}")

    assert Miss.objects.count() == misses.QUESTIONS_A_DAY


def test_a_full_list_takes_no_more(client, home_page, monkeypatch):
    monkeypatch.setattr(misses, "MOST_KEPT", 2)
    for number, word in enumerate(("reformer", "cadillac", "barrel")):
        ask(client, word, number)

    assert Miss.objects.count() == 2


def test_it_is_forgotten_ninety_days_after_somebody_asked_last(client, home_page):
    for visitor in (1, 2, 3):
        ask(client, "reformer", visitor)
        ask(client, "cadillac", visitor)
    long_ago = timezone.localdate() - timedelta(days=91)
    Miss.objects.filter(text="reformer").update(asked_on=long_ago)

    call_command("housekeeping")

    assert [one.text for one in Miss.objects.all()] == ["cadillac"]


def test_words_that_stand_in_no_title_any_more_are_forgotten(index):
    article = cast.make_article(index, title="Trampolines")
    assert Spelling.objects.filter(word="trampolines").exists()
    article.delete()

    call_command("housekeeping")

    assert not Spelling.objects.filter(word="trampolines").exists()
    assert Spelling.objects.filter(word="articles").exists()


def test_the_report_leads_to_what_can_be_done(client, admin_client, home_page):
    for visitor in (1, 2, 3):
        ask(client, "reformer", visitor)

    links = [a.get("href") for a in tree(admin_client.get(REPORT)).cssselect(".listing td a")]

    assert links == ["/admin/searchpicks/add/?query=reformer", "/search/?q=reformer"]
    assert admin_client.get(links[0]).status_code == 200


def test_who_may_not_promote_does_not_see_it(client, home_page):
    client.force_login(cast.make_staff("wren"))
    assert client.get(REPORT).status_code == 302
    assert "in-vain" not in client.get("/admin/").content.decode()


def test_staff_who_may_promote_see_it_in_the_menu(client, home_page):
    client.force_login(cast.make_staff("wren", "add_searchpromotion"))

    assert client.get(REPORT).status_code == 200
    menu = client.get("/admin/").content.decode()
    assert re.search(r"reports/searched-in-vain/", menu)
    assert "search-terms" not in menu
