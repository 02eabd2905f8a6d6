"""What the documentation names is there: files, pictures, targets, commands, settings."""

import re

import pytest
from django.core.management import get_commands

from studio.settings.environment import PROJECT
from studio.settings.variables import VARIABLES

DOCUMENTS = [
    PROJECT / "README.md",
    PROJECT / "CONTRIBUTING.md",
    PROJECT / "SECURITY.md",
    *sorted((PROJECT / "docs").rglob("*.md")),
]

#: ``[words](address)``, and pictures.
LINK = re.compile(r"\]\(([^)\s]+)\)")
#: What stands in a block or a span of code; words in running text may be anything.
CODE = re.compile(r"^(?: {4}|\t)([^\n]+)$|^```\w*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"(?:^|[\s;&])make((?: +[a-z]+| +[A-Z_]+=\S+)+)", re.MULTILINE)
MANAGE = re.compile(r"manage\.py +([a-z_]+)")
#: The command of docs/operating.md that is ``manage.py`` with the settings of production.
STUDIO = re.compile(r"(?:^ *|; do )studio +([a-z_]+)", re.MULTILINE)
#: ``NAME=value`` where a shell would take it for a variable.
ASSIGNED = re.compile(r"(?:^|\s)([A-Z][A-Z0-9_]{2,})=", re.MULTILINE)
#: What is given to ``make``: its variables.
MAKE_VARIABLES = set(re.findall(r"\$\(([A-Z]+)\)", (PROJECT / "Makefile").read_text()))
#: Django's own names, which the documentation may speak of.
OF_DJANGO = {"DJANGO_SETTINGS_MODULE", "EMAIL_BACKEND"}
#: A name alone in backticks that is written like those of ``.env.example``.
NAMED = re.compile(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`")


def code(text):
    return "\n".join("".join(found) for found in CODE.findall(text))


def anchors(path):
    headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


@pytest.fixture(params=DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def document(request):
    return request.param


def test_every_link_and_picture_leads_somewhere(document):
    broken = []
    for address in LINK.findall(document.read_text()):
        if re.match(r"[a-z]+:", address):
            continue
        name, _hash, anchor = address.partition("#")
        target = (document.parent / name).resolve() if name else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(address)

    assert broken == []


def test_every_target_of_make_is_in_the_makefile(document):
    known = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    named = {
        word
        for words in MAKE.findall(code(document.read_text()))
        for word in words.split()
        if "=" not in word
    }

    assert named - known == set()


def test_every_command_of_manage_py_is_there(document):
    text = document.read_text()
    named = set(MANAGE.findall(text)) | set(STUDIO.findall(code(text)))

    assert named - set(get_commands()) == set()


def test_every_setting_is_one(document):
    text = document.read_text()
    named = set(NAMED.findall(text)) | set(ASSIGNED.findall(code(text)))

    assert named - set(VARIABLES) - MAKE_VARIABLES - OF_DJANGO == set()


def test_every_picture_of_the_documentation_is_shown_somewhere():
    shown = {
        (document.parent / address).resolve()
        for document in DOCUMENTS
        for address in LINK.findall(document.read_text())
    }

    pictures = (PROJECT / "docs" / "pictures").resolve().rglob("*")

    assert {path for path in pictures if path.is_file()} - shown == set()
