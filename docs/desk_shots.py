"""What the pictures of the editors' desk show: first page, library, report of references."""

from playwright.sync_api import Page
from shots import shot, sign_in

IMPORTED = """@article{ker1987,
  title = {The spring in the arch of the human foot},
  author = {Ker, R. F. and Bennett, M. B.},
  journal = {Nature}, year = 1987, doi = {10.1038/325147a0}
}
@book{nib2026, title = {An invented book on walking}, author = {Nib, Nina}, year = 2026}
@article{broken, title = {Never closed
"""


@shot("editor-first-page", viewport={"width": 1280, "height": 900})
def first_page(page: Page, root: str) -> None:
    sign_in(page, root)
    page.get_by_role("heading", name="Today").wait_for()


@shot("library", viewport={"width": 1280, "height": 900})
def library(page: Page, root: str) -> None:
    sign_in(page, root)
    page.goto(root + "/admin/sources/?q=foot")
    page.get_by_role("table").wait_for()


@shot("library-import", viewport={"width": 1280, "height": 900})
def import_of_sources(page: Page, root: str) -> None:
    sign_in(page, root)
    page.goto(root + "/admin/sources/import/")
    page.get_by_label("Paste it here").fill(IMPORTED)
    page.locator("main button[type=submit]").first.click()
    page.get_by_role("button", name="Import").wait_for()


@shot("library-merge", viewport={"width": 1280, "height": 900})
def merge_of_sources(page: Page, root: str) -> None:
    sign_in(page, root)
    page.goto(root + "/admin/sources/?q=foot")
    boxes = page.locator(
        "input[data-bulk-action-checkbox]:not([data-bulk-action-select-all-checkbox])"
    )
    for row in (0, 1):
        boxes.nth(row).check()
    page.get_by_role("link", name="Merge the chosen sources").click()
    page.get_by_role("button", name="Merge them").wait_for()


@shot("report-references", viewport={"width": 1280, "height": 900})
def report(page: Page, root: str) -> None:
    sign_in(page, root)
    page.goto(root + "/admin/reports/references/")
    page.get_by_role("heading", name="References").first.wait_for()


@shot("how-is-my-site", viewport={"width": 1280, "height": 1000})
def how_is_my_site(page: Page, root: str) -> None:
    sign_in(page, root, "admin")
    page.goto(root + "/admin/reports/site/")
    page.get_by_text("Background work").first.wait_for()


@shot("second-factor", viewport={"width": 1280, "height": 900})
def second_factor(page: Page, root: str) -> None:
    sign_in(page, root)
    page.goto(root + "/admin/account/second-factor/")
    page.locator("h1").first.wait_for()
