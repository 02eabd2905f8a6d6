"""What scripts add for the reader's comfort, and what the browser keeps (V1, V12)."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from comments.templatetags.comments_tags import tone
from comments.tests import cast


@pytest.fixture
def reader(open_browser):
    return open_browser()


def kept(reader, store="localStorage"):
    return reader.page.evaluate(f"Object.values({store})")


# --- answering in place -----------------------------------------------------------


def test_the_form_comes_below_what_is_answered_and_goes_back_by_escape(reader, article):
    first = cast.said(article, name="Rosa Reader")
    cast.said(article, name="Emil Reader")
    reader.open().field("Comment").fill("Half a thought")
    loaded = reader.page.evaluate("performance.timeOrigin")

    reader.page.get_by_role("link", name="Reply to comment 1").click()

    expect(reader.field("Comment")).to_be_focused()
    expect(reader.field("Comment")).to_have_value("Half a thought")
    expect(reader.page.locator("li.level-1").first.locator("#comment-form")).to_be_visible()
    assert reader.page.url == f"{reader.address}?reply={first.pk}"

    reader.page.keyboard.press("Escape")

    expect(reader.page.get_by_role("link", name="Reply to comment 1")).to_be_focused()
    expect(reader.page.locator("li #comment-form")).to_have_count(0)
    expect(reader.form.get_by_role("heading")).to_have_text("Write a comment")
    assert reader.page.url == reader.address
    assert reader.page.evaluate("performance.timeOrigin") == loaded  # all on one page


def test_an_answer_in_a_new_tab_opens_one(reader, article):
    said = cast.said(article)
    reader.open()
    with reader.page.context.expect_page() as opened:
        reader.page.get_by_role("link", name="Reply to comment 1").click(modifiers=["Control"])
    expect(opened.value).to_have_url(f"{reader.address}?reply={said.pk}#comment-form")
    expect(reader.form.get_by_role("heading")).to_have_text("Write a comment")


def test_what_was_not_sent_is_there_after_a_reload_and_gone_when_it_was_sent(reader):
    reader.open().type("A long thought.")
    reader.page.reload()
    expect(reader.field("Comment")).to_have_value("A long thought.")
    reader.type("A long thought.").send()
    expect(reader.page.locator("#comment-notice")).to_be_visible()
    expect(reader.field("Comment")).to_have_value("")
    assert kept(reader, "sessionStorage") == []


def test_a_form_that_is_sent_twice_is_sent_once(reader, live_server):
    reader.open().type("Only once.")
    posts = []
    reader.page.on("request", lambda sent: sent.method == "POST" and posts.append(sent.url))
    reader.form.get_by_role("button", name="Post the comment").dblclick()
    expect(reader.page.locator("#comment-notice")).to_be_visible()
    assert posts == [reader.address]
    assert Comment.objects.get().facts["seconds"] is not None


def test_without_scripts_nobody_knows_the_seconds(open_browser):
    open_browser(scripts=False).say("Who counts?")
    assert Comment.objects.get().facts["seconds"] is None


def test_an_address_of_a_comment_on_another_page_of_comments_leads_there(reader, article):
    cast.arrange(per_page=5)
    last = [cast.said(article) for _number in range(7)][-1]
    reader.open(f"#{last.anchor}")
    expect(reader.page).to_have_url(f"{reader.address}?comments=2#{last.anchor}")
    expect(reader.comment(last)).to_be_in_viewport()


# --- arriving --------------------------------------------------------------------


def test_a_link_to_what_is_gone_leads_to_a_sentence_that_says_so(visitor, article):
    cast.said(article)
    visitor.open("?comment=999999#comment-999999")
    expect(visitor.page).to_have_url(f"{visitor.address}?done=gone#comment-notice")
    notice = visitor.page.locator("#comment-notice")
    expect(notice).to_have_text("This comment is no longer shown.")
    expect(notice).to_be_focused()
    expect(notice).to_be_in_viewport()


def test_a_report_is_thanked_for_at_its_comment(visitor, article):
    comments = [cast.said(article, f"Long {number}. " * 300) for number in range(3)]
    visitor.open(f"?report={comments[1].pk}#report-{comments[1].pk}")
    visitor.page.get_by_label("It is advertising").check()
    visitor.page.get_by_role("button", name="Send the report").click()
    notice = visitor.comment(comments[1]).locator("#comment-notice")
    expect(notice).to_be_focused()
    expect(notice).to_be_in_viewport()
    expect(visitor.comment(comments[1]).get_by_role("link", name="Report")).to_have_count(0)


def test_who_edits_writes_at_once(visitor):
    said = visitor.say("The secnd day.")
    visitor.page.get_by_role("link", name="Edit your comment").click()
    expect(visitor.comment(said).get_by_role("textbox", name="Comment")).to_be_focused()
    expect(visitor.comment(said).get_by_role("textbox", name="Comment")).to_be_in_viewport()


def test_the_quote_of_what_is_answered_goes_where_the_form_stands_below_it(reader, article):
    first, other = cast.said(article, "One."), cast.said(article, "Two.")
    reader.open(f"?reply={first.pk}#comment-form")
    expect(reader.form.get_by_text("One.")).to_be_visible()
    reader.comment(other).get_by_role("link", name="Reply").click()
    expect(reader.form.get_by_text("One.")).to_have_count(0)


TOPS = """
    window.tops = new Set();
    addEventListener("scroll", () => tops.add(scrollY));
