"""What entries are called in a file: author, year and a word, each name once."""

from collections.abc import Iterable, Iterator

from articles import sources
from articles.interchange.entries import Listed
from articles.interchange.names import parted

#: What no label takes from a title.
_EMPTY_WORDS = (
    "a an and das de der des die do does ein eine for from how in is it la le les of on or "
    "the to und what when where who why with"
)


def labels(works: Iterable[Listed]) -> Iterator[str]:
    """A label for each work, none twice."""
    taken: dict[str, int] = {}
    for work in works:
        stem = _stem(work)
        taken[stem] = taken.get(stem, 0) + 1
        label = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
        yield label


def _stem(work: Listed) -> str:
    names = sources.author_names(work.authors)
    name = parted(names[0]) if names else None
    who = _ascii(name.family or name.literal)[:24] if name else ""
    words = (_ascii(word) for word in sources.folded(work.title).split())
    word = next((word for word in words if word and word not in _EMPTY_WORDS.split()), "")
    return f"{who}{work.year or ''}{word[:24]}" or "source"


def _ascii(text: str) -> str:
    return "".join(sign for sign in sources.folded(text) if sign.isascii() and sign.isalnum())
