"""Every address that the site answers at, from its own table of them: none can be forgotten."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from inspect import unwrap

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern
from hypothesis import strategies as st

from studio.tests.fuzzing import words

ROOMS = ("articles", "comments", "events", "home", "search", "studio")
ADMIN = "admin/"
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")
_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """One line of the URLconf."""

    patterns: tuple
    callback: Callable

    @property
    def text(self) -> str:
        """As it is written there, which is its name in tests."""
        return "".join(str(one) for one in self.patterns)

    @property
    def model(self):
        """The model of a generic view of Wagtail's, if it is one."""
        return getattr(self.callback, "view_initkwargs", {}).get("model")

    @property
    def is_ours(self) -> bool:
        """Whether one of our rooms wrote the view, or the model that it shows."""
        view = getattr(self.callback, "view_class", unwrap(self.callback))
        modules = {view.__module__, getattr(self.model, "__module__", "")}
        return any(module.partition(".")[0] in ROOMS for module in modules)

    @property
    def parameters(self) -> list[str]:
        """The names of what stands between its slashes."""
        return [name for _kind, name in _PARAMETER.findall(self.text)]

    def opened(self, good: dict[str, list]) -> str:
        """The path to the first of what there is; to nothing where there is nothing."""
        return self._with(lambda name: str((good.get(name) or ["0"])[0]))

    def broken(self, text: str) -> str:
        """The path with ``text`` in place of everything that varies."""
        return self._with(lambda _name: words.quoted(text))

    def takes(self, text: str) -> bool:
        """Whether ``text`` may lead there: where a number has to stand, words are another address."""
        kinds = {kind for kind, _name in _PARAMETER.findall(self.text)}
        return kinds != {"int"} or (text.isascii() and text.isdigit())

    def _with(self, value: Callable[[str], str]) -> str:
        path = (
            self.text.replace("^", "")
            .replace("$", "")
            .replace("(\\d+)/(.*)", "<int:id>/<str:name>")
        )
        path = _NAMED_GROUP.sub(r"<str:\1>", path)
        return "/" + _PARAMETER.sub(lambda found: value(found[2]), path)

    def filled(self, good: dict[str, list]) -> st.SearchStrategy[str]:
        """Paths that lead there, or nearly: with ``good`` values by name, and with bad ones."""
        return st.tuples(st.just("/"), *(_part(one, good) for one in self.patterns)).map("".join)


def _part(pattern, good):
    if isinstance(pattern, RegexPattern):
        pieces = re.compile(pattern.regex.pattern.replace("$", r"\Z"))
        return st.from_regex(pieces, alphabet=st.characters(max_codepoint=0x2FF)).map(words.quoted)
    if not isinstance(pattern, RoutePattern):
        return st.just(str(pattern))
    pieces = re.split(r"(<[^>]+>)", str(pattern))
    return st.tuples(*(_piece(piece, good) for piece in pieces)).map("".join)


def _piece(piece, good):
    if not (found := _PARAMETER.fullmatch(piece)):
        return st.just(piece)
    kind, name = found.groups()
    known = [str(value) for value in good.get(name, [])]
    if kind == "int":
        bad = words.NUMBERS.filter(lambda text: text.isascii() and text.isdigit())
    else:
        bad = words.TEXTS.map(words.quoted)
    # mostly what there is: the inside of a view is worth more than its 404
    return st.one_of(st.sampled_from(known), st.sampled_from(known), bad) if known else bad


@lru_cache(maxsize=1)
def every() -> tuple[Route, ...]:
    """All of them, in the order of the URLconf."""
    return tuple(_walk(get_resolver(), ()))


def public() -> list[Route]:
    """Those outside the CMS."""
    return [route for route in every() if not route.text.startswith(ADMIN)]


def of_our_desks() -> list[Route]:
    """Those in the CMS that one of our rooms answers."""
    return [route for route in every() if route.text.startswith(ADMIN) and route.is_ours]


def _walk(resolver, before):
    for one in resolver.url_patterns:
        pattern = () if isinstance(one.pattern, LocalePrefixPattern) else (one.pattern,)
        if isinstance(one, URLResolver):
            yield from _walk(one, before + pattern)
        else:
            yield Route(before + pattern, one.callback)
