"""Pictures of what a studio says of itself: teachers, contact, prices, and its door for staff."""

from playwright.sync_api import Page
from shots import ARTICLE, shot


@shot("article-margin", viewport={"width": 1440, "height": 900})
def margin(page: Page, root: str) -> None:
    page.goto(root + ARTICLE)
    marker = page.locator('a[role="doc-noteref"]').nth(1)
    marker.evaluate("marker => marker.scrollIntoView({block: 'center'})")


@shot("teachers", viewport={"width": 1280, "height": 1000})
def teachers(page: Page, root: str) -> None:
    page.goto(root + "/teachers/")


@shot("teacher-dark", viewport={"width": 1280, "height": 1000}, color_scheme="dark")
def teacher(page: Page, root: str) -> None:
    page.goto(root + "/teachers/mina-figment/")


@shot("prices-phone", viewport={"width": 360, "height": 760})
def prices(page: Page, root: str) -> None:
    page.goto(root + "/prices/")
    page.get_by_role("heading", name="Classes").evaluate("heading => heading.scrollIntoView()")


@shot("contact-form", viewport={"width": 1280, "height": 900})
def contact(page: Page, root: str) -> None:
    page.goto(root + "/contact/")
    page.get_by_role("heading", name="Write to us").evaluate("heading => heading.scrollIntoView()")


@shot("sign-in", viewport={"width": 1280, "height": 800})
def entrance(page: Page, root: str) -> None:
    page.context.clear_cookies()
    page.goto(root + "/admin/login/")
