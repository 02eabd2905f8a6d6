"""What each piece of running text is for, and how it looks, for the chooser of blocks.

Set on the block's meta rather than given to it: what a block is given stands in
migrations, and a sample is no part of the stored data.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import Block


@dataclass(frozen=True)
class Sample:
    """One plain sentence, and a value to show; or a template where a value is not enough."""

    description: str
    value: Callable[[], Any]
    template: str = ""

    def show_in(self, block: Block) -> None:
        """Let the chooser show ``block`` like this."""
        block.meta.description = self.description
        block.meta.preview_value = self.value
        if self.template:
            block.meta.preview_template = self.template


def _heading() -> dict[str, Any]:
    return {"text": _("What the feet know"), "level": "h2"}


def _paragraph() -> str:
    first = _("Stand still for a moment, and notice that you do not.")
    second = _("You sway, a little, all the time: that is how standing works.")
    ways = _("Forward"), _("And back")
    return f"<p>{first} {second}</p><ul><li>{ways[0]}</li><li>{ways[1]}</li></ul>"


def _quote() -> dict[str, Any]:
    words = _("A longer step is not a faster one.")
    return {
        "text": f"<p>{words}</p>",
        "attribution": _("Whoever said it"),
    }


def _steps() -> dict[str, Any]:
    steps = [_("Lie on your back, knees bent."), _("Breathe out, and wait.")]
    return {"title": _("A minute on the floor"), "steps": [f"<p>{step}</p>" for step in steps]}


def _callout() -> dict[str, Any]:
    text = _("Something the reader may skip, or try.")
    return {"title": _("By the way"), "text": f"<p>{text}</p>"}


def _table() -> dict[str, Any]:
    rows = [(_("Walking"), _("Two a second")), (_("Running"), _("Three a second"))]
    return {
        "caption": _("Steps of two gaits"),
        "table": {
            "columns": [
                {"type": "text", "heading": heading} for heading in (_("Gait"), _("Steps"))
            ],
            "rows": [{"values": [f"<p>{cell}</p>" for cell in row]} for row in rows],
            "caption": "",
        },
    }


def _film() -> dict[str, Any]:
    return {"url": "https://www.youtube.com/watch?v=aaaaaaaaaaa", "title": _("A walk in the snow")}


def _button() -> dict[str, Any]:
    return {"text": _("See the timetable"), "page": None, "url": "https://studio.example/"}


def _empty() -> dict[str, Any]:
    """For a block whose template says it all."""
    return {}


def _nothing() -> None:
    return None


#: By the name of the block.
SAMPLES = {
    "heading": Sample(
        gettext_lazy("A heading within the text; long articles list them."), _heading
    ),
    "paragraph": Sample(
        gettext_lazy("Running text, with lists and links. Most of a page is this."), _paragraph
    ),
    "quote": Sample(gettext_lazy("Somebody’s words that stand out, with their name."), _quote),
    "steps": Sample(gettext_lazy("Something to do, one numbered step after the other."), _steps),
    "callout": Sample(gettext_lazy("An aside in a box, beside the argument."), _callout),
    "table": Sample(
        gettext_lazy("Rows and columns; the first row says what each column holds."), _table
    ),
    "figure": Sample(
        gettext_lazy("One picture with a caption, as wide as the text or wider."),
        _empty,
        "blocks/previews/figure.html",
    ),
    "gallery": Sample(
        gettext_lazy("Two to twelve pictures side by side, with one caption."),
        _empty,
        "blocks/previews/gallery.html",
    ),
    "film": Sample(
        gettext_lazy("A film elsewhere: nothing is loaded from there before the reader asks."),
        _film,
    ),
    "button": Sample(
        gettext_lazy("A link that wants to be followed, to a page or elsewhere."), _button
    ),
    "divider": Sample(gettext_lazy("A line: a pause between two parts of the text."), _nothing),
}
