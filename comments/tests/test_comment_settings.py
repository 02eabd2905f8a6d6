"""The settings of conversations in the CMS: what they are called, and what they refuse."""

import pytest
from django.urls import reverse
from lxml import html
from wagtail.models import Site

from comments.models import CommentSettings

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def url(home_page):
    return reverse(
        "wagtailsettings:edit", args=["comments", "commentsettings", Site.objects.get().pk]
    )


def fields(**changes):
    """What a browser sends: the settings as they are saved, with these changes."""
    settings = CommentSettings.for_site(Site.objects.get())
    typed = {
        field.name: getattr(settings, field.name)
        for field in CommentSettings._meta.fields
        if field.editable and field.name != "id"
    }
    return {name: value for name, value in {**typed, **changes}.items() if value is not False}


def test_every_setting_stands_in_one_of_four_tabs(admin_client, url):
    page = html.fromstring(admin_client.get(url).text)
    # in brackets, filled by a script: how many mistakes are in the tab
    tabs = [" ".join(tab.text.split()) for tab in page.cssselect("[role=tab]")]
    assert tabs == [
        "Taking part",
        "How it looks",
        "Letters to moderators",
        "What is kept how long",
    ]
    shown = {field.get("name") for field in page.cssselect("form [name]")}
    assert set(fields()) - shown == set()


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("close_after_days", 0, 36_500),
        ("max_length", 500, 20_000),
        ("edit_minutes", 0, 1440),
        ("max_depth", 1, 10),
        ("per_page", 5, 100),
        ("network_days", 1, 365),
        ("email_days", 0, 36_500),
        ("unwanted_days", 1, 365),
    ],
)
def test_numbers_have_their_limits(admin_client, url, name, least, most):
    for value in (least, most):
        assert admin_client.post(url, fields(**{name: value})).status_code == 302
        assert getattr(CommentSettings.objects.get(), name) == value
    for value, sentence in (
        (least - 1, f"Ensure this value is greater than or equal to {least}."),
        (most + 1, f"Ensure this value is less than or equal to {most}."),
        ("soon", "Enter a whole number."),
        ("", "This field is required."),
    ):
        answer = admin_client.post(url, fields(**{name: value}))
        assert answer.status_code == 200
        assert sentence in answer.text
    assert getattr(CommentSettings.objects.get(), name) == most


@pytest.mark.parametrize(
    "name", ["speakers", "order", "form_place", "moderator_mail", "moderator_rhythm"]
)
def test_choices_are_those_that_are_offered(admin_client, url, name):
    answer = admin_client.post(url, fields(**{name: "maybe"}))
    assert answer.status_code == 200
    assert "Select a valid choice. maybe is not one of the available choices." in answer.text
