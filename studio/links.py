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

from studio import languages

#: Digits; whatever is longer may not fit into 64 bits, and SQLite takes no more.
_LONGEST_ID = 18

_known: ContextVar[Mapping[str, Page | None]] = ContextVar(
    "pages looked up before", default=MappingProxyType({})
)


def published(page: Page | None) -> Page | None:
    """``page`` where visitors may follow a link to it, else nothing.

    Its translation, where it has one in the language that is spoken.
    """
    if not page:
        return None
    there = languages.translations([page.translation_key])
    return there.get(page.translation_key) or (page if page.live else None)


def find(sources: Iterable[str]) -> dict[str, Page | None]:
    """The published pages that rich texts link to, by id, in one query at most.

    In another language than that of the site two more find their translations.
    """
    wanted = {
        attributes["id"]
        for source in sources
        if 'linktype="page"' in source
        for attributes in map(extract_attrs, FIND_A_TAG.findall(source))
        if attributes.get("linktype") == "page" and is_id(attributes.get("id"))
    }
    return dict(zip(wanted, pages_of(wanted), strict=True))


@contextmanager
def known(pages: Mapping[str, Page | None]) -> Iterator[None]:
    """Render what is inside without asking for ``pages`` again."""
    token = _known.set(pages)
    try:
        yield
    finally:
        _known.reset(token)


def is_id(text: str | None) -> bool:
    """Whether a stored id is one that a database can look for."""
    return bool(text and text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID)


def pages_of(ids: Iterable[str | None]) -> list[Page | None]:
    """The published pages of stored ``ids``, asking only for those not yet known."""
    ids = list(ids)
    known = _known.get()
    missing = {pk for pk in ids if is_id(pk) and pk not in known}
    found = {**known, **_published_pages(missing)}
    return [found.get(pk) for pk in ids]


def _published_pages(ids: set[str]) -> dict[str, Page | None]:
    pages = list(Page.objects.live().in_bulk(ids).values()) if ids else []
    there = languages.translations(page.translation_key for page in pages)
    found = {str(page.pk): there.get(page.translation_key, page) for page in pages}
    return {pk: found.get(pk) for pk in ids}
