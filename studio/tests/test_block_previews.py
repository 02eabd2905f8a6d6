"""Whoever chooses a block sees what it is for and how it looks."""

import pytest
from django.apps import apps
from django.urls import reverse
from lxml import html
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.models import Page

from studio.models import StudioImage, StudioRendition

pytestmark = pytest.mark.django_db

#: Block → words its preview shows.
WORDS = {
    "heading": "What the feet know",
    "paragraph": "Stand still for a moment",
    "quote": "A longer step is not a faster one.",
    "steps": "Lie on your back, knees bent.",
    "callout": "Something the reader may skip, or try.",
    "table": "Three a second",
    "figure": "A caption says what the eye would miss.",
    "gallery": "One caption for all of them.",
    "film": "A walk in the snow",
    "button": "See the timetable",
    "divider": "",
    "offers": "From the ground up",
    "next_events": "Next at the studio",
    "latest_articles": "Lately written",
    "teachers": "Teaches running",
    "whereabouts": "Come and try",
    "voice": "stayed for the quiet",
    "call_to_action": "The first hour is free",
    "newsletter": "On letters.studio.example, not here.",
    "prices": "Ten hours valid for six months 150 EUR",
    "questions": "Am I too stiff for this?",
    "place": "Through the arch, across the yard.",
    "stored_data": "Your internet address",
    "imprint": "Register of Nowhere in Particular",
}


def every_block():
    """(page type, field, name, block) of every block an editor can choose."""
    return [
        (model._meta.label, field.name, name, block)
        for model in apps.get_models()
        if issubclass(model, Page)
        for field in model._meta.get_fields()
        if isinstance(field, StreamField) and field.model is model
        for name, block in field.stream_block.child_blocks.items()
    ]


BLOCKS = every_block()


def preview(client, block):
    return client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})


def test_the_blocks_of_all_page_types_are_known_here():
    assert {name for _model, _field, name, _block in BLOCKS} == set(WORDS)
    fields = {(model, field) for model, field, _name, _block in BLOCKS}
    assert fields == {
        ("articles.ArticlePage", "body"),
        ("events.EventPage", "body"),
        ("home.ContactPage", "body"),
        ("home.HomePage", "body"),
        ("home.PlainPage", "body"),
    }


@pytest.mark.parametrize(
    ("model", "field", "name", "block"), BLOCKS, ids=lambda value: getattr(value, "name", value)
)
def test_every_block_says_what_it_is_for_and_shows_itself(model, field, name, block, admin_client):
    description = str(block.get_description())
    assert description.endswith(".")
    assert len(description) <= 80
    assert block.is_previewable

    answer = preview(admin_client, block)

    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert WORDS[name] in " ".join(page.cssselect("main")[0].text_content().split())
    assert page.cssselect("title")[0].text == str(block.label)
    assert "studio/css/tokens" in answer.text


def test_a_preview_brings_no_script_and_no_style_of_its_own(admin_client):
    for _model, _field, _name, block in BLOCKS:
        page = html.fromstring(preview(admin_client, block).text)
        assert page.cssselect("script, style, [style], [onclick]") == []


def test_looking_at_previews_writes_nothing(admin_client):
    for _model, _field, _name, block in BLOCKS:
        preview(admin_client, block)
    assert not StudioImage.objects.exists()
    assert not StudioRendition.objects.exists()


def test_previews_are_for_whoever_enters_the_cms(client):
    block = BLOCKS[0][-1]
    assert preview(client, block).url.startswith(reverse("wagtailadmin_login"))


def test_a_forged_block_is_not_found(admin_client):
    for forged in ("", "x", "../../etc", "0\x00", "wagtail.blocks.Block"):
        assert forged not in Block.definition_registry
        url = reverse("wagtailadmin_block_preview")
        assert admin_client.get(url, {"id": forged}).status_code == 404
