"""What readers and moderators do together, from end to end, with scripts on and off.

Each is in a browser of its own; letters travel by SMTP and their links are followed.
"""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from comments.models import Comment, Status, Subscription
from comments.tests import cast
from comments.tests.letters import delivered, link_in
from comments.tests.visitor import WAITS

QUEUE = "/admin/reader-comments/"


@pytest.fixture
def moderator(open_browser, scripts, live_site):
    """The browser page of somebody at the desk, signed in."""
    client = Client()
    client.force_login(cast.make_moderator())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page = open_browser(scripts=scripts).page
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_site}])
    return page


@pytest.fixture
def desk(moderator, live_site):
    """Opens a tab of the queue."""

    def open_tab(tab="waiting"):
        moderator.goto(f"{live_site}{QUEUE}?tab={tab}")
        return moderator

    return open_tab


def press(page, verb, name):
    """Decide, and read that it is done."""
    page.get_by_role("button", name=f"{verb} the comment by {name}").click()
    done = {"Approve": "is approved", "Spam": "is marked as spam"}[verb]
    expect(page.get_by_text(f"The comment by {name} {done}.")).to_be_visible()


def test_an_answer_waits_is_approved_at_the_desk_and_told_to_whom_it_answers(
    visitor, open_browser, scripts, desk, live_site, article, post_office
):
    cast.arrange(moderator_mail="never")
    first = cast.said(
        article, "The arch gives back.", name="Rosa Reader", is_proved=True, wants_letters=True
    )
    visitor.open().page.get_by_role("link", name="Reply to comment 1, by Rosa Reader").click()
    visitor.type("And it takes.", name="Ida Index").send()
    expect(visitor.page.locator("#comment-notice")).to_contain_text(WAITS)
    rosa = open_browser(scripts=scripts)
    rosa.open().does_not_read("And it takes.")
    assert delivered(post_office) == []  # nobody is told of what nobody may read yet

    press(desk(), "Approve", "Ida Index")
    expect(desk().get_by_text("Nothing waits.")).to_be_visible()

    (letter,) = delivered(post_office)
    assert letter["To"] == "rosa@reader.example"
    rosa.page.goto(live_site + link_in(letter, "?comment="))
    answer = Comment.objects.get(text="And it takes.")
    expect(rosa.comment(answer)).to_contain_text("in reply to Rosa Reader")
    expect(rosa.comment(answer)).to_be_in_viewport()
    assert (answer.parent, answer.status) == (first, Status.APPROVED)
    visitor.page.reload()
    expect(visitor.page.locator("#comment-notice")).to_contain_text("Your comment is published.")


def test_from_the_tick_to_the_letter_and_to_the_last_letter(
    visitor, open_browser, scripts, desk, live_site, article, post_office
):
    cast.arrange(moderator_mail="never")
    visitor.open().type("Why do feet talk?", name="Ida Index")
    visitor.form.get_by_label("Mail me when somebody answers").check()
    visitor.send()
    expect(visitor.page.locator("#comment-notice")).to_contain_text(WAITS)

    (question,) = delivered(post_office)
    assert question["To"] == "ida@visitor.example"
    assert "Why do feet talk?" not in question.as_string()
    visitor.page.goto(live_site + link_in(question, "/confirm/"))
    assert Subscription.objects.get().status == Subscription.Status.ASKED  # a look does nothing
    visitor.page.get_by_role("button", name="Yes, write to me").click()
    expect(visitor.page.get_by_role("heading", name="You will hear from us")).to_be_visible()

    press(desk(), "Approve", "Ida Index")
    expect(desk().get_by_text("Nothing waits.")).to_be_visible()
    ida = Comment.objects.get()
    other = open_browser(scripts=scripts).open()
    other.page.get_by_role("link", name="Reply to comment 1, by Ida Index").click()
    other.type("They listen.", name="Emil Stanza", email="emil@visitor.example").send()
    expect(other.page.locator("#comment-notice")).to_contain_text(WAITS)
    press(desk(), "Approve", "Emil Stanza")
    expect(desk().get_by_text("Nothing waits.")).to_be_visible()

    (letter,) = delivered(post_office)
    assert letter["To"] == "ida@visitor.example"
    visitor.page.goto(live_site + link_in(letter, "/unsubscribe/"))
    visitor.page.get_by_role("button", name="No more about this conversation").click()
    expect(visitor.page.get_by_text("have ended")).to_be_visible()

    cast.said(article, "They do.", parent=ida, name="Berta Stanza")
    assert delivered(post_office) == []


def test_what_was_approved_and_is_edited_waits_for_the_desk_again(
    visitor, open_browser, desk, article
):
    cast.rule(moderation="none", min_seconds=0)
    visitor.open().type("My feet talk.", name="Ida Index").send()
    expect(visitor.page.locator("#comment-notice")).to_contain_text("Your comment is published.")
    other = open_browser().open()
    other.reads("My feet talk.")

    visitor.page.get_by_role("link", name="Edit your comment").click()
    links = " ".join(f"https://soles{number}.example" for number in range(5))
    form = visitor.page.locator("#edit-form")
    form.get_by_role("textbox", name="Comment").fill(f"My feet talk. {links}")
    form.get_by_role("button", name="Save the change").click()

    notice = visitor.page.locator("#comment-notice")
    expect(notice).to_contain_text("A moderator will read it before it is published.")
    other.open().does_not_read("My feet talk.")
    press(desk(), "Approve", "Ida Index")
    expect(desk().get_by_text("Nothing waits.")).to_be_visible()
    other.open().reads("https://soles4.example")
    expect(other.page.locator("#comments")).to_contain_text("edited")


def test_what_readers_report_is_held_and_stands_under_reported_until_it_is_decided(
    open_browser, scripts, desk, article, settings
):
    settings.BEHIND_PROXY = True  # the only way for two readers from one machine
    cast.rule(reports_to_hold=2)
    cast.said(article, "Buy my soles.", name="Sole Seller")
    for number in range(2):
        line = {"X-Forwarded-For": f"203.0.113.{number}"}
        reader = open_browser(scripts=scripts, extra_http_headers=line).open()
        reader.page.get_by_role("link", name="Report comment 1, by Sole Seller").click()
        reader.page.get_by_label("It is advertising").check()
        reader.page.get_by_role("button", name="Send the report").click()
        expect(reader.page.locator("#comment-notice")).to_contain_text("Thank you for telling us.")
    reader.open().does_not_read("Buy my soles.")

    page = desk("reported")
    row = page.get_by_role("row").filter(has_text="Sole Seller")
    expect(row).to_contain_text("2 reports")
    press(page, "Spam", "Sole Seller")
    expect(desk("reported").get_by_text("Sole Seller")).to_have_count(0)
    expect(desk("spam").get_by_role("row").filter(has_text="Sole Seller")).to_have_count(1)
    reader.open().does_not_read("Buy my soles.")
    assert Comment.objects.get().status == Status.SPAM
