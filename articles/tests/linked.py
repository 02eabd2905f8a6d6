"""An article whose three markers lead to two references, and what a reader sees of it."""

import re

from django.template import Context, Template

from articles.citations import embed
from articles.models import ArticlePage, Reference

BODY = [
    ("paragraph", f"<p>One{embed('c1', 'core')}, two{embed('c2', 'feet')}.</p>"),
    ("paragraph", f"<p>Three{embed('c3', 'core')}.</p>"),
]
REFERENCES = [{"key": "core", "title": "Core Stability"}, {"key": "feet", "note": "On feet."}]
#: Each marker's label and the words it leads to.
LINKS = [("(1)", "Core Stability"), ("(2)", "On feet."), ("(3)", "Core Stability")]

SHOWN = Template(
    "{% load articles_tags wagtailcore_tags %}{% citations text %}"
    "{% for each in texts %}{{ each.source|richtext }}{% endfor %}{% endcitations %}"
)


def links(article):
    """What a reader sees of the markers, and where each leads."""
    text = article.text()
    shown = SHOWN.render(Context({"text": text, "texts": list(text.rich_texts())}))
    lines = {line.entry.anchor: line.reference.text for line in text.lines}
    found = re.findall(r'href="#([^"]+)"[^>]*>([^<]+)</a>', shown)
    return [(label, lines[target]) for target, label in found]


def again(article):
    return ArticlePage.objects.get(pk=article.pk)


def rewrite(article, body=(("paragraph", "<p>Nothing.</p>"),), references=()):
    """A new draft with another body and other references."""
    page = again(article).get_latest_revision_as_object()
    page.body = list(body)
    page.references = [Reference(**fields) for fields in references]
    return page.save_revision()
