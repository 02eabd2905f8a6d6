"""What each picture of the documentation shows, by name; ``take_pictures.py`` takes them."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

ARTICLE, TITLE = "/articles/the-arch-is-a-spring/", "The arch is a spring"

#: Prepares a page for its picture; gives the part to be shown, if not the whole window.
Shot = Callable[[Page, str], Locator | None]
SHOTS: dict[str, tuple[Shot, dict]] = {}


def shot(name: str, **context: object) -> Callable[[Shot], Shot]:
    """Register how one picture is taken; ``context`` are Playwright's options."""

    def register(function: Shot) -> Shot:
        SHOTS[name] = (function, context)
        return function

    return register


# --- what visitors see --------------------------------------------------------


@shot("home")
def home(page: Page, root: str) -> None:
    page.goto(root)


@shot("home-phone-dark", viewport={"width": 360, "height": 760}, color_scheme="dark")
def home_on_a_phone(page: Page, root: str) -> None:
    page.goto(root)


@shot("articles")
def articles(page: Page, root: str) -> None:
    page.goto(root + "/articles/")


@shot("article")
def article(page: Page, root: str) -> None:
    page.goto(root + ARTICLE)
    marker = page.locator('a[role="doc-noteref"]').nth(1)
    marker.evaluate("marker => marker.scrollIntoView({block: 'center'})")
    marker.hover()
    page.locator(".note").first.wait_for()


@shot("editor-by-citation", viewport={"width": 900, "height": 320})
def by_citation(page: Page, root: str) -> None:
    endnotes(page, root)


@shot("editor-by-reference", viewport={"width": 900, "height": 320})
def by_reference(page: Page, root: str) -> None:
    number_by(page, root, "by_reference")
    page.context.clear_cookies()  # no button of Wagtail's on the page
    endnotes(page, root)
    other = page.context.new_page()  # what is shown stays; the other pictures want the default
    number_by(other, root, "by_citation")
    other.close()


def endnotes(page: Page, root: str) -> None:
    """The end of the article in which two markers lead to one reference."""
    page.goto(root + "/articles/training-the-trunk-in-spring/")
    page.locator('[role="doc-endnotes"]').evaluate("list => list.scrollIntoView({block: 'center'})")


# --- what editors see ---------------------------------------------------------


def sign_in(page: Page, root: str, name: str = "editor") -> None:
    """Sign in as one of the demo's people."""
    page.context.clear_cookies()
    page.goto(root + "/admin/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", "studio")
    page.click("button[type=submit]")
    page.wait_for_url(root + "/admin/")


def number_by(page: Page, root: str, numbering: str) -> None:
    """Set how the site numbers its footnotes."""
    sign_in(page, root)
    page.goto(root + "/admin/settings/studio/sitesettings/")
    page.select_option("select[name=citation_numbering]", numbering)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Studio updated").wait_for()


def edit_article(page: Page, root: str, name: str = "author", title: str = TITLE) -> Locator:
    """Open the editor of an article; gives its first paragraphs."""
    sign_in(page, root, name)
    page.goto(root + "/admin/pages/search/?q=" + title.replace(" ", "+"))
    page.get_by_role("link", name=title, exact=True).first.click()
    text = page.locator(".public-DraftEditor-content").first
    text.wait_for()
    return text


def put_caret(page: Page, text: Locator) -> None:
    """The caret at the end of the text, in the middle of the window."""
    text.evaluate("text => text.scrollIntoView({block: 'center'})")
    text.click()
    page.keyboard.press("Control+End")


def more_actions(page: Page) -> Locator:
    """Open the menu beside "Save draft"."""
    page.locator("footer").get_by_role("button", name="More actions").click()
    submit = page.get_by_role("button", name="Submit to Editors")
    submit.wait_for()
    return submit


@shot("editor-article")
def editor(page: Page, root: str) -> None:
    edit_article(page, root)


@shot("editor-blocks", viewport={"width": 1280, "height": 1000})
def blocks(page: Page, root: str) -> None:
    edit_article(page, root)
    insert = page.get_by_role("button", name="Insert a block").first
    insert.evaluate("button => button.scrollIntoView({block: 'center'})")
    insert.click()
    page.get_by_role("option", name="Paragraphs").wait_for()


@shot("editor-footnote")
def footnote(page: Page, root: str) -> None:
    put_caret(page, edit_article(page, root))
    page.keyboard.press("Control+Alt+f")
    page.locator("dialog[open]").wait_for()
    page.keyboard.type("foot")
    page.locator("dialog[open]").get_by_text("From the library").wait_for()


@shot("editor-new-reference", viewport={"width": 1280, "height": 1100})
def new_reference(page: Page, root: str) -> Locator:
    put_caret(page, edit_article(page, root))
    page.keyboard.press("Control+Alt+f")
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("radio", name="A new reference").check()
    return dialog


@shot("editor-references")
def editor_references(page: Page, root: str) -> None:
    edit_article(page, root)
    page.get_by_role("tab", name="References").click()


@shot("editor-about")
def about(page: Page, root: str) -> None:
    edit_article(page, root)
    page.get_by_role("tab", name="About the article").click()


@shot("editor-preview", viewport={"width": 1400, "height": 800})
def preview(page: Page, root: str) -> None:
    edit_article(page, root)
    page.get_by_role("button", name="Toggle preview").click()
    page.frame_locator("#w-preview-iframe").get_by_role("heading", name=TITLE).wait_for()


@shot("editor-submit")
def submit(page: Page, root: str) -> None:
    edit_article(page, root)
    more_actions(page)


@shot("editor-review")
def review(page: Page, root: str) -> None:
    edit_article(page, root, title="Shoes are a habit")
    more_actions(page).click()
    page.get_by_text("has been submitted for moderation").wait_for()
    sign_in(page, root)
    page.get_by_text("Awaiting your review").wait_for()


@shot("editor-image", viewport={"width": 1280, "height": 1000})
def image(page: Page, root: str) -> None:
    sign_in(page, root)
    page.goto(root + "/admin/images/?q=Juno")
    page.get_by_role("link", name="Juno Fable").first.click()
    page.get_by_label("Description").wait_for()


@shot("editor-studio")
def studio(page: Page, root: str) -> None:
    sign_in(page, root)
    page.goto(root + "/admin/settings/studio/sitesettings/")
    page.get_by_text("Numbering of footnotes").first.scroll_into_view_if_needed()


@shot("editor-menus")
def menus(page: Page, root: str) -> None:
    sign_in(page, root)
    page.goto(root + "/admin/settings/studio/navigation/")
    page.get_by_role("button", name="Save").wait_for()
