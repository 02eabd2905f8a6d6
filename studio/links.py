"""Links to pages inside rich text, looked up once a text instead of once a paragraph.

Wagtail asks the database for the pages of each rich text by itself. Whoever
renders a text of many pieces may look all of them up before, and say so with
:func:`known`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from wagtail.models import Page
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

_known: ContextVar[Mapping[str, Page | None]] = ContextVar(
    "pages looked up before", default=MappingProxyType({})
)


def find(sources: Iterable[str]) -> dict[str, Page | None]:
    """The pages that rich texts link to, by id, in one query; nothing where a page is gone."""
    wanted = {
        attributes["id"]
        for source in sources
        if 'linktype="page"' in source
        for attributes in map(extract_attrs, FIND_A_TAG.findall(source))
        if attributes.get("linktype") == "page" and attributes.get("id", "").isdecimal()
    }
    found = {str(pk): page for pk, page in Page.objects.in_bulk(wanted).items()} if wanted else {}
    return {pk: found.get(pk) for pk in wanted}


@contextmanager
def known(pages: Mapping[str, Page | None]) -> Iterator[None]:
    """Render what is inside without asking for ``pages`` again."""
    token = _known.set(pages)
    try:
        yield
    finally:
        _known.reset(token)


def known_pages(ids: list[str]) -> list[Page | None] | None:
    """The pages of ``ids`` where all of them were looked up before, else nothing."""
    pages = _known.get()
    return [pages[pk] for pk in ids] if all(pk in pages for pk in ids) else None
