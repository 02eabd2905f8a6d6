from typing import Any

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from studio.links import known_pages


class KnownPagesHandler(PageLinkHandler):
    """Wagtail's own handler of links to pages, which looks first at what is known."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Page | None]:
        known = known_pages([str(attrs.get("id")) for attrs in attrs_list])
        return super().get_many(attrs_list) if known is None else known