"""


def test_a_page_glides_to_what_is_followed_on_it_and_never_on_arrival(reader, article):
    last = [cast.said(article, f"Long {number}. " * 300) for number in range(5)][-1]
    reader.page.add_init_script(TOPS)

    reader.open(f"#{last.anchor}")
    expect(reader.comment(last)).to_be_in_viewport()
    assert reader.page.evaluate("tops.size") <= 2

    reader.page.goto("about:blank")
    reader.open()
    reader.page.get_by_role("link", name="Write a comment").click()
    expect(reader.form.get_by_role("heading")).to_be_in_viewport()
    assert reader.page.evaluate("tops.size") > 2


LIGHTNESS = """
    (colour) => {
        const [r, g, b] = colour.match(/\\d+/g).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }
"""


def test_initials_stand_out_from_a_dark_ground(open_browser, article):
    tones = {}
    for name in ("Ann", "Bob", "Cid", "Dora", "Emil", "Fay", "Gus"):
        tones.setdefault(tone(name), name)
    for name in tones.values():
        cast.said(article, name=name)
    cast.said(article, user=cast.make_moderator())
    reader = open_browser(color_scheme="dark").open()

    colours = reader.page.locator(".initials").evaluate_all(
        """(all) => all.map((one) => [
            getComputedStyle(one).backgroundColor, getComputedStyle(one).color,
        ])"""
    )
    ground = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert len(colours) == 4
    for back, front in colours:
        assert contrast(reader, back, ground) >= 3
        assert contrast(reader, back, front) >= 4.5


def contrast(reader, *colours):
    """Of two colours, as WCAG 2.2 defines it."""
    dark, light = sorted(reader.page.evaluate(LIGHTNESS, colour) for colour in colours)
    return (light + 0.05) / (dark + 0.05)


# --- what the browser keeps --------------------------------------------------------


def test_who_ticks_nothing_is_not_remembered(visitor):
    visitor.say("Nobody shall know.")
    assert visitor.page.context.cookies() == []
    assert kept(visitor) == []
    visitor.open()
    expect(visitor.field("Name")).to_have_value("")


def test_who_wants_to_be_remembered_is_and_may_change_their_mind(reader):
    reader.open().type("Remember me.")
    reader.form.get_by_label("Remember me on this device").check()
    reader.send()
    expect(reader.page.locator("#comment-notice")).to_be_visible()
    assert [cookie["name"] for cookie in reader.page.context.cookies()] == ["reader"]

    reader.open()
    expect(reader.field("Name")).to_have_value("Ida Index")
    expect(reader.field("E-mail")).to_have_value("ida@visitor.example")
    box = reader.form.get_by_label("Remember me on this device")
    expect(box).to_be_checked()

    box.uncheck()
    assert kept(reader) == []
    reader.type("Forget me.").send()
    expect(reader.page.locator("#comment-notice")).to_be_visible()
    assert reader.page.context.cookies() == []
    reader.open()
    expect(reader.field("Name")).to_have_value("")


def test_a_visit_asks_nobody_but_the_studio(reader, article, live_site):
    cast.said(
        article, "Look: https://elsewhere.example/picture.png", website="https://rosa.example"
    )
    asked, complaints = [], []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.on("console", lambda message: complaints.append(message.text))
    reader.page.on("pageerror", lambda error: complaints.append(str(error)))

    reader.say("Who is listening?")
    reader.page.wait_for_load_state("networkidle")

    assert [url for url in asked if not url.startswith(live_site)] == []
    assert complaints == []
    assert reader.page.context.cookies() == []
