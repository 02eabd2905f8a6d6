"""German throughout: every word of ours is in the catalogue, and none is shown in English."""

import ast
import gettext
import re
from html.parser import HTMLParser

import pytest
from django.utils import translation
from django.utils.translation.template import templatize
from wagtail.users.models import UserProfile

from studio.settings.environment import PROJECT
from studio.tests import cast
from studio.tests.test_words import ROOMS, TEMPLATES

CATALOGUE = PROJECT / "studio" / "locale" / "de" / "LC_MESSAGES" / "django.mo"
#: By name, the places of the message and of its context among the arguments.
CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (0, None)),
    **dict.fromkeys(("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"), (1, 0)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd\d]|%%|\{[\w.]+\}|</?[a-z]+")
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
#: How Django's templatize() writes down what a template says.
CALL = re.compile(rf"(?<![\w.])(_|n?p?gettext)\(({LITERAL}(?:, ?{LITERAL})*)", re.DOTALL)


@pytest.fixture(scope="module")
def german():
    """What the catalogue says, by message; a context stands before its message, as in the file."""
    return {key[0] if isinstance(key, tuple) else key: said for key, said in catalogue().items()}


def catalogue():
    """As it is in the file: keys of messages with a plural are pairs; here the singular's alone."""
    with CATALOGUE.open("rb") as file:
        held = gettext.GNUTranslations(file)._catalog
    return {
        key: said
        for key, said in held.items()
        if key and (not isinstance(key, tuple) or key[1] == 0)
    }


def from_python(tree):
    """Messages of a module."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in CALLS:
            yield from message(name, [getattr(argument, "value", None) for argument in call.args])


def from_template(text):
    """Messages of a template, as Django itself reads it."""
    for name, arguments in CALL.findall(templatize(text)):
        yield from message(name, ast.literal_eval(f"[{arguments}]"))


def message(name, arguments):
    place, context = CALLS[name]
    if isinstance(arguments[place], str):
        before = f"{arguments[context]}\x04" if context is not None else ""
        yield before + arguments[place]


def messages():
    """Every message of the rooms, with where it stands."""
    for room in ROOMS:
        for path in (PROJECT / room).rglob("*.py"):
            if not {"tests", "migrations"} & set(path.parts):
                for found in from_python(ast.parse(path.read_text())):
                    yield path, found
    for path in TEMPLATES:
        for found in from_template(path.read_text()):
            yield path, found


def test_every_word_is_in_the_catalogue(german):
    found = list(messages())
    assert len({words for _path, words in found}) > 2000
    lacking = {
        words: str(path.relative_to(PROJECT)) for path, words in found if words not in german
    }
    assert lacking == {}


def test_the_catalogue_holds_no_word_that_is_said_nowhere(german):
    assert german.keys() - {words for _path, words in messages()} == set()


def test_placeholders_and_marks_are_those_of_the_message():
    """A singular may say its number as a word."""
    wrong = {}
    for key, said in catalogue().items():
        words = (key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2]
        used, wanted = set(PLACEHOLDER.findall(said)), set(PLACEHOLDER.findall(words))
        if used != wanted and not (isinstance(key, tuple) and len(wanted ^ used) == 1):
            wrong[words] = said
    assert wrong == {}


def test_the_catalogue_that_is_read_is_made_of_the_one_that_is_written():
    """The file that translators edit, read without tools: as many messages, each with its words."""
    text = CATALOGUE.with_suffix(".po").read_text()
    blocks = re.findall(r'^msgstr(?:\[0\])? ((?:".*"\n)+)', text, re.MULTILINE)
    written = ["".join(map(ast.literal_eval, block.splitlines())) for block in blocks]
    assert sorted(written[1:]) == sorted(catalogue().values())
    assert "fuzzy" not in text


# --- nothing in English ------------------------------------------------------------------


#: Words that editors wrote in English, here the tests, and names of tokens; some are words of ours
#: elsewhere.
WRITTEN = {
    *("Articles", "Gait", "Home", "Running", "Steps", "Steps of two gaits", "Two a second"),
    *("accent", "link", "mark"),
}


class Texts(HTMLParser):
    """Texts and spoken attributes of a page, in pieces as they stand."""

    def __init__(self):
        super().__init__()
        self.found = set()
        self._silent = 0

    def handle_starttag(self, tag, attributes):
        self._silent += tag in {"script", "style"}
        for name, value in attributes:
            if name in {"aria-label", "alt", "title", "placeholder"} and value:
                self.found.add(value.strip())

    def handle_endtag(self, tag):
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self._silent:
            self.found.add(" ".join(data.split()))


def english(response, german):
    """Pieces of a page that are messages of ours, untranslated."""
    texts = Texts()
    texts.feed(response.content.decode())
    return {text for text in texts.found - WRITTEN if text in german and german[text] != text}


@pytest.fixture
def in_german(settings):
    settings.LANGUAGE_CODE = "de"
    with translation.override("de"):
        yield


def test_visitors_read_german(client, in_german, german, index):
    article = cast.make_full_article(index)
    found = {}
    for address in (
        "/",
        index.url,
        article.url,
        "/search/?q=arch",
        "/search/?q=zebra",
        "/nothing/",
    ):
        page = client.get(address)
        assert '<html lang="de">' in page.content.decode()
        found[address] = english(page, german)
    refused = client.post(article.url, {"text": ""})
    found["a comment without words"] = english(refused, german)
    assert {address: words for address, words in found.items() if words} == {}


def test_an_editor_who_chose_german_reads_german(admin_client, admin_user, german, index):
    article = cast.make_full_article(index)
    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": "de"})
    found = {}
    for address in (
        "/admin/",
        f"/admin/pages/{article.pk}/edit/",
        "/admin/sources/",
        "/admin/reports/references/",
        "/admin/settings/studio/sitesettings/",
        "/admin/first-steps/",
        "/admin/registrations/",
        "/admin/letters/",
        "/styleguide/",
        "/admin/reader-comments/",
    ):
        page = admin_client.get(address, follow=True)
        assert (address, page.status_code) == (address, 200)
        found[address] = english(page, german)
    assert {address: words for address, words in found.items() if words} == {}
