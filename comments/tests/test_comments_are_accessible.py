"""A conversation is for everybody: axe, names, narrow screens, the keyboard alone (V10)."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Status
from comments.tests import cast
from studio.tests.accessibility import on_every_screen, violations

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TEXTS = [
    "> the arch gives back\n\nSo it does, and *how*. See https://core.example/" + "stability/" * 20,
    "- one\n- two\n\n```\n" + "walk slowly and do not stop " * 6 + "\n```",
    LONG * 3,
    "שלום לכולם, זה מעניין",
    "Z" + "\u0353\u0317" * 30 + "algo",
]


@pytest.fixture
def reader(open_browser):
    return open_browser()


@pytest.fixture
def thread(article):
    """Six levels by readers and the studio, with every kind of text and a deleted comment."""
    comments = []
    for number, text in enumerate(TEXTS):
        parent = comments[-1] if comments else None
        name = ["Rosa Reader", LONG[:70], "Emil\u0301 \u05e9\u05dc\u05d5\u05dd"][number % 3]
        comments.append(
            cast.said(article, text, name=name, parent=parent, website="https://rosa.example")
        )
    studio = cast.make_moderator()
    cast.said(article, "We tried it too.", user=studio, parent=comments[-1])
    cast.say(article, parent=comments[0], status=Status.APPROVED)
    Comment.objects.filter(pk=comments[1].pk).update(status=Status.ERASED, text="", html="")
    return comments


def states(reader, thread, article):
    """Opens the conversation in each of its states; yields what each is called."""
    yield "thread", reader.open()
    yield "form for an answer", reader.open(f"?reply={thread[0].pk}#comment-form")
    yield "report", reader.open(f"?report={thread[0].pk}#report-{thread[0].pk}")
    reader.page.get_by_role("button", name="Send the report").click()
    refused = reader.page.get_by_role("group", name="Your report has not been sent yet")
    expect(refused).to_be_focused()
    yield "report refused", reader
    reader.open().form.get_by_text("Formatting").click()
    reader.send()
    expect(reader.form.get_by_role("group", name="not been sent yet")).to_be_focused()
    yield "errors", reader
    reader.open().type("What a thought.").send()
    expect(reader.page.locator("#comment-notice")).to_be_visible()
    reader.page.get_by_text("Delete your comment").click()
    yield "notice", reader
    reader.page.get_by_role("link", name="Edit your comment").click()
    expect(reader.page.locator("#edit-text")).to_be_visible()
    yield "edit", reader
    reader.open().type("Too late.")
    type(article).objects.filter(pk=article.pk).update(comments_mode="closed")
    reader.send()
    expect(reader.form.locator("#errors-heading")).to_be_visible()
    yield "closed, too late", reader
    yield "closed", reader.open()
    type(article).objects.filter(pk=article.pk).update(comments_mode="open")
    Comment.objects.all().delete()
    yield "empty", reader.open()


@on_every_screen
def test_axe_finds_nothing_in_any_state(reader, thread, article, width, height, scheme):
    reader.page.set_viewport_size({"width": width, "height": height})
    reader.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {name: violations(shown.page) for name, shown in states(reader, thread, article)}
    assert {name: said for name, said in found.items() if said} == {}
    assert len(found) == 10


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(320, 640, 1), (320, 256, 4)], ids=["320 pixels", "400 % zoom"]
)
def test_nothing_scrolls_sideways(open_browser, thread, article, width, height, scale):
    reader = open_browser(viewport={"width": width, "height": height}, device_scale_factor=scale)
    wider = [
        name
        for name, shown in states(reader, thread, article)
        if shown.page.evaluate("document.documentElement.scrollWidth") > width
    ]
    assert wider == []


def test_every_link_and_button_of_a_comment_has_a_name_of_its_own(reader, article):
    for _number in range(3):
        cast.said(article, name="Rosa Reader")
    reader.open()
    names = reader.page.locator(".comment__actions a").evaluate_all(
        "links => links.map((link) => link.textContent.replace(/\\s+/g, ' ').trim())"
    )
    assert names == [
        f"{verb} comment {number}, by Rosa Reader"
        for number in (1, 2, 3)
        for verb in ("Reply to", "Report")
    ]
    # what one sees stands first in the name (WCAG 2.5.3)
    visible = reader.page.locator(".comment__actions a").first
    assert visible.evaluate("(link) => link.firstChild.data.trim()") == "Reply"


def test_the_conversation_is_a_region_of_named_articles_in_a_list(reader, article):
    first = cast.said(article, "One.", name="Rosa Reader")
    cast.said(article, "Two.", name="Emil Reader", parent=first)
    reader.open()
    region = reader.page.get_by_role("region", name="2 comments")
    expect(region.get_by_role("heading", level=2)).to_have_text("2 comments")
    expect(region.get_by_role("list").first.get_by_role("listitem")).to_have_count(2)
    moments = region.locator("time").all_inner_texts()
    for number, name in enumerate(["Rosa Reader", "Emil Reader"]):
        expect(region.get_by_role("article", name=f"{name} {moments[number]}")).to_be_visible()
    # nothing is told by the indent alone
    answer = region.get_by_role("article", name="Emil Reader")
    link = answer.get_by_role("link", name="in reply to Rosa Reader")
    expect(link).to_have_attribute("href", f"#{first.anchor}")


def test_the_badge_is_a_word(reader, article):
    cast.said(article, "We tried it too.", user=cast.make_moderator())
    cast.said(article, "So did I.", name="Rosa Reader")
    reader.open()
    assert reader.page.locator(".comment__badge").all_inner_texts() == ["Studio Elsewhere"]


def test_the_trap_is_out_of_reach(reader):
    reader.open()
    expect(reader.form.get_by_role("textbox", name="Leave this empty")).to_have_count(0)
    trap = reader.form.locator("[name=subject]")
    trap.evaluate("(field) => field.focus()")
    expect(trap).not_to_be_focused()
    assert trap.get_attribute("autocomplete") == "off"


def test_somebody_without_a_mouse_answers(visitor, article):
    cast.said(article, "The arch gives back.", name="Rosa Reader")
    keyboard = visitor.open().page.keyboard

    def tab_to(name):
        for _press in range(120):
            keyboard.press("Tab")
            at = visitor.page.evaluate(
                "(document.activeElement.labels?.[0] ?? document.activeElement).innerText ?? ''"
            )
            if name in " ".join(at.split()):
                return
        raise AssertionError(f"Tab does not lead to {name!r}")

    tab_to("Reply to comment 1")
    keyboard.press("Enter")
    expect(visitor.form.get_by_role("heading")).to_have_text("Your answer to Rosa Reader")
    if visitor.focus() != "your-text":  # with scripts one is there already
        tab_to("Comment")
    keyboard.type("And it takes.")
    tab_to("Name")
    keyboard.type("Ida Index")
    tab_to("E-mail")
    keyboard.type("ida@visitor.example")
    tab_to("Post the comment")
    keyboard.press("Enter")

    expect(visitor.page.locator("#comment-notice")).to_be_visible()
    answer = Comment.objects.get(text="And it takes.")
    assert answer.parent.name == "Rosa Reader"
    assert visitor.focus() == answer.anchor
