"""Take the pictures of the documentation from a freshly furnished site: ``make screenshots``.

python docs/take_pictures.py [NAME …]
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.error import URLError

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARTICLE = "/articles/the-arch-is-a-spring/"

Shot = Callable[[Page, str], None]
_shots: dict[str, tuple[Shot, dict]] = {}


def shot(name: str, **context: object) -> Callable[[Shot], Shot]:
    """Register how one picture is taken; ``context`` are Playwright's options."""

    def register(function: Shot) -> Shot:
        _shots[name] = (function, context)
        return function

    return register


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
    page.locator('a[role="doc-noteref"]').nth(3).scroll_into_view_if_needed()
    page.locator('a[role="doc-noteref"]').nth(3).hover()
    page.locator(".note").first.wait_for()


@shot("references")
def references(page: Page, root: str) -> None:
    page.goto(root + "/articles/training-the-trunk-in-spring/")
    page.locator('[role="doc-endnotes"]').scroll_into_view_if_needed()


@shot("search")
def search(page: Page, root: str) -> None:
    page.goto(root + "/search/?q=elastic")


def sign_in(page: Page, root: str, name: str = "admin") -> None:
    """Sign in as one of the demo's people."""
    page.goto(root + "/admin/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", "studio")
    page.click("button[type=submit]")
    page.wait_for_url(root + "/admin/")


def edit_article(page: Page, root: str, title: str = "The arch is a spring") -> None:
    """Open the editor of an article."""
    sign_in(page, root)
    page.goto(root + "/admin/pages/?q=" + title.replace(" ", "+"))
    page.get_by_role("link", name=f"Edit '{title}'").or_(
        page.get_by_role("link", name=title, exact=True)
    ).first.click()
    page.locator(".Draftail-Editor").first.wait_for()


@shot("editor-dashboard")
def dashboard(page: Page, root: str) -> None:
    sign_in(page, root)


@shot("editor-article")
def editor(page: Page, root: str) -> None:
    edit_article(page, root)


@shot("editor-footnote")
def footnote(page: Page, root: str) -> None:
    edit_article(page, root)
    text = page.locator(".public-DraftEditor-content").first
    text.click()
    page.keyboard.press("Control+Alt+f")
    page.locator("dialog[open]").wait_for()


@shot("editor-references")
def editor_references(page: Page, root: str) -> None:
    edit_article(page, root)
    page.get_by_role("tab", name="References").click()


@shot("editor-settings")
def settings(page: Page, root: str) -> None:
    sign_in(page, root)
    page.goto(root + "/admin/settings/studio/sitesettings/")
    page.locator("form").first.wait_for()


@shot("editor-letters")
def letters(page: Page, root: str) -> None:
    sign_in(page, root)
    page.goto(root + "/admin/letters/")


@contextmanager
def site() -> Iterator[str]:
    """A furnished site, served as long as the pictures are taken."""
    folder = tempfile.mkdtemp(prefix="studio-pictures-")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    root = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "DATA_DIR": folder, "BASE_URL": root, "LOG_LEVEL": "WARNING"}
    environment.pop("DATABASE_URL", None)
    manage = [sys.executable, "manage.py"]
    for command in (["migrate", "--verbosity", "0"], ["furnish"], ["worker", "--once"]):
        subprocess.run([*manage, *command], env=environment, check=True)  # noqa: S603
    server = subprocess.Popen(  # noqa: S603
        [*manage, "runserver", f"127.0.0.1:{port}", "--noreload"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(100):
            try:
                urllib.request.urlopen(root + "/health/live/", timeout=2)  # noqa: S310
                break
            except (URLError, OSError):
                time.sleep(0.1)
        yield root
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def take(browser: Browser, name: str, root: str) -> None:
    """Take one picture and keep it small: 256 colours are enough for a page."""
    function, options = _shots[name]
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
    )
    page = context.new_page()
    function(page, root)
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
        PICTURES / f"{name}.png", optimize=True
    )
    context.close()
    print(name, flush=True)


def main() -> None:
    """Take the named pictures, or all."""
    PICTURES.mkdir(exist_ok=True)
    names = sys.argv[1:] or list(_shots)
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with site() as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        for name in names:
            take(browser, name, root)
        browser.close()


if __name__ == "__main__":
    main()
