"""Lists of articles as they grow: what stands in them, in which order, how many there are."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from articles.models import ArticlePage
from articles.models.index_pages import ARTICLES_PER_PAGE
from studio.tests import cast

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def of_days(index, *ago, **fields):
    """Articles published so many days ago; their titles say when."""
    return [
        cast.make_article(
            index,
            title=f"Of day {days}",
            published_on=TODAY - datetime.timedelta(days=days),
            **fields,
        )
        for days in ago
    ]


def titles(articles):
    return [article.title for article in articles]


def test_a_list_counts_what_everybody_may_read_and_ends_there(client, index):
    of_days(index, *range(ARTICLES_PER_PAGE + 1))
    cast.make_article(index, title="A draft", publish=False)
    private = cast.make_article(index, title="Secret")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert index.specific.count() == index.specific.articles().count() == ARTICLES_PER_PAGE + 1
    last = client.get(f"{index.url}?page=2")
    assert titles(last.context["articles"]) == [f"Of day {ARTICLES_PER_PAGE}"]
    assert client.get(f"{index.url}?page=3").status_code == 404


def test_the_newest_stand_first_and_of_one_day_the_last_made(index):
    of_days(index, 2, 0, 1)
    cast.make_article(index, title="Of today, too", published_on=TODAY)

    listed = titles(index.specific.articles())

    assert listed == ["Of today, too", "Of day 0", "Of day 1", "Of day 2"]


def test_a_list_holds_its_own_articles_and_no_other_lists(home_page, index):
    other = cast.make_index(
        home_page.add_child(instance=type(home_page)(title="Other", hero_heading="Other"))
    )
    (ours,), (_theirs,) = of_days(index, 1), of_days(other, 2)

    assert titles(index.specific.articles()) == ["Of day 1"]
    assert titles(ArticlePage.objects.beside(ours)) == ["Of day 1"]


def test_an_article_of_two_topics_is_found_once_and_topics_without_any_not_at_all(index):
    running, rest = cast.make_topic(), cast.make_topic("Rest", "rest")
    cast.make_topic("Nothing yet", "nothing")
    of_days(index, 1, topics=[running, rest])
    cast.make_article(index, title="A draft", publish=False, topics=[cast.make_topic("X", "x")])

    found = ArticlePage.objects.about_any([running.pk, rest.pk])

    assert titles(found) == ["Of day 1"]
    assert set(index.specific.topics()) == {running, rest}
