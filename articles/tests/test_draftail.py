"""What Wagtail's editor reads and writes back: the stored HTML, unchanged."""

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from articles.citations import EMBED_TYPE, embed
from studio.blocks import PARAGRAPH_FEATURES

M = embed("c1", "core")
N = embed("c2", "feet")


@pytest.fixture
def converter():
    return ContentstateConverter([*PARAGRAPH_FEATURES, EMBED_TYPE])


@pytest.mark.parametrize(
    "inner",
    [
        f"<p>word{M}</p>",
        f"<p>{M}word</p>",
        f"<p>{M}</p>",
        f"<p>word{M}, and so on{N}.</p>",
        f"<p>word{M} and on</p>",
        f"<p>word {M} and on</p>",
        f"<p>word{M}{N} on</p>",
        f"<p>so <b>bold</b>{M} on</p>",
        f"<p>so {M}<b>bold</b></p>",
        f"<p>so <b>bo</b>{M}<b>ld</b></p>",
        f"<p>so <i>leaning</i>{M}; <b>bold</b>{N}</p>",
        f'<p>see <a href="https://example.org/">this</a>{M}.</p>',
        f"<ul><li>one{M}</li><li>two</li></ul>",
        f"<ol><li>one</li><li>{M}two{N}</li></ol>",
        f"<p>first<br/>second{M}</p>",
        f"<p>(in brackets{M}) “quoted{N}”</p>",
        f"<p>one{M}</p><p>two{embed('c3', 'core')}</p>",
        "<p>no marker</p>",
    ],
)
def test_html_in_is_html_out(converter, inner):
    stored = inner
    for number, tag in enumerate(["<p>", "<li>"]):
        stored = stored.replace(tag, f'{tag[:-1]} data-block-key="b{number}">')

    assert converter.to_database_format(converter.from_database_format(stored)) == stored


def test_a_marker_inside_bold_words_is_not_bold_itself(converter):
    stored = f'<p data-block-key="b">so <b>bo{M}ld</b></p>'

    assert converter.to_database_format(converter.from_database_format(stored)) == (
        f'<p data-block-key="b">so <b>bo</b>{M}<b>ld</b></p>'
    )


def test_an_entity_stands_on_one_character_and_is_immutable(converter):
    state = json.loads(converter.from_database_format(f"<p>word{M}, on</p>"))

    assert state["blocks"][0]["text"] == "word†, on"
    assert state["blocks"][0]["entityRanges"] == [{"key": 0, "offset": 4, "length": 1}]
    assert state["entityMap"]["0"] == {
        "type": "CITATION",
        "mutability": "IMMUTABLE",
        "data": {"key": "c1", "reference": "core"},
    }


def test_hostile_keys_stay_inside_their_attributes(converter):
    hostile = embed('"><script>alert(1)</script>', "'&<b>")
    stored = f'<p data-block-key="b">word{hostile}</p>'

    back = converter.to_database_format(converter.from_database_format(stored))

    assert "<script" not in back
    assert converter.from_database_format(back) == converter.from_database_format(stored)


def test_an_embed_without_attributes_is_a_marker_without_reference(converter):
    stored = '<p data-block-key="b">word<embed embedtype="citation"/></p>'

    back = converter.to_database_format(converter.from_database_format(stored))

    assert back == f'<p data-block-key="b">word{embed("", "")}</p>'


def test_an_entity_without_data_is_a_marker_without_reference(converter):
    state = {
        "blocks": [
            {
                "key": "b",
                "text": "word†",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 4, "length": 1, "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": "CITATION", "mutability": "IMMUTABLE", "data": {}}},
    }

    stored = converter.to_database_format(json.dumps(state))

    assert stored == f'<p data-block-key="b">word{embed("", "")}</p>'


def test_three_hundred_markers_come_back_in_order(converter):
    words = " ".join(f"word{embed(f'c{n}', 'core')}" for n in range(300))
    stored = f'<p data-block-key="b">{words}</p>'

    assert converter.to_database_format(converter.from_database_format(stored)) == stored
