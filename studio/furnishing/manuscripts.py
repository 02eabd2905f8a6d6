"""Articles as they are written: TOML between ``+++`` lines, then a little Markdown.

Only what the demo texts need. A citation is ``[@key]``; see any file in
``articles/`` beside this module.
"""

import datetime
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.html import escape

from articles.citations import embed

FOLDER = Path(__file__).parent / "articles"

_CITATION = re.compile(r"\[@([a-z0-9-]+)\]")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"\*(.+?)\*")
_FIGURE = re.compile(r'!\[(?P<alt>[^\]]*)\]\((?P<image>[\w-]+)(?:\s+"(?P<caption>.*)")?\)')
_DETAIL = re.compile(r"(?P<volume>[^(,]*)(?:\((?P<issue>[^)]*)\))?(?:,\s*(?P<pages>.+))?")


@dataclass
class Manuscript:
    """One article: its fields, its references, and the blocks of its body."""

    slug: str
    title: str
    standfirst: str
    author: str
    topics: list[str]
    published_on: datetime.date
    image: str
    image_alt: str
    references: list[dict[str, Any]]
    source: str = field(repr=False)

    def blocks(self, page_id: Callable[[str], int], image_id: Callable[[str], int]) -> list[dict]:
        """The body as a StreamField stores it.

        ``page_id`` finds the page of an address on this site, ``image_id`` a
        picture by its name.
        """
        return stored_blocks(self.source, self.slug, page_id, image_id)


def stored_blocks(
    source: str, slug: str, page_id: Callable[[str], int], image_id: Callable[[str], int]
) -> list[dict]:
    """``source`` as a StreamField stores it; ``slug`` goes into the keys of its citations."""
    return [block.stored(page_id, image_id) for block in _Blocks(source, slug)]


