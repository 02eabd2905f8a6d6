"""What a visitor does below an article, in a real browser."""

from playwright.sync_api import Locator, Page, expect

from comments.models import Comment

WAITS = "A moderator will read your comment before it is published."


class Visitor:
    """Somebody in front of the browser page ``page``, reading the article at ``address``."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    @property
    def form(self) -> Locator:
        return self.page.locator("#comment-form")

    def comment(self, comment: Comment) -> Locator:
        return self.page.locator(f"#{comment.anchor}")

    def field(self, label: str) -> Locator:
        """A field of the form that one types into."""
        return self.form.get_by_role("textbox", name=label)

    def open(self, rest: str = "") -> "Visitor":
        self.page.goto(self.address + rest)
        return self

    def type(
        self, text: str, *, name: str = "Ida Index", email: str = "ida@visitor.example"
    ) -> "Visitor":
        self.field("Comment").fill(text)
        self.field("Name").fill(name)
        self.field("E-mail").fill(email)
        return self

    def send(self) -> "Visitor":
        self.form.get_by_role("button", name="Post the comment").click()
        return self

    def say(self, text: str, **who: str) -> Comment:
        """Post ``text`` and see that it waits."""
        self.open().type(text, **who).send()
        expect(self.page.locator("#comment-notice")).to_contain_text(WAITS)
        return Comment.objects.get(text=text)

    def reads(self, text: str) -> None:
        expect(self.page.locator(".comment__text", has_text=text)).to_be_visible()

    def does_not_read(self, text: str) -> None:
        expect(self.page.locator("#comments")).to_be_visible()
        expect(self.page.get_by_text(text)).to_have_count(0)

    def focus(self) -> str:
        """The id or class of what has the focus."""
        return self.page.evaluate("document.activeElement.id || document.activeElement.className")
