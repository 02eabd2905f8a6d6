"""Which facts a reader needs to find a work again, by what kind of work it is, and which lack."""

from articles.sources import Work

#: What is asked of every kind is a title; of a note nothing is.
_ASKED: dict[str, tuple[str, ...]] = {
    "article": ("title", "container", "year"),
    "book": ("title", "publisher", "year"),
    "chapter": ("title", "container", "year"),
    "thesis": ("title", "publisher", "year"),
    "report": ("title", "publisher", "year"),
    "web": ("title", "url", "accessed_on"),
    "recording": ("title", "year"),
}


def missing(work: Work) -> list[str]:
    """The names of the facts that ``work`` should have and has not, in their order."""
    lacking = [name for name in _ASKED.get(work.kind, ()) if not getattr(work, name)]
    if work.doi:
        # a DOI is an address, and what it leads to does not change
        lacking = [name for name in lacking if name not in ("url", "accessed_on")]
    return lacking
