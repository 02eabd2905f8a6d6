"""A sentence to stop at: shown large, and not read aloud a second time."""

import pytest

from articles.tests.sent import tree, visible
from studio.tests import cast

pytestmark = pytest.mark.django_db

TEXT = "The arch <b>gives back</b> what it took. The pelvis sets the rhythm."


def quote(words, **fields):
    return {"type": "quote", "value": {"text": f"<p>{words}</p>", "attribution": "", **fields}}


def figures(client, index, *quotes, references=()):
    article = cast.make_article(index, body=[], references=references, publish=False)
    article.body = [{"type": "paragraph", "value": f"<p>{TEXT}</p>"}, *quotes]
    article.save_revision().publish()
    page = tree(client.get(article.url))
    return [
        (found.get("class"), found.get("aria-hidden"), visible(found))
        for found in page.cssselect("figure.quote")
    ]


def test_a_quote_stored_before_there_was_a_choice_is_a_quotation(client, index):
    assert figures(client, index, quote("Be moved.")) == [("quote", None, "Be moved.")]


def test_a_quotation_is_heard_even_where_it_repeats(client, index):
    said = quote("The arch gives back what it took.", form="quotation")
    assert [hidden for _kind, hidden, _words in figures(client, index, said)] == [None]


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        ("The arch gives back what it took.", "true"),
        ("“… gives back what it took”", "true"),
        ("The arch gives back what it <i>took</i>!", "true"),
        ("The arch gives back what it took away.", None),
        ("ives back what", None),
        ("Nobody said so.", None),
        ("…", None),
        ('The <a href="https://studio.example/">pelvis</a> sets the rhythm.', None),
    ],
)
def test_a_pull_quote_is_hidden_only_where_it_repeats_words_and_leads_nowhere(
    client, index, words, hidden
):
    ((kind, is_hidden, _words),) = figures(client, index, quote(words, form="pull"))
    assert (kind, is_hidden) == ("quote quote--pull", hidden)


def test_a_pull_quote_with_a_footnote_is_heard_since_its_marker_leads_on(client, index):
    cited = quote(f"The pelvis sets the rhythm{cast.cite('core')}.", form="pull")
    references = [{"key": "core", "title": "Core"}]
    ((_kind, hidden, words),) = figures(client, index, cited, references=references)
    assert (hidden, words) == (None, "The pelvis sets the rhythm(1).")


def test_two_pull_quotes_of_the_same_words_do_not_hide_each_other(client, index):
    twice = [quote("Said nowhere else.", form="pull")] * 2
    assert [hidden for _kind, hidden, _words in figures(client, index, *twice)] == [None, None]


def test_feeds_carry_a_pull_quote_as_a_quote(client, index):
    figures(client, index, quote("Nobody said so.", form="pull"))
    assert "Nobody said so." in client.get(f"{index.url}feed/").content.decode()
