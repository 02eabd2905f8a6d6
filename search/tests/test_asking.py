"""Phrases, exclusion, accents, narrowing down, and the passage that answers."""

import datetime

import pytest
from django.db import transaction
from lxml import html

from events.models import EventPage
from events.tests import cast as events
from home.models import PlainPage
from search.tests.answers import heading, marked, offers, titles, tree, words
from studio.tests import cast

# the index is written when a transaction commits
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.every_value]


def article(index, title, text="<p>Elastic recoil.</p>", **fields):
    return cast.make_article(index, title=title, body=[("paragraph", text)], **fields)


def ask(client, question, **more):
    return client.get("/search/", {"q": question, **more})


def test_words_between_quotation_marks_stand_in_a_row(client, index):
    article(index, "In a row", "<p>The elastic recoil of a tendon.</p>")
    article(index, "Apart", "<p>Elastic ribs, no recoil.</p>")

    assert sorted(titles(ask(client, "elastic recoil"))) == ["Apart", "In a row"]
    assert titles(ask(client, '"elastic recoil"')) == ["In a row"]
    assert titles(ask(client, '"Elastic-Recoil" tendon')) == ["In a row"]
    assert titles(ask(client, '"elastic recoil')) == ["In a row"]  # the other mark is still to come


def test_a_word_behind_a_minus_is_on_no_answer(client, index):
    article(index, "Tendons", "<p>Elastic recoil.</p>")
    article(index, "Ribs", "<p>Elastic breathing.</p>")

    assert titles(ask(client, "elastic -recoil")) == ["Ribs"]
    assert titles(ask(client, "-recoil elastic")) == ["Ribs"]
    assert titles(ask(client, 'elastic -"elastic breathing"')) == ["Tendons"]
    assert titles(ask(client, "-elastic")) == []  # everything else is no answer


def test_a_hyphen_within_a_word_excludes_nothing(client, index):
    article(index, "Well-being")

    assert titles(ask(client, "well-being")) == ["Well-being"]
    assert titles(ask(client, "well being")) == ["Well-being"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Füße", "fusse"),
        ("Füße", "FÜSSE"),
        ("Fusse", "füße"),
        ("crème brûlée", "creme brulee"),
        ("creme", "crème"),
        ("smørrebrød", "smorrebrod"),
        ("Łódź", "lodz"),
        ("Việt", "viet"),
        ("Ｆｕｌｌ", "ｆｕｌｌ"),
        ("Движение", "движение"),
        ("kinesiology日本語", "kinesiology日本語"),
        ("5km 10.5 H2O", "h2o"),
    ],
)
def test_accents_and_capitals_do_not_matter(client, index, written, asked):
    article(index, "Found", f"<p>About {written} and more.</p>")

    assert titles(ask(client, asked)) == ["Found"]
    assert titles(ask(client, f'"about {asked.split()[0]}"')) in (["Found"], [])


def test_a_phrase_is_found_across_accents(client, index):
    article(index, "Found", "<p>Der große Fuß ruht.</p>")

    assert titles(ask(client, '"grosse fuss"')) == ["Found"]


def test_what_has_the_words_in_its_title_comes_first(client, index):
    article(index, "Recoil", "<p>Of a tendon.</p>")
    article(index, "Another", "<p>Recoil of something.</p>")

    assert titles(ask(client, "recoil")) == ["Recoil", "Another"]


@pytest.fixture
def shelf(home_page, index):
    """Articles of two topics, two people and two years, an event, and a plain page."""
    juno, running = cast.make_person(), cast.make_topic()
    breath = cast.make_topic("Breath", "breath")
    other = cast.make_person("Wren Otter", "wren-otter")
    old, new = datetime.date(2019, 5, 4), datetime.date(2024, 5, 4)
    article(index, "Springs", topics=[running], authors=[juno], published_on=old)
    article(index, "Ribs", topics=[running, breath], authors=[other], published_on=new)
    with transaction.atomic():  # as the CMS does: what is indexed is whole
        events.make_event(home_page, title="Elastic weekend", teachers=[juno])
    home_page.add_child(instance=PlainPage(title="Elastic bands", introduction="Bands."))


def test_answers_are_told_apart_by_kind_topic_person_and_year_with_their_number(client, shelf):
    answer = ask(client, "elastic")

    assert set(offers(answer, "kind")) == {"Articles 2", "Events 1", "Other pages 1"}
    assert set(offers(answer, "topic")) == {"Running 2", "Breath 1"}
    assert set(offers(answer, "person")) == {"Juno Fable 2", "Wren Otter 1"}
    assert set(offers(answer, "year")) == {"2019 1", "2024 1"}


