"""What is chosen beside the text: authors, articles to read on, topics."""

import pytest
from lxml import html

from articles.models import ArticlePage
from articles.tests import editing
from articles.tests.editing import words
from studio.tests import cast

pytestmark = pytest.mark.django_db

BODY = [("paragraph", words("<p>The arch gives back what it took.</p>"))]


@pytest.fixture
def article(index):
    return cast.make_article(index, publish=False)


def nobodys(index):
    """A draft that has no author yet."""
    made = cast.make_article(index, publish=False)
    made.article_authors = []
    made.save()
    made.save_revision()
    return made


def draft(article):
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()


def empty_rows(relation, field, count=1):
    """Rows that were just added, as the browser posts them."""
    rows = {f"{relation}-TOTAL_FORMS": str(count), f"{relation}-INITIAL_FORMS": "0"}
    for number in range(count):
        row = f"{relation}-{number}"
        rows |= {f"{row}-id": "", f"{row}-{field}": "", f"{row}-DELETE": "", f"{row}-ORDER": "1"}
    return rows


@pytest.mark.parametrize(
    ("relation", "field"), [("article_authors", "person"), ("related_articles", "article")]
)
def test_a_row_that_was_just_added_does_not_pause_the_autosave(
    admin_client, index, relation, field
):
    article = nobodys(index)
    rows = empty_rows(relation, field, count=2)
    answer = editing.autosave(admin_client, article, body=BODY, title="Feet, anew", **rows)
    assert answer.json()["success"] is True
    stored = draft(article)
    assert (stored.title, getattr(stored, relation).count()) == ("Feet, anew", 0)


def test_a_row_that_is_filled_after_the_autosave_is_kept(admin_client, index):
    article = nobodys(index)
    pia = cast.make_person("Pia Lore", "pia-lore")
    rows = empty_rows("article_authors", "person")
    answer = editing.autosave(admin_client, article, body=BODY, **rows)
    heard = rows | answer.json()["field_updates"] | {"article_authors-0-person": str(pia.pk)}
    fields = {name: value for name, value in heard.items() if name.startswith("article_authors")}
    assert editing.autosave(admin_client, article, body=BODY, **fields).json()["success"] is True
    assert draft(article).authors == [pia]


def test_an_article_with_no_author_but_an_empty_row_is_not_published(admin_client, index):
    article = nobodys(index)
    rows = empty_rows("article_authors", "person")
    answer = editing.post(admin_client, article, body=BODY, action="publish", **rows)
    assert "An article needs an author" in answer.text
    assert not ArticlePage.objects.get(pk=article.pk).live


def boxes(client, article):
    """{topic: whether it is ticked} in the form."""
    form = html.fromstring(client.get(editing.edit_url(article)).text)
    found = form.cssselect("input[type=checkbox][name=topics]")
    return {box.get("value"): box.get("checked") is not None for box in found}


def test_every_topic_has_a_box_and_those_of_the_article_are_ticked(admin_client, index):
    feet = cast.make_topic("Feet, bare", "feet")
    cast.make_topic("Rest", "rest")
    article = cast.make_article(index, publish=False, topics=[feet])
    assert boxes(admin_client, article) == {"Feet, bare": True, "Rest": False}


def tick(client, article, topics, **fields):
    form = dict(editing.filled(client, article, body=BODY, **fields).lists())
    return client.post(editing.edit_url(article), form | {"topics": topics})


def test_ticked_topics_are_kept_and_may_be_taken_away(admin_client, article):
    for name, slug in (("Feet, bare", "feet"), ("Rest", "rest"), ("Trunk and hips", "trunk")):
        cast.make_topic(name, slug)
    tick(admin_client, article, ["Feet, bare", "Trunk and hips"])
    assert [topic.name for topic in draft(article).topic_list] == ["Feet, bare", "Trunk and hips"]

    tick(admin_client, article, [])
    assert draft(article).topic_list == []


def test_a_form_that_is_refused_keeps_what_was_ticked(admin_client, article):
    cast.make_topic("Rest", "rest")
    refused = html.fromstring(tick(admin_client, article, ["Rest"], title="").text)
    (box,) = refused.cssselect("input[type=checkbox][name=topics]")
    assert box.get("checked") is not None


def test_a_word_that_is_no_topic_makes_none(admin_client, article):
    assert tick(admin_client, article, ["Springs"]).status_code == 302
    assert draft(article).topic_list == []
