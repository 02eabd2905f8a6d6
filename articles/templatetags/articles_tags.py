from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context

from articles.markers import numbered
from studio import links

register = template.Library()


class CitationsNode(template.Node):
    """Renders what is inside as a part of one text."""

    def __init__(
        self, text: FilterExpression, sidenotes: FilterExpression | None, nodelist: NodeList
    ) -> None:
        self.text = text
        self.sidenotes = sidenotes
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        text = self.text.resolve(context)
        sidenotes = self.sidenotes.resolve(context) if self.sidenotes else None
        with numbered(text.numbering, sidenotes or {}), links.known(text.linked_pages):
            return self.nodelist.render(context)


@register.tag
def citations(parser: Parser, token: Token) -> Any:
    """``{% citations text %} … {% endcitations %}``: show the markers of a ``Text`` inside.

    A second argument, its ``sidenotes``, lets them stand beside the markers. Outside
    this tag a citation renders as nothing.
    """
    _name, *arguments = token.split_contents()
    if len(arguments) not in (1, 2):
        raise template.TemplateSyntaxError("{% citations %} takes one text, and its sidenotes")
    text, sidenotes = [*map(parser.compile_filter, arguments), None][:2]
    nodelist = parser.parse(("endcitations",))
    parser.delete_first_token()
    return CitationsNode(text, sidenotes, nodelist)
