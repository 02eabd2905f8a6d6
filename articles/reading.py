"""How long an article takes to read, and what it contains."""

import re
from collections import Counter
from dataclasses import dataclass

from django.utils.text import slugify
from wagtail.blocks import StreamValue

#: Silent reading of English prose, words a minute (M. Brysbaert, 2019: 238).
WORDS_A_MINUTE = 238
_WORD = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True)
class Heading:
    """A heading of the text, with the anchor it stands under."""

    text: str
    level: int
    anchor: str


def minutes(*texts: str) -> int:
    """Whole minutes needed to read ``texts`` (plain text), at least one."""
    words = sum(len(_WORD.findall(text)) for text in texts)
    return max(1, round(words / WORDS_A_MINUTE))


def parts(body: StreamValue, scope: object) -> list[tuple[StreamValue.StreamChild, Heading | None]]:
    """The blocks of a body in order, each heading with an anchor of its own.

    ``scope`` (a page's id) goes into every anchor, so that several texts can
    stand on one HTML page; the same words twice are told apart by a number.
    """
    taken: Counter[str] = Counter()
    result: list[tuple[StreamValue.StreamChild, Heading | None]] = []
    for child in body:
        heading = None
        if child.block_type == "heading":
            text = child.value.get("text") or ""
            name = slugify(text, allow_unicode=True)[:60] or "part"
            taken[name] += 1
            suffix = f"-{taken[name]}" if taken[name] > 1 else ""
            heading = Heading(text, int(child.value["level"][1]), f"{name}{suffix}-{scope}")
        result.append((child, heading))
    return result
