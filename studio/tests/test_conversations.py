"""What readers of the demo site say hangs together, and quotes and cites what is there."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from studio.furnishing import manuscripts
from studio.furnishing.conversations import CONVERSATIONS, Said
from studio.furnishing.people import PEOPLE, SIGN_INS

ARTICLES = {script.slug: script for script in manuscripts.read_all()}
EVERYTHING = [said for conversation in CONVERSATIONS.values() for said in conversation]
BY_KEY = {said.key: said for said in EVERYTHING}
BY_READERS = [said for said in EVERYTHING if not said.user]

STATUSES = {"approved", "waiting", "spam", "rejected", "trashed", "erased"}
REJECTIONS = {"insulting", "off_topic", "advertising", "health_claim", "private", "other"}
REPORTS = {"insulting", "spam", "off_topic", "private", "other"}
LINK = re.compile(r"https?://[^\s)]+")


def ids(value):
    return getattr(value, "key", None)


def depth(said: Said) -> int:
    """1 for a comment that answers nobody."""
    return 1 + depth(BY_KEY[said.answers]) if said.answers else 1


def words(text: str) -> str:
    """Without footnotes, emphasis and the kind of quotation marks."""
    text = re.sub(r"\[@[a-z0-9-]+\]|[*]", "", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    return " ".join(re.sub(r"[“”]", '"', text.replace("’", "'")).split())


def test_every_comment_has_a_key_of_its_own():
    assert [
        key for key, count in Counter(said.key for said in EVERYTHING).items() if count > 1
    ] == []


def test_every_conversation_stands_below_an_article():
    assert set(CONVERSATIONS) <= set(ARTICLES)


@pytest.mark.parametrize("slug", CONVERSATIONS)
def test_a_conversation_is_told_in_order(slug):
    days = [said.day for said in CONVERSATIONS[slug]]

    assert days == sorted(days)
    assert days[0] >= 0


@pytest.mark.parametrize("slug", CONVERSATIONS)
def test_an_answer_follows_what_it_answers_below_the_same_article(slug):
    earlier: list[str] = []
    for said in CONVERSATIONS[slug]:
        assert not said.answers or said.answers in earlier, said.key
        earlier.append(said.key)


def test_nobody_answers_what_never_stood_on_the_page():
    shown = {said.key for said in EVERYTHING if said.status in {"approved", "erased"}}

    assert {said.answers for said in EVERYTHING if said.answers} <= shown


def test_a_thread_goes_down_to_the_sixth_level():
    assert max(depth(said) for said in EVERYTHING) == 6


def test_one_conversation_needs_more_than_one_page():
    shown = Counter(
        slug
        for slug, conversation in CONVERSATIONS.items()
        for said in conversation
        if said.status in {"approved", "erased"}
    )

    assert shown.most_common(1) == [("shoes-are-a-habit", 31)]


def test_every_tab_of_the_queue_has_something_to_see():
    assert Counter(said.status for said in EVERYTHING) == {
        "approved": 54,
        "waiting": 8,
        "spam": 6,
        "rejected": 3,
        "trashed": 1,
        "erased": 1,
    }
    assert sorted(len(said.reports) for said in EVERYTHING if said.reports) == [1, 2, 3]
    assert [said.key for said in EVERYTHING if said.before] == [
        "springs-neighbours",
        "steps-metronome-result",
        "landing-room",
    ]


def test_what_was_erased_had_been_answered():
    erased = {said.key for said in EVERYTHING if said.status == "erased"}

    assert erased == {"landing-scanner"}
    assert erased <= {said.answers for said in EVERYTHING}


@pytest.mark.parametrize("said", EVERYTHING, ids=ids)
def test_a_comment_could_have_been_posted(said):
    assert said.name.strip() == said.name != ""
    assert 0 < len(said.text) <= 5000
    assert said.text == said.text.strip()
    assert said.text != said.before
    assert "\0" not in said.text


@pytest.mark.parametrize("said", EVERYTHING, ids=ids)
def test_what_became_of_a_comment_is_something_the_site_knows(said):
    assert said.status in STATUSES
    assert {reason for reason, _note in said.reports} <= REPORTS
    if said.status == "rejected":
        assert said.rejection in REJECTIONS
        assert said.note
    else:
        assert (said.rejection, said.note) == ("", "")


@pytest.mark.parametrize("said", BY_READERS, ids=ids)
def test_a_reader_has_an_address_that_does_not_exist(said):
    assert re.fullmatch(r"[a-z]+@visitor\.example", said.email)
    assert not said.website or urlsplit(said.website).hostname.endswith(".example")


def test_one_reader_alone_goes_by_two_names():
    names: dict[str, set[str]] = {}
    for said in BY_READERS:
        names.setdefault(said.email, set()).add(said.name)

    assert [given for given in names.values() if len(given) > 1] == [{"Anton A.", "Anton Asterisk"}]


def test_whoever_speaks_for_the_studio_signs_in():
    own = [said for said in EVERYTHING if said.user]

    assert {said.user for said in own} <= set(SIGN_INS)
    assert {said.email for said in own} == {""}
    assert {said.status for said in own} == {"approved"}
    assert len({(said.user, said.name) for said in own}) == len({said.user for said in own})


def test_an_author_answers_below_articles_of_their_own():
    slugs = {person["name"]: person["slug"] for person in PEOPLE}
    answered = {
        (slug, said.user)
        for slug, conversation in CONVERSATIONS.items()
        for said in conversation
        if said.name in slugs and ARTICLES[slug].author == slugs[said.name]
    }

    assert answered == {
        ("the-arch-is-a-spring", "author"),
        ("a-longer-step-is-not-a-faster-one", "author"),
        ("training-the-trunk-in-spring", "author"),
        ("shoes-are-a-habit", "author"),
        ("the-core-is-a-conversation", "teacher"),
    }
    assert {said.name for said in EVERYTHING if said.user == "editor"} == {"Ada Colophon"}


@pytest.mark.parametrize("slug", CONVERSATIONS)
def test_a_link_leads_to_a_source_of_the_article_or_nowhere(slug):
    sources = {
        address
        for entry in ARTICLES[slug].references
        for address in (entry.get("url"), f"https://doi.org/{entry.get('doi')}")
    }
    for said in CONVERSATIONS[slug]:
        found = set(LINK.findall(f"{said.text} {said.before}")) - sources
        if said.status == "spam":
            assert all(urlsplit(link).hostname.endswith(".example") for link in found), said.key
        else:
            assert found == set(), said.key


@pytest.mark.parametrize("slug", CONVERSATIONS)
def test_what_is_quoted_stands_in_the_article(slug):
    article = words(ARTICLES[slug].source)
    for said in CONVERSATIONS[slug]:
        for line in said.text.splitlines():
            if line.startswith("> "):
                assert words(line.removeprefix("> ")) in article, said.key
