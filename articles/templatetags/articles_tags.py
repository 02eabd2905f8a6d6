from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context

from articles.markers import numbered

register = template.Library()


class CitationsNode(template.Node):
    def __init__(self, numbering: FilterExpression, nodelist: NodeList) -> None:
        self.numbering = numbering
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        with numbered(self.numbering.resolve(context)):
            return self.nodelist.render(context)


@register.tag
def citations(parser: Parser, token: Token) -> Any:
    """``{% citations numbering %} … {% endcitations %}``: show the markers inside.

    Outside this tag a citation renders as nothing.
    """
    try:
        _name, numbering = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("{% citations %} takes one numbering") from None
    nodelist = parser.parse(("endcitations",))
    parser.delete_first_token()
    return CitationsNode(parser.compile_filter(numbering), nodelist)