def read_all(folder: Path = FOLDER) -> list[Manuscript]:
    """All manuscripts of a folder, the oldest first."""
    manuscripts = [read(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md"))]
    return sorted(manuscripts, key=lambda manuscript: (manuscript.published_on, manuscript.slug))


def read(text: str) -> Manuscript:
    """One manuscript. A reference nobody cites, or a citation of none, is a ``ValueError``."""
    _, front, source = text.split("+++\n", 2)
    fields = tomllib.loads(front)
    fields |= {name: _typographic(fields[name]) for name in ("title", "standfirst", "image_alt")}
    references = [_reference(entry) for entry in fields.pop("references")]
    cited, listed = set(_CITATION.findall(source)), {entry["key"] for entry in references}
    if cited != listed:
        raise ValueError(f"{fields['slug']}: cited and listed differ in {sorted(cited ^ listed)}")
    return Manuscript(references=references, source=source, **fields)


def _reference(entry: dict[str, Any]) -> dict[str, Any]:
    detail = _DETAIL.fullmatch(entry.pop("detail", ""))
    where = {name: (value or "").strip() for name, value in detail.groupdict().items()}
    authors = "; ".join(name.strip() for name in entry.pop("authors", "").split(","))
    return {**{k: v for k, v in entry.items() if v not in ("", None)}, **where, "authors": authors}


@dataclass(frozen=True)
class _Block:
    kind: str
    value: Any  # a callable where pages or pictures have to be found first

    def stored(self, page_id: Callable[[str], int], image_id: Callable[[str], int]) -> dict:
        value = self.value(page_id, image_id) if callable(self.value) else self.value
        return {"type": self.kind, "value": value}


class _Blocks:
    """Reads a body, chunk by chunk, chunks being parted by blank lines."""

    def __init__(self, source: str, slug: str) -> None:
        self.slug = slug
        self.chunks = _chunks(source)
        self.citations = 0

    def __iter__(self) -> Iterator[_Block]:
        running: list[str] = []
        for chunk in self.chunks:
            html = self._running(chunk)
            if html is not None:
                running.append(html)
                continue
            if running:
                yield self._paragraphs(running)
                running = []
            yield self._special(chunk)
        if running:
            yield self._paragraphs(running)

    def _paragraphs(self, running: list[str]) -> _Block:
        html = "".join(running)
        return _Block("paragraph", lambda page_id, _image_id: _with_pages(html, page_id))

    def _running(self, chunk: str) -> str | None:
        """Paragraphs and lists, which share one block; nothing for anything else."""
        if chunk.startswith(("## ", "### ", "> ", "Table: ", "![", ":::")):
            return None
        lines = chunk.split("\n")
        for tag, bullet in (("ul", re.compile(r"[-*] ")), ("ol", re.compile(r"\d+\. "))):
            if all(bullet.match(line) for line in lines):
                items = "".join(
                    f"<li>{self._inline(bullet.sub('', line, count=1))}</li>" for line in lines
                )
                return f"<{tag}>{items}</{tag}>"
        return f"<p>{self._inline(' '.join(lines))}</p>"

    def _special(self, chunk: str) -> _Block:
        if chunk.startswith("#"):
            marks, text = chunk.split(" ", 1)
            return _Block("heading", {"text": _typographic(text), "level": f"h{len(marks)}"})
        if chunk.startswith("> "):
            words = " ".join(line.removeprefix(">").strip() for line in chunk.split("\n"))
            said = f"<p>{self._inline(words)}</p>"
            return _Block("quote", {"text": said, "attribution": "", "form": "pull"})
        if chunk.startswith("Table: "):
            return _Block("table", self._table(chunk))
        if chunk.startswith(":::"):
            first, *lines = chunk.removesuffix(":::").strip().split("\n")
            paragraphs = "\n".join(lines).split("\n\n")
            html = "".join(
                f"<p>{self._inline(' '.join(p.split()))}</p>" for p in paragraphs if p.strip()
            )
            title = first.removeprefix(":::note").strip()
            return _Block(
                "callout",
                lambda page_id, _: {
                    "title": _typographic(title),
                    "text": _with_pages(html, page_id),
                },
            )
        return self._figure(_FIGURE.fullmatch(chunk))

    def _figure(self, match: re.Match[str]) -> _Block:
        caption = f"<p>{self._inline(match['caption'])}</p>" if match["caption"] else ""
        return _Block(
            "figure",
            lambda _page_id, image_id: {
                "image": {
                    "image": image_id(match["image"]),
                    "alt_text": match["alt"],
                    "decorative": False,
                },
                "caption": caption,
                "width": "text",
            },
        )

    def _table(self, chunk: str) -> dict[str, Any]:
        caption, *lines = chunk.split("\n")
        head, _rule, *body = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in lines
        ]
        return {
            "caption": _typographic(caption.removeprefix("Table: ")),
            "table": {
                "columns": [{"type": "text", "heading": heading} for heading in head],
                "rows": [
                    {"values": [f"<p>{self._inline(cell)}</p>" for cell in row]} for row in body
                ],
                "caption": "",
            },
        }

    def _inline(self, text: str) -> str:
        html = escape(_typographic(text))
        html = _CITATION.sub(self._citation, html)
        html = _LINK.sub(r'<a href="\2">\1</a>', html)
        html = _STRONG.sub(r"<b>\1</b>", html)
        return _EMPHASIS.sub(r"<i>\1</i>", html)

    def _citation(self, match: re.Match[str]) -> str:
        self.citations += 1
        return embed(f"{self.slug[:24]}-{self.citations}", match[1])


def _typographic(text: str) -> str:
    """The quotation marks and apostrophes of print; addresses hold none."""
    text = re.sub(r"(?<=\w)'|'(?=\d0s)", "’", text)
    return re.sub(r'"([^"]*)"', r"“\1”", text)


def _chunks(source: str) -> Iterator[str]:
    """Parts between blank lines; a ``:::`` box is one part, blank lines and all."""
    box: list[str] = []
    for chunk in re.split(r"\n\s*\n", source.strip()) if source.strip() else []:
        if box or chunk.startswith(":::"):
            box.append(chunk)
            if chunk.rstrip().endswith("\n:::"):
                yield "\n\n".join(box)
                box = []
        else:
            yield chunk.strip()


def _with_pages(html: str, page_id: Callable[[str], int]) -> str:
    """Links to addresses of this site become links to their pages."""
    return re.sub(
        r'<a href="(/(?!comments/)[^"]*)">',
        lambda match: f'<a linktype="page" id="{page_id(match[1])}">',
        html,
    )
