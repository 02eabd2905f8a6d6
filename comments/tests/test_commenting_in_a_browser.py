"""What a reader does below an article, each with scripts on and off (V1, V3, V4, V6, V8)."""

import re

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Status
from comments.tests import cast
from comments.tests.visitor import WAITS


def test_a_comment_waits_seen_by_its_writer_alone_until_a_moderator_approves_it(
    visitor, open_browser
):
    said = visitor.say("The second day was the oddest.")

    visitor.reads("The second day was the oddest.")
    expect(visitor.comment(said)).to_contain_text("Waiting for review; only you can see it.")
    assert visitor.focus() == said.anchor
    other = open_browser().open()
    other.does_not_read("The second day was the oddest.")

    cast.approve(said)

    other.open().reads("The second day was the oddest.")
    visitor.page.reload()
    expect(visitor.page.locator("#comment-notice")).to_contain_text("Your comment is published.")
    expect(visitor.page.get_by_role("heading", name="One comment")).to_be_visible()
    assert Comment.objects.count() == 1  # a reload posts nothing


def test_a_refused_form_keeps_what_was_typed_and_the_summary_has_the_focus(visitor):
    visitor.open().type("Read me twice.", name="", email="nonsense")
    visitor.field("Website").fill("rosa")
    visitor.form.get_by_label("Mail me when somebody answers").check()
    visitor.form.get_by_label("Remember me on this device").check()

    visitor.send()

    summary = visitor.form.get_by_role("group", name="Your comment has not been sent yet")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    assert visitor.page.title().startswith("Not sent yet: Training the trunk")
    assert summary.get_by_role("link").all_inner_texts() == [
        "Write the name to show above your comment.",
        "Write an e-mail address such as rosa@studio.example.",
        "Write an address such as https://studio.example, or leave it empty.",
    ]
    for field, kept in [
        ("Comment", "Read me twice."),
        ("Name", ""),
        ("E-mail", "nonsense"),
        ("Website", "rosa"),
    ]:
        expect(visitor.field(field)).to_have_value(kept)
    expect(visitor.form.get_by_label("Mail me when somebody answers")).to_be_checked()
    expect(visitor.form.get_by_label("Remember me on this device")).to_be_checked()
    email = visitor.field("E-mail")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description(
        "It is never published. Write an e-mail address such as rosa@studio.example."
    )
    summary.get_by_role("link", name="Write an e-mail address").click()
    expect(email).to_be_focused()
    assert Comment.objects.count() == 0


def test_whoever_mends_the_form_has_posted(visitor):
    visitor.open().type("Read me twice.", name="").send()
    visitor.field("Name").fill("Ida Index")
    visitor.send()
    expect(visitor.page.locator("#comment-notice")).to_contain_text(WAITS)
    assert Comment.objects.get().name == "Ida Index"


def test_an_answer_stands_below_what_it_answers(visitor, article):
    first = cast.said(article, "The arch gives back.", name="Rosa Reader")
    cast.said(article, "Something else.", name="Emil Reader")
    visitor.open()

    visitor.page.get_by_role("link", name="Reply to comment 1, by Rosa Reader").click()

    expect(visitor.form.get_by_role("heading")).to_have_text("Your answer to Rosa Reader")
    assert f"reply={first.pk}" in visitor.page.url
    visitor.type("And it takes.").send()
    expect(visitor.page.locator("#comment-notice")).to_contain_text(WAITS)
    answer = Comment.objects.get(text="And it takes.")
    assert answer.parent == first
    expect(visitor.comment(answer)).to_contain_text("in reply to Rosa Reader")
    assert visitor.page.locator(".comment__text").all_inner_texts() == [
        "The arch gives back.",
        "And it takes.",
        "Something else.",
    ]


def test_whoever_changes_their_mind_writes_a_comment_of_its_own(visitor, article):
    cast.said(article, name="Rosa Reader")
    visitor.open()
    visitor.page.get_by_role("link", name="Reply to comment 1").click()
    visitor.form.get_by_role("link", name="Cancel the answer").click()
    expect(visitor.form.get_by_role("heading")).to_have_text("Write a comment")
    assert "reply" not in visitor.page.url
    visitor.type("On its own.").send()
    expect(visitor.page.locator("#comment-notice")).to_contain_text(WAITS)
    assert Comment.objects.get(text="On its own.").parent is None


