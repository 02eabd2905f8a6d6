"""The form of a group: its permissions about comments, and the sections it moderates."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from lxml import html
from wagtail.models import Page

from comments.models import ModerationArea
from studio.tests.cast import make_article

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def article(index):
    return make_article(index)


@pytest.fixture
def group(db):
    return Group.objects.create(name="Section")


def group_url(group):
    return reverse("wagtailusers_groups:edit", args=[group.pk])


def typed(group, areas, permissions=(), before=0, deleted=()):
    """What a browser sends from the form of ``group``."""
    site_forms = ("studio_sitesettings", "studio_navigation")
    return {
        "name": group.name,
        "permissions": [permission.pk for permission in permissions],
        **{
            f"{prefix}-{name}": number
            for prefix in (
                "page_permissions",
                "collection_permissions",
                "document_permissions",
                "image_permissions",
                "collection_management_permissions",
            )
            for name, number in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MAX_NUM_FORMS", 1000))
        },
        **{f"{name}_site_permissions-sites": [] for name in site_forms},
        "moderation_areas-TOTAL_FORMS": len(areas),
        "moderation_areas-INITIAL_FORMS": before,
        "moderation_areas-MAX_NUM_FORMS": 1000,
        **{
            f"moderation_areas-{number}-page": page.pk if page else ""
            for number, page in enumerate(areas)
        },
        **{f"moderation_areas-{number}-DELETE": "on" for number in deleted},
    }


def areas_of(group):
    return [area.page_id for area in group.moderation_areas.order_by("page__path")]


def test_the_form_of_a_group_names_the_permissions_and_shows_the_sections(
    admin_client, group, article
):
    ModerationArea.objects.create(group=group, page=article.page_ptr)
    page = html.fromstring(admin_client.get(group_url(group)).text)
    words = " ".join(page.text_content().split())
    assert "Can moderate all reader comments" in words
    assert "Can moderate reader comments below their own pages" in words
    panel = page.cssselect("#moderation-areas-section")[0]
    assert "Training the trunk" in panel.text_content()
    assert "Comment rules permissions" in words
    assert "Reader comments permissions" in words


def test_sections_are_given_and_taken_in_the_form_of_a_group(admin_client, group, index, article):
    url = group_url(group)
    answer = admin_client.post(url, typed(group, [article, index]))
    assert answer.status_code == 302
    assert areas_of(group) == [index.pk, article.pk]

    answer = admin_client.post(url, typed(group, [index, article], before=2, deleted=[1]))
    assert answer.status_code == 302
    assert areas_of(group) == [index.pk]

    answer = admin_client.post(url, typed(group, [article, article], before=1))
    assert answer.status_code == 302
    assert areas_of(group) == [article.pk]


def test_a_section_without_a_page_is_told(admin_client, group, article):
    answer = admin_client.post(group_url(group), typed(group, [article, None], before=2))
    page = html.fromstring(answer.text)
    assert answer.status_code == 200
    panel = page.cssselect("#moderation-areas-section")[0]
    assert "This field is required." in panel.text_content()
    assert areas_of(group) == []


def test_a_new_group_gets_its_sections(admin_client, article):
    group = Group(name="New")
    answer = admin_client.post(reverse("wagtailusers_groups:add"), typed(group, [article]))
    assert answer.status_code == 302
    assert areas_of(Group.objects.get(name="New")) == [article.pk]


def test_permissions_are_given_in_the_form_of_a_group(admin_client, group):
    permissions = Permission.objects.filter(
        codename__in=["moderate_comment", "moderate_own_comment", "change_commentrules"]
    )
    assert permissions.count() == 3
    admin_client.post(group_url(group), typed(group, [], permissions))
    assert set(group.permissions.all()) == set(permissions)


def test_a_deleted_page_is_no_section_any_more(group, index, article):
    ModerationArea.objects.create(group=group, page=article.page_ptr)
    article.delete()
    assert not ModerationArea.objects.exists()
    assert Page.objects.filter(pk=index.pk).exists()
