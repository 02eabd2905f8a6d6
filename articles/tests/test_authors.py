"""Who wrote an article stays among the people for as long as the article names them."""

import html

import pytest
from django.urls import reverse

from articles.models import ArticleAuthor
from articles.tests.linked import again
from studio.models import Person
from studio.tests import cast

LIST = reverse("wagtailsnippets_studio_person:list")


@pytest.fixture
def juno(db):
    return cast.make_person()


@pytest.fixture
def pia(db):
    return cast.make_person("Pia Lore", "pia-lore")


def deletion(person):
    return reverse("wagtailsnippets_studio_person:delete", args=[person.pk])


def bulk_deletion(*people):
    url = reverse("wagtail_bulk_action", args=["studio", "person", "delete"])
    return f"{url}?next={LIST}&" + "&".join(f"id={person.pk}" for person in people)


def told(answer):
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("ask", ["get", "post"])
def test_an_author_is_not_deleted_and_the_editor_reads_which_articles_it_is_about(
    admin_client, index, juno, ask
):
    cast.make_article(index, title="On feet", authors=[juno])
    cast.make_article(index, title="On breath", authors=[juno])

    answer = getattr(admin_client, ask)(deletion(juno), follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert (
        "“Juno Fable” was not deleted: the name stands below “On breath” and “On feet”. "
        "Give these articles another author first."
    ) in told(answer)
    assert Person.objects.get() == juno


def test_a_long_refusal_names_five_articles_and_counts_the_others(admin_client, index, juno):
    for number in range(7):
        cast.make_article(index, title=f"Part {number}", authors=[juno])

    answer = admin_client.post(deletion(juno), follow=True)

    assert "“Part 0”, “Part 1”, “Part 2”, “Part 3”, “Part 4” and 2 more." in told(answer)


def test_the_author_of_a_draft_is_not_deleted_either(admin_client, index, juno, pia):
    article = cast.make_article(index, title="On feet", authors=[juno])
    draft = again(article)
    draft.article_authors = [ArticleAuthor(person=pia)]
    draft.save_revision()

    answer = admin_client.post(deletion(pia), follow=True)

    assert "“Pia Lore” was not deleted: the name stands below “On feet”." in told(answer)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert admin_client.get(edit).status_code == 200


def test_deleting_several_people_deletes_nobody_when_one_is_an_author(
    admin_client, index, juno, pia
):
    cast.make_article(index, title="On feet", authors=[juno])

    answer = admin_client.post(bulk_deletion(juno, pia), follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert "“Juno Fable” was not deleted" in told(answer)
    assert "Pia Lore” was not" not in told(answer)
    assert list(Person.objects.all()) == [juno, pia]


def test_people_who_wrote_nothing_are_deleted(admin_client, index, juno, pia):
    third = cast.make_person("Rosa Quill", "rosa-quill")
    cast.make_article(index, authors=[juno])

    admin_client.post(deletion(pia))
    admin_client.post(bulk_deletion(third))

    assert Person.objects.get() == juno
