"""What the pictures of events, of their editor and of the people who come show."""

from playwright.sync_api import Locator, Page
from shots import shot, sign_in

LIST = "/events/"
EVENT, TITLE = "/events/running-with-quiet-feet/", "Running with quiet feet"
FULL, FULL_TITLE = "/events/half-of-it/", "Half of it: a Feldenkrais day"
LEDGER = "/admin/registrations/"


# --- what visitors see --------------------------------------------------------


@shot("events", viewport={"width": 1280, "height": 1000})
def events(page: Page, root: str) -> None:
    page.goto(root + LIST)


@shot("event", viewport={"width": 1280, "height": 1000})
def event(page: Page, root: str) -> None:
    page.goto(root + "/events/trunk-training/")


@shot("event-form-phone-dark", viewport={"width": 360, "height": 760}, color_scheme="dark")
def form_on_a_phone(page: Page, root: str) -> None:
    page.goto(root + EVENT)
    into_view(page.get_by_label("E-mail").first)


@shot("event-waiting-list", viewport={"width": 1280, "height": 900})
def waiting_list(page: Page, root: str) -> None:
    page.goto(root + FULL)
    into_view(page.get_by_label("E-mail").first)


# --- what editors see ---------------------------------------------------------


def edit_event(page: Page, root: str, title: str = TITLE) -> None:
    """Open the editor of an event."""
    sign_in(page, root)
    page.goto(root + "/admin/pages/search/?q=" + title.replace(" ", "+"))
    page.get_by_role("link", name=title, exact=True).first.click()
    page.get_by_role("tab", name="Registration").wait_for()


def into_view(part: Locator) -> None:
    """In the middle of the window."""
    part.evaluate("part => part.scrollIntoView({block: 'center', behavior: 'instant'})")


@shot("event-editor", viewport={"width": 1280, "height": 1000})
def editor(page: Page, root: str) -> None:
    edit_event(page, root)


@shot("event-editor-form", viewport={"width": 1280, "height": 1100})
def editor_form(page: Page, root: str) -> None:
    edit_event(page, root)
    page.get_by_role("tab", name="Registration").click()
    question = page.locator("#id_form_fields-0-label")
    question.wait_for()
    page.wait_for_load_state("networkidle")
    into_view(question)


@shot("event-editor-letters", viewport={"width": 1280, "height": 1000})
def editor_letters(page: Page, root: str) -> None:
    edit_event(page, root, "Trunk Training")
    page.get_by_role("tab", name="Letters").click()
    page.locator("#id_event_letters-0-text").wait_for()


@shot("event-changes", viewport={"width": 1280, "height": 800})
def changes(page: Page, root: str) -> None:
    edit_event(page, root, "From the floor up: six evenings of Pilates")
    page.goto(page.url.replace("/pages/", "/events/").replace("/edit/", "/changes/"))
    page.get_by_role("link", name="Postpone").first.wait_for()


@shot("event-told", viewport={"width": 1280, "height": 800})
def told(page: Page, root: str) -> None:
    changes(page, root)
    page.get_by_role("link", name="Postpone").first.click()
    page.get_by_label("Reason").wait_for()


# --- what staff see -----------------------------------------------------------


@shot("registrations", viewport={"width": 1400, "height": 900})
def registrations(page: Page, root: str) -> None:
    sign_in(page, root, "frontdesk")
    page.goto(root + LEDGER)
    page.get_by_text("Uwe Umlaut").first.wait_for()


@shot("registration", viewport={"width": 1280, "height": 1100})
def registration(page: Page, root: str) -> None:
    sign_in(page, root, "frontdesk")
    page.goto(root + LEDGER + "?q=Kira")
    page.get_by_role("link", name="Kira Kern").first.click()
    page.get_by_text("moved up from the waiting list").first.wait_for()


@shot("event-counts", viewport={"width": 1280, "height": 800})
def counts(page: Page, root: str) -> None:
    sign_in(page, root, "frontdesk")
    page.goto(root + "/admin/events/")
    page.get_by_text(FULL_TITLE).first.wait_for()


@shot("registrations-write", viewport={"width": 1280, "height": 1000})
def write(page: Page, root: str) -> None:
    sign_in(page, root, "frontdesk")
    page.goto(root + LEDGER + "?q=Alma")
    page.get_by_role("link", name="Alma Almanac").first.click()
    page.get_by_role("link", name="Write").first.click()
    page.get_by_label("Subject").fill("What to bring to {event}")
    page.get_by_label("Text").fill(
        "{greeting}\n\nit may be cold on the floor. Please bring thick socks.\n\nOtis"
    )
    page.get_by_role("button", name="Look at the letter").click()
    page.get_by_text("Hello Alma Almanac,").first.wait_for()
