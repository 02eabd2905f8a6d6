"""How long an article takes to read, and what it contains."""

import re
from collections import Counter
from dataclasses import dataclass

from django.utils.text import slugify
from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

from articles.sources import folded

#: Silent reading of English prose, words a minute (M. Brysbaert, 2019: 238).
WORDS_A_MINUTE = 238
_WORD = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True)
class Heading:
    """A heading of the text, with the anchor it stands under."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True)
class Part:
    """A block of the text; its heading where it is one; whether it repeats what is said elsewhere."""

    block: StreamValue.StreamChild
    heading: Heading | None = None
    is_repeated: bool = False


def minutes(*texts: str) -> int:
    """Whole minutes needed to read ``texts`` (plain text), at least one."""
    words = sum(len(_WORD.findall(text)) for text in texts)
    return max(1, round(words / WORDS_A_MINUTE))


def parts(body: StreamValue, scope: object) -> list[Part]:
    """The blocks of a body in order, each heading with an anchor of its own.

    ``scope`` (a page's id) goes into every anchor, so that several texts can
    stand on one HTML page; the same words twice are told apart by a number.
    """
    taken: Counter[str] = Counter()
    result = []
    for child in body:
        heading = None
        if child.block_type == "heading":
            text = child.value.get("text") or ""
            name = slugify(text, allow_unicode=True)[:60] or "part"
            taken[name] += 1
            suffix = f"-{taken[name]}" if taken[name] > 1 else ""
            heading = Heading(text, int(child.value["level"][1]), f"{name}{suffix}-{scope}")
        result.append(Part(child, heading, _is_pull_quote(child) and _is_repeated(child, body)))
    return result


def _is_pull_quote(child: StreamValue.StreamChild) -> bool:
    return child.block_type == "quote" and child.value.get("form") == "pull"


def _is_repeated(quote: StreamValue.StreamChild, body: StreamValue) -> bool:
    """Whether the words of a pull quote stand in another block as well.

    Never where it holds a link or a footnote, which nobody could reach by the keyboard
    if it were hidden.
    """
    source = quote.value["text"].source
    words = folded(get_text_for_indexing(source))
    if not words or "<a " in source or "<embed" in source:
        return False
    others = (
        " ".join(child.block.get_searchable_content(child.value))
        for child in body
        if not _is_pull_quote(child)
    )
    return any(f" {words} " in f" {folded(other)} " for other in others)
