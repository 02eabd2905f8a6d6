"""On the live article a moderator decides beside each comment (M8), with scripts on and off."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from comments.models import Status
from comments.tests import cast
from studio.tests.accessibility import on_every_screen, violations
from studio.tests.cast import make_staff


@pytest.fixture
def sign_in(client, live_site):
    """Let a visitor's browser be signed in as a user."""

    def sign_in_as(visitor, user):
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        visitor.page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_site}]
        )
        return visitor

    return sign_in_as


@pytest.fixture
def moderator(visitor, sign_in):
    return sign_in(visitor, cast.make_moderator())


def test_a_moderator_sees_what_waits_and_approves_it(moderator, article, open_browser):
    said = cast.say(article, "Let me in.", name="Rosa Reader")
    moderator.open()
    expect(moderator.comment(said)).to_contain_text("Waiting for review; readers cannot see it.")

    moderator.page.get_by_role("button", name="Approve comment 1, by Rosa Reader").click()

    expect(moderator.page).to_have_url(f"{moderator.address}#{said.anchor}")
    expect(moderator.page.get_by_text("The comment by Rosa Reader is approved.")).to_be_visible()
    expect(moderator.comment(said)).not_to_contain_text("Waiting for review")
    said.refresh_from_db()
    assert said.status == Status.APPROVED
    open_browser().open().reads("Let me in.")


def test_a_moderator_marks_spam_and_takes_it_back(moderator, article):
    said = cast.said(article, "Soles, soles.", name="Sole Seller")
    moderator.open()
    moderator.page.get_by_role("button", name="Spam comment 1, by Sole Seller").click()
    moderator.does_not_read("Soles, soles.")
    moderator.page.get_by_role("button", name="Undo").click()
    moderator.reads("Soles, soles.")
    said.refresh_from_db()
    assert said.status == Status.APPROVED


def test_a_rejection_is_asked_for_its_reason(moderator, article):
    said = cast.said(article, "You know nothing.", name="Rude Reader")
    moderator.open()
    moderator.page.get_by_role("button", name="Reject comment 1, by Rude Reader").click()
    moderator.page.get_by_label("Insulting").check()
    moderator.page.get_by_role("button", name="Reject").click()
    moderator.does_not_read("You know nothing.")
    said.refresh_from_db()
    assert (said.status, said.rejection) == (Status.REJECTED, "insulting")


def test_from_the_page_one_comes_to_the_case_in_the_queue(moderator, article):
    cast.said(article, "Why me?", name="Rosa Reader")
    moderator.open()
    moderator.page.get_by_role("link", name="Open in the queue comment 1").click()
    expect(moderator.page.get_by_text("Why me?").first).to_be_visible()
    assert "/reader-comments/" in moderator.page.url


def test_who_may_not_moderate_sees_no_buttons_and_nothing_that_waits(visitor, sign_in, article):
    cast.said(article, "Everybody reads this.")
    cast.say(article, "Nobody reads this.")
    sign_in(visitor, make_staff("teacher")).open().reads("Everybody reads this.")
    visitor.does_not_read("Nobody reads this.")
    expect(visitor.page.locator("form.moderation")).to_have_count(0)
    expect(visitor.form).to_contain_text("You are writing as teacher.")


def test_a_moderator_answers_in_the_name_of_the_studio(moderator, article):
    cast.said(article, name="Rosa Reader")
    moderator.open()
    moderator.page.get_by_role("link", name="Reply to comment 1, by Rosa Reader").click()
    moderator.field("Comment").fill("We tried it too.")
    moderator.send()
    notice = moderator.page.locator("#comment-notice")
    expect(notice).to_contain_text("Your comment is published.")
    expect(moderator.page.locator(".comment__badge")).to_have_text("Studio Elsewhere")


@on_every_screen
def test_axe_finds_nothing_where_one_moderates(
    open_browser, sign_in, article, width, height, scheme
):
    for _number in range(2):
        cast.said(article)
        cast.say(article)
    moderator = sign_in(open_browser(), cast.make_moderator())
    moderator.page.set_viewport_size({"width": width, "height": height})
    moderator.page.emulate_media(color_scheme=scheme)
    moderator.open()
    assert violations(moderator.page) == []
    buttons = moderator.page.locator(".moderation button, .moderation a")
    names = buttons.evaluate_all("all => all.map((one) => one.textContent)")
    assert len(set(names)) == len(names) == 14
    moderator.page.set_viewport_size({"width": 320, "height": 640})
    assert moderator.page.evaluate("document.documentElement.scrollWidth") == 320
