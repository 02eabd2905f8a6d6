from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context

from articles.markers import numbered
from studio import links

register = template.Library()


class CitationsNode(template.Node):
    """Renders what is inside as a part of one text."""

    def __init__(self, text: FilterExpression, nodelist: NodeList) -> None:
        self.text = text
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        text = self.text.resolve(context)
        with numbered(text.numbering), links.known(text.linked_pages):
            return self.nodelist.render(context)


@register.tag
def citations(parser: Parser, token: Token) -> Any:
    """``{% citations text %} … {% endcitations %}``: show the markers of a ``Text`` inside.

    Outside this tag a citation renders as nothing.
    """
    try:
        _name, text = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("{% citations %} takes one text") from None
    nodelist = parser.parse(("endcitations",))
    parser.delete_first_token()
    return CitationsNode(parser.compile_filter(text), nodelist)
