"""What browser tests of the editor do again and again."""

import re

import pytest
from playwright.sync_api import expect

from articles.citations import rich_texts
from articles.models import ArticlePage
from studio.tests.watching import open_watched

CORE = {"key": "core", "title": "Core Stability", "authors": "Jae Gruenke"}
FEET = {"key": "feet", "note": "Feet are springs, says Ker."}
SHORTCUT = "Control+Alt+f"


def sources_of(article):
    """Every stored rich text, its keys told by name: citations are c1, c2, …"""
    stored = [text.source for _path, text in rich_texts(article.body.stream_block, article.body)]
    names = {}

    def named(match):
        return f' key="{names.setdefault(match.group(1), f"c{len(names) + 1}")}"'

    plain = [
        re.sub(r' data-block-key="\w+"', "", source) for source in [*stored, article.postscript]
    ]
    return [re.sub(r' key="([^"]*)"', named, source) for source in plain]


def marker(number, reference="core"):
    return f'<embed embedtype="citation" key="c{number}" reference="{reference}"/>'


def draft(article):
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()


@pytest.fixture
def open_editor(signed_in, live_site):
    def opened(article, *, notices_changes=False):
        address = f"{live_site}/admin/pages/{article.pk}/edit/"
        if notices_changes:
            open_watched(signed_in, address)
        else:
            signed_in.goto(address)
        expect(signed_in.locator(".public-DraftEditor-content").first).to_be_visible()
        return signed_in

    return opened


def is_autosave(response):
    return response.request.method == "POST" and response.url.endswith("/edit/")


def saved_by_itself(page, act, is_stored):
    """Do something, and wait until an autosave has carried it; an earlier one may come first."""
    with page.expect_response(lambda one: is_autosave(one) and one.ok and is_stored()):
        act()


def watched(open_editor, article):
    """The editor, once it notices changes."""
    return open_editor(article, notices_changes=True)


def second_tab(first):
    """The same page in another tab, once that notices changes too."""
    second = open_watched(first.context.new_page(), first.url)
    expect(second.locator(".public-DraftEditor-content").first).to_be_visible()
    return second


def editor_of(page, text):
    return page.locator(".public-DraftEditor-content").filter(has_text=text)


def dialog_of(page):
    return page.get_by_role("dialog", name=re.compile("footnote", re.I))


def click_into(editor):
    """Click at its first letter: a click on a marker would open the dialog."""
    editor.click(position={"x": 1, "y": 5})


def put_caret(page, editor, presses):
    """The caret behind the whole text, then keys."""
    click_into(editor)
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


def form_field_of(editor):
    """Where Draftail writes its content, a moment after each change."""
    return editor.locator(
        "xpath=ancestor::*[@data-draftail-editor-wrapper]/../input[@type='hidden']"
    )


def wait_until_noted(editor, markers):
    rest = f"(?:(?!{RANGE}).)*"
    expect(form_field_of(editor)).to_have_value(
        re.compile(f"^{rest}(?:{RANGE}{rest}){{{markers}}}$")
    )


def save_draft(page, editor, markers):
    wait_until_noted(editor, markers)
    with page.expect_navigation():
        page.keyboard.press("Control+s")


def publish(page, editor, markers):
    wait_until_noted(editor, markers)
    page.locator("footer").get_by_role("button", name="More actions").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").click()


def chips(page, count):
    """What the markers show, in order, once there are ``count`` of them and all are numbered."""
    markers = page.locator(".footnote-marker")
    expect(markers).to_have_count(count)
    for index in range(count):
        expect(markers.nth(index)).to_have_attribute("data-chip", re.compile(r"\(|without"))
    return [marker.get_attribute("data-chip") for marker in markers.all()]


def labels(page, count):
    return [chip.split(" ")[0] for chip in chips(page, count)]


PASTE = """(editor, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "plain");
    const paste = { clipboardData, bubbles: true, cancelable: true };
    editor.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


def paste_html(editor, html):
    """Paste at the caret what another program has put on the clipboard."""
    editor.evaluate(PASTE, html)
