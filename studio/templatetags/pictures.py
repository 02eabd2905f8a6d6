"""The tag of a page's pictures."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from wagtail.images.templatetags import wagtailimages_tags

from studio import pictures

register = template.Library()


class PictureNode(wagtailimages_tags.PictureNode):
    """Draws a picture with the renditions that are there."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.filters = self.get_filters()

    def render(self, context: Context) -> str:
        image = self.validate_image(context)
        if not image:
            return ""
        attributes = {name: value.resolve(context) for name, value in self.attrs.items()}
        return pictures.drawn(image, self.filters, attributes)


@register.tag
def picture(parser: Parser, token: Token) -> PictureNode:
    """Write as Wagtail's ``{% picture %}``; never makes more than one small file while a visitor waits."""
    asked = wagtailimages_tags.image(parser, token)
    if asked.output_var_name:
        raise template.TemplateSyntaxError("This site's picture tag knows no 'as'.")
    return PictureNode(asked.image_expr, asked.filter_specs, attrs=asked.attrs)
