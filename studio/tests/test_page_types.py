"""Editors are offered what makes sense: every page type says where it may stand (law 11)."""

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Page

from events.tests import cast as events_cast
from home.models import ContactPage, HomePage, PlainPage, TeachersPage
from studio.tests import cast

pytestmark = pytest.mark.django_db

#: Type → where it may stand, what may stand below it, and how many there may be.
PLACES = {
    "home.HomePage": (
        ["wagtailcore.Page"],
        [
            "articles.ArticleIndexPage",
            "events.EventIndexPage",
            "home.ContactPage",
            "home.PlainPage",
            "home.TeachersPage",
        ],
        1,
    ),
    "home.PlainPage": (["home.HomePage", "home.PlainPage"], ["home.PlainPage"], None),
    "home.ContactPage": (["home.HomePage"], [], 1),
    "home.TeachersPage": (["home.HomePage"], [], 1),
    "articles.ArticleIndexPage": (["home.HomePage"], ["articles.ArticlePage"], 1),
    "articles.ArticlePage": (["articles.ArticleIndexPage"], [], None),
    "events.EventIndexPage": (["home.HomePage"], ["events.EventPage"], 1),
    "events.EventPage": (["events.EventIndexPage"], [], None),
}


def ours():
    return [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]


def names(models):
    return sorted(model._meta.label for model in models)


def test_every_page_type_says_itself_where_it_may_stand():
    for model in ours():
        assert {"parent_page_types", "subpage_types"} <= set(vars(model)), model


def test_the_places_of_all_page_types_are_these():
    places = {
        model._meta.label: (
            names(model.allowed_parent_page_models()),
            names(model.allowed_subpage_models()),
            model.max_count,
        )
        for model in ours()
    }

    assert places == PLACES


def offered(client, parent):
    """The types that the CMS offers to add below a page."""
    answer = client.get(reverse("wagtailadmin_pages:add_subpage", args=[parent.pk]))
    if answer.status_code == 302:  # one type: its form at once
        return [answer.url]
    return sorted(f"{app}.{model}" for _name, app, model, _help in answer.context["page_types"])


def test_below_the_front_door_the_cms_offers_what_is_missing_there(admin_client, home_page):
    assert offered(admin_client, home_page) == [
        "articles.articleindexpage",
        "events.eventindexpage",
        "home.contactpage",
        "home.plainpage",
        "home.teacherspage",
    ]

    cast.make_index(home_page)
    events_cast.make_index(home_page)
    home_page.add_child(instance=ContactPage(title="Contact", slug="contact"))
    home_page.add_child(instance=TeachersPage(title="Teachers", slug="teachers"))
    home_page.add_child(instance=PlainPage(title="About us", slug="about"))

    url = reverse("wagtailadmin_pages:add", args=["home", "plainpage", home_page.pk])
    assert offered(admin_client, home_page) == [url]


def test_there_is_one_home_page_and_none_below_another(admin_client, home_page):
    for parent in (home_page, home_page.get_parent()):
        url = reverse("wagtailadmin_pages:add", args=["home", "homepage", parent.pk])
        assert admin_client.get(url).status_code == 302
    assert HomePage.objects.count() == 1
