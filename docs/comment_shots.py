"""What the pictures of conversations and of their moderation show."""

from playwright.sync_api import Page
from shots import shot, sign_in

DISCUSSED = "/articles/the-arch-is-a-spring/"
QUEUE = "/admin/reader-comments/"


@shot("conversation", viewport={"width": 1280, "height": 1000})
def conversation(page: Page, root: str) -> None:
    page.goto(root + DISCUSSED + "#comments")
    page.locator("#comments").wait_for()


@shot("conversation-phone-dark", viewport={"width": 360, "height": 760}, color_scheme="dark")
def conversation_on_a_phone(page: Page, root: str) -> None:
    page.goto(root + DISCUSSED + "#comments")
    page.locator("#comments").wait_for()


@shot("moderation-queue", viewport={"width": 1280, "height": 900})
def queue(page: Page, root: str) -> None:
    sign_in(page, root, "moderator")
    page.goto(root + QUEUE)
    page.locator("[data-queue-case]").first.wait_for()


@shot("moderation-why", viewport={"width": 1280, "height": 1000})
def why(page: Page, root: str) -> None:
    sign_in(page, root, "moderator")
    page.goto(root + QUEUE + "?tab=spam")
    row = page.locator("[data-queue-case]").first
    row.click()
    unfolded = page.locator("[data-queue-unfolded]")
    unfolded.wait_for()
    unfolded.evaluate("case_ => case_.scrollIntoView({block: 'center'})")


@shot("moderation-in-place", viewport={"width": 1280, "height": 700})
def in_place(page: Page, root: str) -> None:
    sign_in(page, root, "moderator")
    page.goto(root + "/articles/the-core-is-a-conversation/")
    waiting = page.get_by_text("Waiting for review").first
    waiting.evaluate("line => line.scrollIntoView({block: 'center'})")


@shot("moderation-what-would-change", viewport={"width": 1280, "height": 1000})
def what_would_change(page: Page, root: str) -> None:
    sign_in(page, root, "moderator")
    page.goto(root + QUEUE + "rules/")
    watched = page.locator("textarea[name=watched]")
    watched.fill(watched.input_value() + "\ninsole\nnapkin")
    page.get_by_role("button", name="See what would change").click()
    page.get_by_role("heading", name="What would change").wait_for()


@shot("moderation-report", viewport={"width": 1280, "height": 800})
def report(page: Page, root: str) -> None:
    sign_in(page, root, "moderator")
    page.goto(root + "/admin/")
    page.get_by_role("button", name="Reports").click()
    page.get_by_role("link", name="Comments: load and reaction time").click()
    page.get_by_role("heading", name="Comments: load and reaction time").wait_for()
