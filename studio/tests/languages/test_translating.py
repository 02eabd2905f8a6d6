"""A page once more in another language: how it comes to be, and who may do what with it."""

import pytest
from django.urls import reverse
from wagtail.models import (
    GroupPagePermission,
    Locale,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
)

from articles.models import ArticlePage
from events.pages import EventIndexPage, EventPage
from events.tests import cast as events_cast
from home.models import HomePage
from studio.furnishing.roles import make_roles
from studio.tests import cast
from studio.tests.in_two_languages import translated

pytestmark = pytest.mark.django_db


def test_an_event_is_not_translated(admin_client, events):
    workshop, _kurs = events
    address = reverse("simple_translation:submit_page_translation", args=[workshop.pk])
    german = Locale.objects.get(language_code="de").pk
    for answer in (
        admin_client.get(address, follow=True),
        admin_client.post(address, {"locales": [german]}, follow=True),
    ):
        assert answer.redirect_chain == [
            (reverse("wagtailadmin_pages:edit", args=[workshop.pk]), 302)
        ]
        assert "An event is written in one language" in answer.content.decode()
    assert EventPage.objects.filter(translation_key=workshop.translation_key).count() == 1


def test_a_page_is_translated_after_the_one_above_it(admin_client, home, article):
    german = Locale.objects.create(language_code="de")
    address = reverse("simple_translation:submit_page_translation", args=[article.pk])
    answer = admin_client.post(address, {"locales": [german.pk]}, follow=True)
    assert answer.status_code == 200
    assert "Translate the page above this one first" in answer.content.decode()


def test_a_part_of_the_site_is_translated_without_its_events(admin_client, home, article):
    workshop = events_cast.make_event(home)
    german = Locale.objects.create(language_code="de")
    address = reverse("simple_translation:submit_page_translation", args=[home.pk])
    admin_client.post(address, {"locales": [german.pk], "include_subtree": "on"})

    copies = Page.objects.filter(locale=german).order_by("path")
    assert [(type(one.specific), one.live) for one in copies] == [
        (HomePage, False),
        (type(article.get_parent().specific), False),
        (ArticlePage, False),
        (EventIndexPage, False),
    ]
    assert list(EventPage.objects.all()) == [workshop]
    assert Page.objects.get(pk=copies.last().pk).numchild == 0


def test_what_is_copied_or_moved_into_a_part_of_the_site_is_in_its_language(
    admin_client, client, german, article
):
    index, german_index = article.get_parent(), german.get_parent()
    fields = {
        "new_title": "Copied",
        "new_slug": "copied",
        "new_parent_page": german_index.pk,
        "publish_copies": "on",
    }
    admin_client.post(reverse("wagtailadmin_pages:copy", args=[article.pk]), fields)
    copied = Page.objects.get(slug="copied")
    assert (copied.locale, client.get(copied.url).status_code) == (german.locale, 200)

    moved = cast.make_article(
        index, title="Moved", slug="moved", authors=[cast.make_person("A", "a")]
    )
    moved.move(german_index, pos="last-child")
    moved = Page.objects.get(pk=moved.pk)
    assert (moved.url, moved.locale) == ("/de/artikel/moved/", german.locale)
    assert client.get(moved.url).status_code == 200

    # where it meets its own translation both stay, as pages of their own
    article.move(german_index, pos="last-child")
    article = Page.objects.get(pk=article.pk)
    assert article.locale == german.locale
    assert article.translation_key != german.translation_key


def test_who_may_read_and_who_may_edit_goes_for_the_translation_too(home, article):
    index = article.get_parent()
    make_roles({"Editors": home.get_parent(), "Authors": index})
    translated(home, "Start", "start")
    door = PageViewRestriction.objects.create(
        page=index, restriction_type="password", password="juniper"
    )
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    WorkflowPage.objects.create(page=index, workflow=workflow)
    german_index = translated(index, "Artikel", "artikel")

    assert german_index.get_workflow() == workflow
    (copied,) = PageViewRestriction.objects.filter(page=german_index)
    assert (copied.pk == door.pk, copied.password) == (False, "juniper")
    authors = GroupPagePermission.objects.filter(group__name="Authors")
    given = {
        page.slug: set(authors.filter(page=page).values_list("permission__codename", flat=True))
        for page in (index, german_index)
    }
    may = {"add_page", "change_page"}
    assert given == {"articles": may, "artikel": may}