def test_a_writer_edits_a_comment_in_its_minutes(visitor):
    said = visitor.say("The secnd day.")
    visitor.page.get_by_role("link", name="Edit your comment").click()
    form = visitor.comment(said).locator("form")
    expect(form.get_by_role("textbox", name="Comment")).to_have_value("The secnd day.")
    form.get_by_role("textbox", name="Comment").fill("")
    form.get_by_role("button", name="Save the change").click()
    summary = visitor.page.get_by_role("group", name="Your change has not been saved yet")
    expect(summary).to_be_focused()

    form.get_by_role("textbox", name="Comment").fill("The second day.")
    form.get_by_role("button", name="Save the change").click()

    expect(visitor.page.locator("#comment-notice")).to_contain_text("Your change is saved.")
    visitor.reads("The second day.")
    expect(visitor.comment(said)).to_contain_text("edited")
    assert visitor.focus() == said.anchor


def test_a_writer_deletes_a_comment_after_a_second_thought(visitor):
    said = visitor.say("Forget it.")
    visitor.page.get_by_text("Delete your comment").click()
    visitor.page.get_by_role("button", name="Yes, delete it").click()
    notice = visitor.page.locator("#comment-notice")
    expect(notice).to_contain_text("Your comment has been deleted.")
    expect(notice).to_be_focused()
    visitor.does_not_read("Forget it.")
    said.refresh_from_db()
    assert said.status == Status.ERASED


def test_what_three_readers_report_waits(open_browser, scripts, article, settings):
    settings.BEHIND_PROXY = True  # the only way for three readers from one machine
    said = cast.said(article, "Buy my soles.", name="Sole Seller")
    for number in range(3):
        line = {"X-Forwarded-For": f"203.0.113.{number}"}
        reader = open_browser(scripts=scripts, extra_http_headers=line).open()
        reader.reads("Buy my soles.")
        reader.page.get_by_role("link", name="Report comment 1, by Sole Seller").click()
        form = reader.page.locator(f"#report-{said.pk}")
        expect(form).to_be_in_viewport()
        form.get_by_label("It is advertising").check()
        form.get_by_role("button", name="Send the report").click()
        notice = reader.page.locator("#comment-notice")
        expect(notice).to_contain_text("Thank you for telling us.")
        expect(notice).to_be_focused()
    said.refresh_from_db()
    assert said.status == Status.WAITING
    open_browser().open().does_not_read("Buy my soles.")


def test_a_report_without_a_reason_is_asked_for_one(visitor, article):
    said = cast.said(article)
    visitor.open(f"?report={said.pk}#report-{said.pk}")
    visitor.page.get_by_label("In your own words").fill("I know this shop.")
    visitor.page.get_by_role("button", name="Send the report").click()
    summary = visitor.page.get_by_role("group", name="Your report has not been sent yet")
    expect(summary).to_be_focused()
    expect(visitor.page.get_by_label("In your own words")).to_have_value("I know this shop.")
    summary.get_by_role("link", name="Choose what is wrong with it.").click()
    expect(visitor.page.get_by_label("It insults somebody")).to_be_focused()


def test_a_permanent_link_leads_to_its_comment_on_any_page_of_comments(visitor, article):
    cast.arrange(per_page=5)
    comments = [cast.said(article, name="Rosa Reader") for _number in range(12)]
    visitor.open()
    visitor.page.get_by_role("link", name="Next comments").click()
    expect(visitor.page).to_have_url(f"{visitor.address}?comments=2#comments")
    expect(visitor.comment(comments[5])).to_be_visible()

    visitor.open(f"?comment={comments[11].pk}#{comments[11].anchor}")

    expect(visitor.page).to_have_url(f"{visitor.address}?comments=3#{comments[11].anchor}")
    expect(visitor.comment(comments[11])).to_be_in_viewport()
    assert visitor.focus() == comments[11].anchor
    permanent = visitor.comment(comments[11]).locator("time").locator("xpath=..")
    expect(permanent).to_have_attribute("href", comments[11].address_on_page)


def test_a_closed_conversation_says_so_and_keeps_what_came_too_late(visitor, article):
    visitor.open().type("One more thing.")
    article.comments_mode = "closed"
    article.save_revision().publish()
    visitor.send()
    late = visitor.page.get_by_role("group", name="This conversation is closed.")
    expect(late).to_be_focused()
    expect(late.get_by_label("This is what you wrote")).to_have_value("One more thing.")
    visitor.open()
    expect(visitor.page.locator("#comments")).to_contain_text("This conversation is closed.")
    expect(visitor.page.get_by_role("button", name="Post the comment")).to_have_count(0)


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_form_stands_where_the_site_wants_it(visitor, article, place):
    cast.arrange(form_place=place)
    cast.said(article)
    visitor.open()
    page = visitor.page.locator("#comments").inner_text()
    order = re.findall("Post the comment|Thought number", page)
    assert order == sorted(order, reverse=place == "after")
