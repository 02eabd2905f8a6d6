"""What browser tests of the editor do again and again."""

import re

import pytest
from playwright.sync_api import expect

from articles.citations import citations_in, rich_texts
from articles.models import ArticlePage

CORE = {"key": "core", "title": "Core Stability", "authors": "Jae Gruenke"}
FEET = {"key": "feet", "note": "Feet are springs, says Ker."}
SHORTCUT = "Control+Alt+f"


def sources_of(article):
    """Every stored rich text, its keys told by name: citations are c1, c2, …"""
    found, names = [], {}
    stored = [text.source for _path, text in rich_texts(article.body.stream_block, article.body)]
    for source in [*stored, article.postscript]:
        for citation in citations_in(source):
            name = names.setdefault(citation.key, f"c{len(names) + 1}")
            source = source.replace(f'key="{citation.key}"', f'key="{name}"')
        found.append(re.sub(r' data-block-key="\w+"', "", source))
    return found


def marker(number, reference="core"):
    return f'<embed embedtype="citation" key="c{number}" reference="{reference}"/>'


def draft(article):
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()


@pytest.fixture
def open_editor(signed_in, live_site):
    def opened(article, when_watched=""):
        """``when_watched`` is a script for the moment Wagtail begins to look for changes."""
        signed_in.add_init_script(
            f"document.addEventListener('w-unsaved:watch-edits', () => {{ {when_watched} }})"
        )
        signed_in.goto(f"{live_site}/admin/pages/{article.pk}/edit/")
        expect(signed_in.locator(".public-DraftEditor-content").first).to_be_visible()
        return signed_in

    return opened


def editor_of(page, text):
    return page.locator(".public-DraftEditor-content").filter(has_text=text)


def dialog_of(page):
    return page.get_by_role("dialog", name=re.compile("footnote", re.I))


def put_caret(page, editor, presses):
    """The caret behind the whole text, then keys."""
    editor.click()
    page.keyboard.press("Control+End")
    for press in presses:
        page.keyboard.press(press)


def choose(page, name):
    dialog = dialog_of(page)
    expect(dialog).to_be_visible()
    dialog.get_by_role("radio", name=name).check()
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog).to_be_hidden()


RANGE = r'\{"offset":\d+,"length":1,"key":\d+\}'


def wait_until_noted(editor, markers):
    """Draftail writes its content into the form a moment after each change."""
    rest = f"(?:(?!{RANGE}).)*"
    field = editor.locator(
        "xpath=ancestor::*[@data-draftail-editor-wrapper]/../input[@type='hidden']"
    )
    expect(field).to_have_value(re.compile(f"^{rest}(?:{RANGE}{rest}){{{markers}}}$"))


def save_draft(page, editor, markers):
    wait_until_noted(editor, markers)
    with page.expect_navigation():
        page.keyboard.press("Control+s")


def publish(page, editor, markers):
    wait_until_noted(editor, markers)
    page.locator("footer").get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").click()
