"""Every word that a template shows can be translated."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from studio.settings.environment import PROJECT

ROOMS = ("articles", "comments", "events", "home", "search", "studio")
TEMPLATES = sorted(
    path
    for room in ROOMS
    for path in (PROJECT / room / "templates").rglob("*")
    if path.suffix in {".html", ".txt"}
)

#: What is translated, or said to nobody.
SET_ASIDE = re.compile(
    r"\{#.*?#\}"
    r"|\{% *comment\b.*?\{% *endcomment *%\}"
    r"|\{% *blocktranslate\b.*?\{% *endblocktranslate *%\}"
    r"|<kbd>.</kbd>"  # a key, not a word
    r"|\{% *block (?:main_class|bodyclass) *%\}.*?\{% *endblock[ \w]*%\}",
    re.DOTALL,
)
#: Words that are handed on to another template.
HANDED_ON = re.compile(
    r"\{% *(?:include|with|image|picture)\b[^%]*?\b"
    r"(?:alt|heading|introduction|label|text|title|words)=([\"'])([^\"'|]*[^\W\d_][^\"'|]*)\1"
)
#: An HTML tag whose name a variable decides.
NAMED_BY_VARIABLE = re.compile(r"(</?h?)\{\{.*?\}\}")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
#: Attributes that are read or read out.
SPOKEN = {"alt", "aria-description", "aria-label", "placeholder", "title"}
#: Words for templates, not for people.
ALLOWED = {"h2", "h3"}


class Finder(HTMLParser):
    """Collects text and spoken attributes that hold letters."""

    def __init__(self):
        super().__init__()
        self.found = []

    def _keep(self, words):
        if re.search(r"[^\W\d_]", words or ""):
            self.found.append(" ".join(words.split()))

    def handle_data(self, data):
        self._keep(data)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in SPOKEN:
                self._keep(value)


def untranslated(source):
    source = SET_ASIDE.sub("", source)
    handed_on = [words for _quote, words in HANDED_ON.findall(source) if words not in ALLOWED]
    finder = Finder()
    finder.feed(TAG.sub("", NAMED_BY_VARIABLE.sub(r"\1x", source)))
    finder.close()
    return handed_on + finder.found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_word_of_a_template_can_be_translated(path):
    assert untranslated(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Read on</p>", ["Read on"]),
        ('<p>{% translate "Read on" %} →</p>', []),
        ("{% blocktranslate trimmed %}Read {{ n }}{% endblocktranslate %}", []),
        ('<nav aria-label="Topics">{{ topic }}</nav>', ["Topics"]),
        ("<nav aria-label=\"{% translate 'Topics' %}\"></nav>", []),
        ('{% include "a.html" with title="Gone" only %}', ["Gone"]),
        ('{% include "a.html" with title=heading alt="" only %}', []),
        ("Hello {{ name }},", ["Hello ,"]),
        ("{# accepts: page #}{{ page }} – {{ page.kind }} (2)", []),
    ],
)
def test_untranslated_words_are_found(source, words):
    assert untranslated(source) == words


def test_translations_have_a_folder():
    assert [folder for folder in settings.LOCALE_PATHS if not Path(folder).is_dir()] == []
