"""The guides of ``docs/`` in the CMS, for those who work in it and have no copy of the source."""

import re
import struct
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from studio.settings.environment import PROJECT

URL_NAME = "studio_guide"
PICTURE_URL = "studio_guide_picture"
FOLDER = PROJECT / "docs"
#: The files, without their ending, and for whom each is; the first is where one begins.
GUIDES = {
    "editors": gettext_lazy("Writing and publishing"),
    "events": gettext_lazy("Events and the people who come"),
    "moderation": gettext_lazy("Comments of readers"),
    "privacy": gettext_lazy("What is kept about people"),
    "operating": gettext_lazy("Running the site"),
}
_PICTURE = re.compile(r"[a-z0-9-]+\.png")

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def is_here() -> bool:
    """Whether the guides were installed with the site."""
    return (FOLDER / f"{next(iter(GUIDES))}.md").is_file()


def anchor(heading: str) -> str:
    """The name of a heading in addresses, as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")


def read(path: Path) -> tuple[str, SafeString, list[tuple[str, str]]]:
    """The title of a guide, its HTML, and the names and anchors of its parts."""
    tokens = _markdown.parse(path.read_text(encoding="utf-8"))
    title, parts = path.stem, []
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _words(tokens[number + 1])
            token.attrSet("id", anchor(words))
            if token.tag == "h1":
                title = words
                token.hidden = tokens[number + 2].hidden = True
                tokens[number + 1].children = []
            elif token.tag == "h2":
                parts.append((words, anchor(words)))
        elif token.type == "inline":
            token.children = _led_here(token.children or [])
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return title, mark_safe(html), parts  # noqa: S308 - our own files, rendered without raw HTML


def _words(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


def _led_here(tokens: list[Token]) -> list[Token]:
    """Links and pictures as they stand in the CMS; a link to what is not here keeps its words."""
    kept, is_dropped = [], False
    for token in tokens:
        if token.type == "link_open":
            address = _address(str(token.attrs["href"]))
            is_dropped = not address
            token.attrSet("href", address)
        elif token.type == "image":
            name = str(token.attrs["src"]).rpartition("/")[2]
            token.attrSet("src", reverse(PICTURE_URL, args=[name]))
            token.attrSet("loading", "lazy")
            width, height = _size(FOLDER / "pictures" / name)
            token.attrSet("width", width)
            token.attrSet("height", height)
        if not (is_dropped and token.type in ("link_open", "link_close")):
            kept.append(token)
    return kept


def _size(path: Path) -> tuple[int, int]:
    """How wide and high a PNG is, or nothing moves what was jumped to when it arrives."""
    with path.open("rb") as picture:
        return struct.unpack(">16x2L", picture.read(24))


def _address(written: str) -> str:
    """Where a link of a guide leads from the CMS; empty where that is only in the source."""
    if re.match(r"[a-z]+:|#", written):
        return written
    name, _hash, part = written.partition("#")
    if name.startswith("pictures/"):
        return reverse(PICTURE_URL, args=[name.rpartition("/")[2]])
    if name.removesuffix(".md") not in GUIDES:
        return ""
    return reverse(URL_NAME, args=[name.removesuffix(".md")]) + (f"#{part}" if part else "")


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """One guide; whoever may sign in may read all of them."""

    page_title = gettext_lazy("Guide to this site")
    header_icon = "help"
    template_name = "studio/admin/guide.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, name: str = next(iter(GUIDES)), **kwargs: Any) -> dict[str, Any]:
        path = FOLDER / f"{name}.md"
        if name not in GUIDES or not path.is_file():
            raise Http404(_("This guide is not here."))
        title, html, parts = read(path)
        return super().get_context_data(
            guides=[
                (label, reverse(URL_NAME, args=[one]), one == name) for one, label in GUIDES.items()
            ],
            title=title,
            html=html,
            parts=parts,
            **kwargs,
        )


class GuideMenuItem(MenuItem):
    """The way to the guides, where they were installed; it asks no database."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_here()


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of the guides, for those who may sign in."""
    path = FOLDER / "pictures" / name
    if not _PICTURE.fullmatch(name) or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png")
