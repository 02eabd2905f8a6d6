"""What other programs read of an article, through Wagtail's API."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from rest_framework.fields import Field
from wagtail.models import Page

from articles.text import Text, linked_pages
from studio import links
from studio.models import SiteSettings

if TYPE_CHECKING:
    from articles.models import ArticlePage


@dataclass(frozen=True)
class _Answer:
    """The texts of all articles of one answer, and the pages they link to."""

    texts: dict[int, Text]
    linked_pages: dict[str, Page | None]


class _TextField(Field):
    """Something of an article's text, which is made once an answer."""

    @property
    def answer(self) -> _Answer:
        if "articles" not in self.context:
            listed = self.root.instance
            articles = list(listed) if getattr(self.root, "many", False) else [listed]
            settings = SiteSettings.for_request(self.context["request"])
            texts = {page.pk: page.text(settings.citation_numbering) for page in articles}
            self.context["articles"] = _Answer(texts, linked_pages(texts.values()))
        return self.context["articles"]

    def get_attribute(self, instance: "ArticlePage") -> Text:
        return self.answer.texts[instance.pk]


class TextField(_TextField):
    """The text of an article as HTML, as its page shows it: markers, notes and all."""

    def to_representation(self, value: Text) -> str:
        context = {"text": value, "heading_level": 2}
        with links.known(self.answer.linked_pages):
            return render_to_string("articles/includes/text.html", context)


class ReferencesField(_TextField):
    """The references in the order of the list, with the labels of their markers."""

    def to_representation(self, value: Text) -> list[dict[str, Any]]:
        return [
            {
                "labels": [back_link.label for back_link in line.entry.back_links],
                "text": line.reference.text,
                "doi": line.reference.doi,
                "url": line.reference.address,
            }
            for line in value.lines
        ]
