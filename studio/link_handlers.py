from typing import Any

from django.utils.html import escape
from wagtail.documents.models import AbstractDocument
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from studio import links


class PublishedPagesHandler(PageLinkHandler):
    """Links to pages in rich text; where a page is not published, its words are no link."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Page | None]:
        return links.pages_of(attrs.get("id") for attrs in attrs_list)

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        # Wagtail's looks for the translation of each; they are translated already
        pages = cls.get_many(attrs_list)
        return [f'<a href="{escape(page.url)}">' if page else "<a>" for page in pages]


class StoredDocumentsHandler(DocumentLinkHandler):
    """Links to documents in rich text; an id that cannot be one finds nothing."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[AbstractDocument | None]:
        ids = [attrs.get("id") for attrs in attrs_list]
        documents = cls.get_model().objects.in_bulk([pk for pk in ids if links.is_id(pk)])
        found = {str(pk): document for pk, document in documents.items()}
        return [found.get(pk) for pk in ids]
