"""What has changed since the list was made, by hand and with keys: told, shown, decided anew."""

import pytest
from playwright.sync_api import expect

from comments import services
from comments.models import Status
from comments.tests import cast
from comments.tests.desk import QUEUE, state


def other():
    return cast.make_moderator("ann")


@pytest.fixture
def waiting(article):
    return cast.say(article, "Lovely article.", name="Wanda Waits")


@pytest.fixture
def queue(signed_in, live_site, waiting):
    signed_in.goto(f"{live_site}{QUEUE}")
    signed_in.locator("[data-queue-ready]").wait_for()
    signed_in.keyboard.press("j")
    return signed_in


def toast(page):
    return page.locator("[data-queue-toast]")


def test_a_key_shows_what_has_changed_and_the_next_one_decides(queue, waiting):
    services.edit(waiting, text="Now about pills.")
    queue.keyboard.press("a")
    expect(toast(queue)).to_contain_text("Its writer has edited it since.")
    expect(queue.locator(".queue-unfolded .queue-text")).to_have_text("Now about pills.")
    assert state(waiting) == Status.WAITING
    queue.keyboard.press("s")
    expect(toast(queue)).to_contain_text("is marked as spam.")
    assert state(waiting) == Status.SPAM


def test_a_reason_that_came_too_late_is_still_there(queue, waiting):
    services.decide([waiting], status=Status.SPAM, by=other())
    queue.keyboard.press("r")
    queue.get_by_label("Note for moderators").fill("Pills.")
    queue.get_by_label("Advertising").check()
    queue.keyboard.press("Enter")
    expect(toast(queue)).to_contain_text("ann has decided: Spam.")
    expect(queue.get_by_role("heading", name="Who wrote it")).to_be_visible()
    queue.keyboard.press("r")
    expect(queue.get_by_label("Note for moderators")).to_have_value("Pills.")
    expect(queue.get_by_label("Advertising")).to_be_checked()
    queue.keyboard.press("Enter")
    expect(toast(queue)).to_contain_text("is rejected.")
    assert (state(waiting), waiting.note) == (Status.REJECTED, "Pills.")


def test_several_are_rejected_as_the_list_showed_them(queue, article, waiting):
    queue.keyboard.press("x")
    services.edit(waiting, text="Now about pills.")
    queue.get_by_role("link", name="Reject the chosen comments").click()
    expect(queue.get_by_text("these comments are no longer as you saw them")).to_be_visible()
    expect(queue.get_by_text("Now about pills.")).to_be_visible()


def test_several_that_changed_are_not_approved(queue, waiting):
    queue.keyboard.press("x")
    services.edit(waiting, text="Now about pills.")
    queue.get_by_role("link", name="Approve the chosen comments").click()
    expect(queue.get_by_text("these comments are no longer as you saw them")).to_be_visible()
    assert state(waiting) == Status.WAITING


def test_a_name_is_read_out_as_it_is_whatever_signs_it_holds(signed_in, live_site, article):
    cast.say(article, name="Ida $& $' Reader")
    signed_in.goto(f"{live_site}{QUEUE}")
    signed_in.locator("[data-queue-ready]").wait_for()
    signed_in.keyboard.press("j")
    signed_in.keyboard.press("r")
    title = signed_in.locator("[data-queue-reject-title]")
    expect(title).to_have_text("Reject the comment by Ida $& $' Reader")
