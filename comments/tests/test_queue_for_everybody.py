"""The desk for everybody: by night, on a phone, without scripts, with axe (M1, M2, M4)."""

from playwright.sync_api import expect

from comments import services
from comments.models import Comment
from comments.tests import cast
from studio.tests.accessibility import on_both_screens, violations

QUEUE = "/admin/reader-comments/"


def states():
    return dict(Comment.objects.values_list("name", "status"))


def test_without_scripts_every_button_works(
    browser, browser_context_args, signed_in, live_site, article
):
    comment = cast.say(article, name="Ida")
    cookies = signed_in.context.cookies()
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{live_site}{QUEUE}")
    page.get_by_role("button", name="Approve the comment by Ida").click()
    expect(page.get_by_text("The comment by Ida is approved.")).to_be_visible()
    assert states() == {"Ida": "approved"}
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The decision about the comment by Ida is taken back.")).to_be_visible()
    page.get_by_role("button", name="Reject the comment by Ida").click()
    page.get_by_label("Advertising").check()
    page.get_by_label("Note for moderators").fill("Soles.")
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("The comment by Ida is rejected.")).to_be_visible()
    comment.refresh_from_db()
    assert (comment.status, comment.rejection, comment.note) == (
        "rejected",
        "advertising",
        "Soles.",
    )
    page.get_by_role("link", name="Rejected").click()
    page.get_by_role("link", name="Thought").click()
    expect(page.get_by_role("heading", name="Who wrote it")).to_be_visible()
    page.get_by_role("button", name="Spam the comment by Ida").click()
    expect(page.get_by_text("marked as spam")).to_be_visible()
    context.close()


@on_both_screens
def test_axe_finds_nothing_at_the_desk(signed_in, live_site, article, width, height, scheme):
    cast.rule(watched="cure", disallowed="casino")
    parent = cast.said(article, "What *do* you think?")
    comment = cast.say(article, "A cure: https://a.example\n\n> quoted", parent=parent)
    cast.said(article, name="Rosa Reader")
    services.report(parent, reason="insulting", reporter="one", note="Rude.")
    page = signed_in
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    found = {}

    def look(name):
        page.wait_for_load_state("networkidle")
        found[name] = violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[f"{name} scrolls"] = True

    for name, query in (("waiting", ""), ("all", "?tab=all"), ("empty", "?tab=trash")):
        page.goto(f"{live_site}{QUEUE}{query}")
        look(name)
    page.goto(f"{live_site}{QUEUE}")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Who wrote it")).to_be_visible()
    look("unfolded")
    page.keyboard.press("r")
    look("reasons")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    look("keys")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator("[data-queue-toast]")).to_contain_text("marked as spam")
    look("decided")
    for view in ("inspect", "edit", "answer", "decide"):
        page.goto(f"{live_site}{QUEUE}{view}/{comment.pk}/")
        look(view)
    page.goto(f"{live_site}/admin/bulk/comments/comment/reject/?id={comment.pk}&id={parent.pk}")
    page.get_by_role("button", name="Reject").click()
    look("bulk")
    assert {name: said for name, said in found.items() if said} == {}