@pytest.mark.parametrize(
    ("drawer", "offer", "found"),
    [
        ("kind", "Articles 2", ["Ribs", "Springs"]),
        ("kind", "Events 1", ["Elastic weekend"]),
        ("kind", "Other pages 1", ["Elastic bands"]),
        ("topic", "Running 2", ["Ribs", "Springs"]),
        ("topic", "Breath 1", ["Ribs"]),
        ("person", "Juno Fable 2", ["Elastic weekend", "Springs"]),
        ("year", "2019 1", ["Springs"]),
    ],
)
def test_each_offer_leads_to_as_many_answers_as_it_says(client, shelf, drawer, offer, found):
    address = offers(ask(client, "elastic"), drawer)[offer]

    assert sorted(titles(client.get(f"/search/{address}"))) == found


def test_what_is_chosen_can_be_combined_and_taken_back(client, shelf):
    running = ask(client, "elastic", topic="running")
    both = client.get("/search/" + offers(running, "year")["2024 1"])

    assert titles(both) == ["Ribs"]
    chosen = [words(a) for a in tree(both).cssselect(".narrowing [aria-current]")]
    assert [one.split()[0] for one in chosen] == ["Running", "2024"]
    back = next(address for name, address in offers(both, "topic").items() if "Running" in name)
    assert back == "?q=elastic&year=2024"


def test_another_question_keeps_what_it_is_narrowed_to(client, shelf):
    form = tree(ask(client, "elastic", topic="running", type="articles")).cssselect("main form")[0]

    assert dict(form.form_values()) == {"q": "elastic", "type": "articles", "topic": "running"}


def test_a_topic_person_or_year_that_does_not_exist_finds_nothing(client, shelf):
    for narrowed in ({"topic": "nonsense"}, {"person": "nobody"}, {"year": "1066"}):
        assert titles(ask(client, "elastic", **narrowed)) == []
    assert len(titles(ask(client, "elastic", year="19th"))) == 4  # that is no year
    assert len(titles(ask(client, "elastic", type="nonsense"))) == 4


def test_a_page_filed_elsewhere_is_found_there_once_it_is_published(client, index, shelf):
    springs = index.get_children().get(title="Springs").specific
    springs.published_on = datetime.date(2021, 1, 1)
    springs.save_revision().publish()

    assert titles(ask(client, "elastic", year="2021")) == ["Springs"]
    assert titles(ask(client, "elastic", year="2019")) == []


def test_the_passage_that_answers_is_shown_with_the_words_marked(client, index):
    before, after = "<p>" + "Quiet words. " * 60 + "</p>", "<p>" + "More of them. " * 60 + "</p>"
    article(index, "Feet", before + "<p>The fascia of the Föot stretches.</p>" + after)

    answer = ask(client, "foot fascia")

    passage = words(tree(answer).cssselect(".result__summary")[0])
    assert "The fascia of the Föot stretches." in passage
    assert (passage[0], passage[-1]) == ("…", "…")
    assert len(passage) < 260
    assert marked(answer) == ["fascia", "Föot"]


def test_the_words_under_which_a_page_is_filed_are_shown_to_nobody(client, shelf):
    for address in ("/search/?q=elastic", "/search/?q=recoil&topic=running"):
        assert "filed" not in html.fromstring(client.get(address).content).text_content()


def test_no_comma_stands_behind_a_sentence_that_has_ended(client, index):
    body = [("paragraph", "<p>The foot ends.</p>"), ("paragraph", "<p>A fascia begins.</p>")]
    cast.make_article(index, title="Feet", standfirst="Below.", body=body)

    (passage,) = tree(ask(client, "fascia")).cssselect(".result__summary")

    assert "The foot ends. A fascia begins." in words(passage)


def test_nothing_of_a_passage_is_markup(client, index):
    article(index, "A <b>bold</b> recoil", "<p>if a &lt;script&gt;recoil&lt;/script&gt; b</p>")

    page = ask(client, "recoil").content.decode()

    assert "<script>recoil" not in page
    assert "A &lt;b&gt;bold&lt;/b&gt; <mark>recoil</mark>" in page


def test_more_words_than_count_are_passed_over(client, index):
    article(index, "Found", "<p>one two three four five six seven eight nine ten eleven twelve</p>")
    twelve = "one two three four five six seven eight nine ten eleven twelve"

    assert titles(ask(client, twelve)) == ["Found"]
    assert titles(ask(client, f"{twelve} thirteen")) == ["Found"]
    assert heading(ask(client, "thirteen")) == "No page for “thirteen”"


def test_events_are_pages_of_their_own_kind(client, shelf):
    assert EventPage.objects.count() == 1
    assert titles(ask(client, "weekend", type="events")) == ["Elastic weekend"]
