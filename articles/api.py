"""What other programs read of an article, through Wagtail's API."""

from typing import Any

from django.template.loader import render_to_string
from rest_framework.fields import Field


class TextField(Field):
    """The text of an article as HTML, as its page shows it: markers, notes and all."""

    def get_attribute(self, instance: Any) -> Any:
        return instance.text()

    def to_representation(self, value: Any) -> str:
        return render_to_string("articles/includes/text.html", {"text": value, "heading_level": 2})


class ReferencesField(Field):
    """The references in the order of the list, with the labels of their markers."""

    def get_attribute(self, instance: Any) -> Any:
        return instance.text()

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        return [
            {
                "labels": [back_link.label for back_link in line.entry.back_links],
                "text": line.reference.text,
                "doi": line.reference.doi,
                "url": line.reference.address,
            }
            for line in value.lines
        ]
