"""A visitor's text: tidied when it arrives, and turned into HTML by way of an allow-list.

Markdown's paragraphs, line breaks, emphasis, code, quotes, lists and links; all
else (HTML, pictures, headings, tables, entities, reference links, indented code)
stays the text it is. Quotes and lists nest as deep as ``_DEEPEST`` allows and
emphasis not at all, so that no text costs more than its length.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from comments.addresses import address

#: Stored beside the HTML that ``render`` made; raised whenever the result changes.
VERSION = 1

#: Levels of blocks; a quote is one level, a list two.
_DEEPEST = 8
_MOST_MARKS = 4
_NEWLINES = re.compile("\r\n?|[\u0085\u2028\u2029]")
#: C0 and C1 controls but tab, newline and NUL; what turns the direction of writing; half signs.
_CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HALVES = re.compile("[\ud800-\udfff]")
_GAPS = re.compile(r"\n{4,}")
_BARE_ADDRESS = re.compile(r"://[\w\-.~:/?#\[\]@!$&'()*+,;=%]+")
_ENDS_SENTENCE = "?!.,:;*_~'"
_OPENING = {")": "(", "]": "["}
_NO_POSITION = -1

_cleaner = nh3.Cleaner(
    tags={"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"},
    attributes={"a": {"href"}, "*": set()},  # or nh3 lets title and lang through everywhere
    link_rel="nofollow ugc noopener",
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
)


def clean(text: str) -> str:
    r"""``text`` as a form keeps it; cleaning twice changes nothing more.

    Newlines are ``\n``; controls (not NUL, which the form refuses), turns of the
    direction of writing, blanks at the ends of lines, blank lines at both ends and
    beyond two in a row, and marks beyond four on one letter are gone.
    """
    text = _CONTROLS.sub("", _NEWLINES.sub("\n", text))
    text = _few_marks(_HALVES.sub("\ufffd", text))
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return _GAPS.sub("\n\n\n", lines.strip("\n"))


def render(source: str) -> str:
    """``source`` as HTML of the allowed elements, without attributes but links' href and rel."""
    return _cleaner.clean(_markdown.renderer.render(list(_read(source)), _markdown.options, {}))


def links(source: str) -> list[str]:
    """The addresses of the links that ``render`` shows, in order, repetitions included."""
    if ":" not in source and "@" not in source and "&" not in source:
        return []
    return [
        str(token.attrs["href"])
        for block in _read(source)
        for token in block.children or ()
        if token.type == "link_open"
    ]


def plain(source: str) -> str:
    """The words that ``render`` shows, without any markup; blocks stand apart by a blank line."""
    return "".join(_words(_read(source))).strip()


class _Markdown(MarkdownIt):
    """Links lead to addresses of ours or nowhere, and show what was typed."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True  # links to nowhere are taken out by ``_shown``, and their words stay

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return address(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def _bounded(rule: Callable[..., bool]) -> Callable[..., bool]:
    """A rule for blocks that stops before the parser would throw away what lies deeper."""

    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < _DEEPEST and rule(state, start, end, silent)

    return bounded


def _link(state: StateInline, silent: bool) -> bool:
    """Links with a label; does not look for the end of a label where no target can follow."""
    if state.src[state.pos] != "[":
        return False
    last = state.cache.get(_NO_POSITION)
    if last is None:
        end = max(state.src.rfind(")"), 0)
        last = state.cache[_NO_POSITION] = state.src.rfind("](", 0, end)
    return state.pos < last and link(state, silent)


def _bare_address(state: StateInline, silent: bool) -> bool:
    """Addresses that somebody typed as they are; in one look at each sign.

    linkify-it-py looks at the rest of the text again for each open bracket in an
    address: 140 ms for a text of 10,000 signs made for it.
    """
    start = state.pos
    if silent or state.linkLevel or not state.src.startswith("://", start):
        return False
    ending = state.pending[-5:].lower()
    scheme = next((name for name in ("https", "http") if ending.endswith(name)), "")
    before = state.pending[: len(state.pending) - len(scheme)]
    found = _BARE_ADDRESS.match(state.src, start, state.posMax)
    if not scheme or before[-1:].isalnum() or not found:
        return False
    typed = state.pending[len(before) :] + _without_ending(found[0])
    if not (href := address(typed)):
        # Nothing in it is looked at again: many beginnings would cost their product.
        state.pending += found[0]
        state.pos = found.end()
        return True
    state.pending = before
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = typed
    state.push("link_close", "a", -1)
    state.pos = start + len(typed) - len(scheme)
    return True


def _without_ending(typed: str) -> str:
    """An address without the signs that end the sentence or close the bracket around it."""
    spare = {
        close: typed.count(close) - typed.count(opening) for close, opening in _OPENING.items()
    }
    end = len(typed)
    while end:
        sign = typed[end - 1]
        if spare.get(sign, 0) > 0:
            spare[sign] -= 1
        elif sign not in _ENDS_SENTENCE:
            break
        end -= 1
    return typed[:end]


def _parser() -> _Markdown:
    markdown = _Markdown("zero", {"breaks": True, "maxNesting": _DEEPEST + 2})
    markdown.enable(["fence", "blockquote", "list"])
    markdown.enable(["newline", "escape", "backticks", "emphasis", "link", "autolink"])
    alternatives = {"alt": ["paragraph", "blockquote", "list"]}
    markdown.block.ruler.at("blockquote", _bounded(blockquote), alternatives)
    markdown.block.ruler.at("list", _bounded(list_block), {"alt": ["paragraph", "blockquote"]})
    markdown.inline.ruler.at("link", _link)
    markdown.inline.ruler.after("text", "bare_address", _bare_address)
    return markdown


_markdown = _parser()


@lru_cache(maxsize=64)
def _read(source: str) -> tuple[Token, ...]:
    """The blocks of a text, to be read and not written: rules and HTML come from one reading."""
    tokens = _markdown.parse(_HALVES.sub("\ufffd", source))
    for token in tokens:
        if token.type == "inline":
            token.children = list(_shown(token.children or ()))
        elif token.type == "fence":
            token.info = ""
    return tuple(tokens)


def _shown(tokens: Iterable[Token]) -> Iterator[Token]:
    """Without links to nowhere and without emphasis in the same emphasis."""
    opened: list[tuple[str, bool]] = []
    for token in tokens:
        if token.nesting == 1:
            is_repeated = (token.tag, True) in opened
            is_shown = not is_repeated and (token.tag != "a" or bool(token.attrs["href"]))
            opened.append((token.tag, is_shown))
        else:
            is_shown = opened.pop()[1] if token.nesting == -1 else True
        if is_shown:
            yield token


def _words(blocks: Iterable[Token]) -> Iterator[str]:
    is_tight = False
    for block in blocks:
        if block.type == "paragraph_open":
            is_tight = block.hidden
        elif block.type == "fence":
            yield block.content.rstrip("\n") + "\n\n"
        elif block.type in ("bullet_list_close", "ordered_list_close"):
            yield "\n" if is_tight else ""
            is_tight = False
        elif block.type == "inline":
            for token in block.children or ():
                yield "\n" if token.type in ("softbreak", "hardbreak") else token.content
            yield "\n" if is_tight else "\n\n"


def _few_marks(text: str) -> str:
    """No more than a few marks on a letter; signs that show nothing do not begin a new letter."""
    if text.isascii():
        return text
    kept, row = [], 0
    for sign in text:
        category = unicodedata.category(sign)
        if category[0] == "M":
            row += 1
        elif category != "Cf":
            row = 0
        if row <= _MOST_MARKS or category[0] != "M":
            kept.append(sign)
    return "".join(kept)
