"""The footnote in Wagtail's rich text editor: between stored HTML and its content state."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    KEEP_WHITESPACE,
    InlineEntityElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from articles.citations import EMBED_TYPE

#: The entity's name inside the editor; also the command its keyboard shortcut gives.
ENTITY_TYPE = "CITATION"
#: The one character an entity stands on in the editor's text. It is never stored.
PLACEHOLDER = "†"
#: The name of the script's plugin for the editor: the keyboard shortcut.
SHORTCUT_PLUGIN = "citation-shortcut"

#: In the order in which they need each other.
SCRIPTS = (
    *("references", "library", "dialogs", "citation_order", "library_rows", "reference_rows"),
    *("new_reference", "footnote_choices", "footnote_dialog"),
    *("foreign_notes", "passages", "footnotes"),
)

#: Every word the script shows; it has none of its own.
WORDS = {
    "title": _("Footnote"),
    "titleEdit": _("Change this footnote"),
    "filter": _("Find a reference, or begin a new one"),
    "filterHelp": _(
        "Words, a DOI or a web address. Arrow keys choose, Enter takes what is marked."
    ),
    "references": _("This footnote leads to"),
    "looking": _("Looking in the library…"),
    "noMatch": _("Neither this article nor the library has these words."),
    "found": _("Found: %1 in this article, %2 in the library."),
    "library": _("From the library"),
    "libraryAway": _("The library does not answer. What this article cites is here all the same."),
    "more": _("and %s more: type another word to narrow them"),
    "writeNew": _("A new reference"),
    "writeThis": _("A new reference: “%s”"),
    "writeLink": _("A new reference to %s"),
    "note": _("Note"),
    "noteHelp": _("Plain words. Ctrl+Enter inserts."),
    "referenceTitle": _("Title of the source"),
    "authors": _("Authors"),
    "authorsHelp": _("Separated by semicolons; “et al.” for those you do not name."),
    "link": _("Web address"),
    "linkHelp": _("Or a DOI."),
    "needWords": _("Write a note or a title first."),
    "badLink": _("A web address looks like https://example.org/page."),
    "needChoice": _("Choose a reference, or write a new one."),
    "full": _("This article can hold no more references."),
    "insert": _("Insert"),
    "change": _("Change"),
    "another": _("Cite another behind it"),
    "remove": _("Remove the marker"),
    "cancel": _("Cancel"),
    "empty": _("An empty reference"),
    "marker": _("Footnote %1: %2"),
    "lost": _("Footnote without reference"),
    "lostThis": _(
        "This footnote led to “%s”, which was deleted. "
        "Choose where it shall lead, or remove the marker."
    ),
    "lostSome": _(
        "This footnote leads to a reference that is not in this article any more. "
        "Choose where it shall lead, or remove the marker."
    ),
}


class CitationFeature(EntityFeature):
    """The footnote button, its entry in the slash menu, and its shortcut (as in Word)."""

    def __init__(self) -> None:
        super().__init__(
            {"type": ENTITY_TYPE, "icon": "footnote", "description": _("Footnote (Ctrl+Alt+F)")},
            js=[f"articles/admin/{name}.js" for name in SCRIPTS],
            css={"all": ["articles/admin/footnotes.css"]},
        )

    def construct_options(self, options: dict[str, Any]) -> None:
        super().construct_options(options)
        plugins = options.setdefault("plugins", [])
        # A new dict each time: telepath would pack a shared one as a back-reference.
        plugins.append({"type": SHORTCUT_PLUGIN, "placeholder": PLACEHOLDER, "words": dict(WORDS)})


class CitationElementHandler(InlineEntityElementHandler):
    """From ``<embed embedtype="citation" …/>`` to an entity one character long."""

    mutability = "IMMUTABLE"

    def __init__(self) -> None:
        super().__init__(ENTITY_TYPE)

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"key": attrs.get("key", ""), "reference": attrs.get("reference", "")}

    def handle_endtag(self, name: str, state: Any, contentstate: Any) -> None:
        state.current_block.text += PLACEHOLDER
        # a space after a marker is a space between words
        state.leading_whitespace = KEEP_WHITESPACE
        super().handle_endtag(name, state, contentstate)


def citation_entity(props: dict[str, Any]) -> Any:
    """From the entity back to the embed; the placeholder is dropped."""
    return DOM.create_element(
        "embed",
        {
            "embedtype": EMBED_TYPE,
            "key": props.get("key") or "",
            "reference": props.get("reference") or "",
        },
    )


conversion_rule = {
    "from_database_format": {f'embed[embedtype="{EMBED_TYPE}"]': CitationElementHandler()},
    "to_database_format": {"entity_decorators": {ENTITY_TYPE: citation_entity}},
}
