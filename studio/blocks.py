"""The pieces an editor composes a page of.

A room asks for them by ``prose_blocks`` and may add rich text features of its
own (articles add the footnote). Rendering a block never changes it: the same
block object serves every thread.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

from studio import films
from studio.block_samples import SAMPLES

#: What a sentence may hold anywhere.
INLINE_FEATURES = ("bold", "italic", "superscript", "subscript", "link", "document-link")
#: What running text may hold besides.
PARAGRAPH_FEATURES = (*INLINE_FEATURES, "ol", "ul")


class ChoiceInWordsBlock(blocks.ChoiceBlock):
    """A choice that is told by its label where versions are compared, not by what is stored."""

    def render_basic(self, value: str, context: dict | None = None) -> str:
        return str(dict(self.field.choices).get(value, value))


class HeadingBlock(blocks.StructBlock):
    """A heading within the text."""

    text = blocks.CharBlock(label=_("Text"), max_length=160)
    level = ChoiceInWordsBlock(
        label=_("Rank"),
        choices=[("h2", _("Heading")), ("h3", _("Heading below a heading"))],
        default="h2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        label_format = "{text}"


class FigureBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.RichTextBlock(label=_("Caption"), required=False)
    width = ChoiceInWordsBlock(
        label=_("Width"),
        choices=[("text", _("As wide as the text")), ("wide", _("Wider than the text"))],
        default="text",
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/figure.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side."""

    images = blocks.ListBlock(ImageBlock(), label=_("Pictures"), min_num=2, max_num=12)
    caption = blocks.RichTextBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "blocks/gallery.html"


class QuoteBlock(blocks.StructBlock):
    """Words that stand out."""

    text = blocks.RichTextBlock(label=_("Words"))
    attribution = blocks.CharBlock(label=_("Who said it"), required=False, max_length=160)
    form = ChoiceInWordsBlock(
        label=_("Form"),
        choices=[
            ("quotation", _("Quotation: what somebody said")),
            ("pull", _("Pull quote: large, a sentence to stop at")),
        ],
        default="quotation",
        help_text=_("A pull quote may repeat the text; screen readers then leave it out."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"


class StepsBlock(blocks.StructBlock):
    """Something to do, step by step."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)
    steps = blocks.ListBlock(blocks.RichTextBlock(label=_("Step")), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps to follow")
        template = "blocks/steps.html"


class CalloutBlock(blocks.StructBlock):
    """An aside in a box."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)
    text = blocks.RichTextBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Box")
        template = "blocks/callout.html"


class TableBlock(blocks.StructBlock):
    """A table whose cells hold rich text."""

    caption = blocks.CharBlock(label=_("What the table shows"), max_length=255)
    table = TypedTableBlock([("text", blocks.RichTextBlock(label=_("Text")))], label=_("Table"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"


class FilmBlock(blocks.StructBlock):
    """A film elsewhere: a link, until the visitor asks for the player.

    Nothing of the other site is loaded before, so the page needs no consent.
    """

    url = blocks.URLBlock(
        label=_("Address"), help_text=_("Of a film on YouTube or Vimeo, or of any page.")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=160)

    class Meta:
        icon = "media"
        label = _("Film or page elsewhere")
        template = "blocks/film.html"

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        context["film"] = films.recognise(value.get("url") or "")
        return context


class ButtonBlock(blocks.StructBlock):
    """A link that wants to be followed."""

    text = blocks.CharBlock(label=_("Text"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or an address"), required=False)

    class Meta:
        icon = "link"
        label = _("Button")
        template = "blocks/button.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not (self.is_deferred_validation or cleaned.get("page") or cleaned.get("url")):
            nowhere = ValidationError(_("Choose a page or type an address."))
            raise blocks.StructBlockValidationError(block_errors={"page": nowhere})
        return cleaned


def prose_blocks(extra_features: Iterable[str] = ()) -> list[tuple[str, blocks.Block]]:
    """Blocks for running text, whose every rich text also offers ``extra_features``."""
    inline = [*INLINE_FEATURES, *extra_features]
    running = [*PARAGRAPH_FEATURES, *extra_features]
    found = [
        ("heading", HeadingBlock(group=_("Words"))),
        (
            "paragraph",
            blocks.RichTextBlock(
                features=running,
                icon="pilcrow",
                label=_("Paragraphs"),
                template="blocks/paragraph.html",
                group=_("Words"),
            ),
        ),
        ("quote", QuoteBlock([("text", _rich(_("Words"), inline))], group=_("Words"))),
        (
            "steps",
            StepsBlock(
                [
                    (
                        "steps",
                        blocks.ListBlock(_rich(_("Step"), inline), label=_("Steps"), min_num=1),
                    )
                ],
                group=_("Words"),
            ),
        ),
        ("callout", CalloutBlock([("text", _rich(_("Text"), running))], group=_("Words"))),
        (
            "table",
            TableBlock(
                [
                    (
                        "table",
                        TypedTableBlock([("text", _rich(_("Text"), inline))], label=_("Table")),
                    )
                ],
                group=_("Words"),
            ),
        ),
        ("figure", FigureBlock([("caption", _caption(inline))], group=_("Pictures and films"))),
        ("gallery", GalleryBlock([("caption", _caption(inline))], group=_("Pictures and films"))),
        ("film", FilmBlock(group=_("Pictures and films"))),
        ("button", ButtonBlock(group=_("Other"))),
        (
            "divider",
            blocks.StaticBlock(
                icon="minus",
                label=_("Divider"),
                admin_text=_("A pause between two parts."),
                template="blocks/divider.html",
                group=_("Other"),
            ),
        ),
    ]
    for name, block in found:
        SAMPLES[name].show_in(block)
    return found


def _rich(label: str, features: list[str]) -> blocks.RichTextBlock:
    return blocks.RichTextBlock(label=label, features=features)


def _caption(features: list[str]) -> blocks.RichTextBlock:
    return blocks.RichTextBlock(label=_("Caption"), features=features, required=False)
