"""The queue by hand: with keys alone, and what scripts add (M1 to M3)."""

import datetime

import pytest
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from comments import services
from comments.models import Comment
from comments.tests import cast

QUEUE = "/admin/reader-comments/"


def states():
    return dict(Comment.objects.values_list("name", "status"))


def at(page):
    """Whose comment has the focus."""
    return page.evaluate(
        "document.activeElement.closest('[data-queue-row]')?.querySelector('.queue-who b').textContent"
    )


def count(page, tab):
    return page.locator(f"[data-queue-count={tab}]")


def toast(page):
    return page.locator("[data-queue-toast]")


def ready(page):
    """Waits until the queue that was loaded listens to keys."""
    page.locator("[data-queue-ready]").wait_for()
    return page


@pytest.fixture
def queue(signed_in, live_site, article):
    """Opens the queue, once there is something in it."""

    def open_queue(query=""):
        signed_in.goto(f"{live_site}{QUEUE}{query}")
        return ready(signed_in)

    return open_queue


def test_twenty_comments_are_moderated_with_keys_alone(queue, article, admin_user):
    for number in range(20):
        cast.say(article, name=f"Reader {number:02}")
    page = queue()
    page.keyboard.press("j")
    keys = ["a", "r", "s", "t"] * 5
    expected = {}
    for number, key in enumerate(keys):
        name = f"Reader {number:02}"
        assert at(page) == name
        page.keyboard.press(key)
        if key == "r":
            expect(page.get_by_role("dialog")).to_contain_text(f"Reject the comment by {name}")
            page.keyboard.press("2")
            page.keyboard.press("Enter")
        expect(toast(page)).to_contain_text(name)
        expect(count(page, "waiting")).to_have_text(str(19 - number))
        expected[name] = {"a": "approved", "r": "rejected", "s": "spam", "t": "trashed"}[key]
        if number == 9:  # the tenth was a mistake
            page.keyboard.press("z")
            expect(toast(page)).to_contain_text(
                f"The decision about the comment by {name} is taken back."
            )
            assert at(page) == name
            page.keyboard.press("a")
            expect(toast(page)).to_contain_text(f"The comment by {name} is approved.")
            expected[name] = "approved"
        if number < 19:
            page.wait_for_function(
                "name => document.activeElement.closest('[data-queue-row]')"
                "?.querySelector('.queue-who b').textContent === name",
                arg=f"Reader {number + 1:02}",
            )
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    assert states() == expected
    assert set(Comment.objects.values_list("decided_by", flat=True)) == {admin_user.pk}
    assert Comment.objects.filter(rejection="off_topic").count() == 4


def test_the_focus_moves_and_is_seen(queue, article):
    for number in range(3):
        cast.say(article, name=f"Reader {number}")
    page = queue()
    seen = []
    for key in "jjjjkkkk":
        page.keyboard.press(key)
        seen.append(at(page)[-1])
    assert "".join(seen) == "01221000"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    shadow = "getComputedStyle(document.activeElement.closest('tr')).boxShadow"
    assert page.evaluate(outline) != "none"
    assert page.evaluate(shadow) != "none"


def test_a_row_unfolds_and_folds_by_key_and_by_click(queue, article):
    comment = cast.say(article, "Only https://one.example and [two](https://two.example).")
    page = queue()
    page.keyboard.press("j")
    for key in ("o", "Enter"):
        page.keyboard.press(key)
        expect(page.get_by_role("heading", name="Who wrote it")).to_be_visible()
        opener = page.locator(f"#row-{comment.pk} [data-queue-case]")
        expect(opener).to_have_attribute("aria-expanded", "true")
        page.keyboard.press(key)
        expect(page.get_by_role("heading", name="Who wrote it")).to_have_count(0)
        expect(opener).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="Only https://one").click()
    expect(page.get_by_role("heading", name="Why", exact=True)).to_be_visible()


def test_e_opens_the_form_and_saving_leads_back_to_the_row(queue, article):
    cast.say(article, name="Ida")
    nora = cast.say(article, name="Nora")
    page = queue("?tab=waiting&q=thought")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_label("Text")).to_be_focused()
    page.get_by_label("Text").fill("Another thought.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/reader-comments/?tab=waiting&q=thought")
    assert at(ready(page)) == "Nora"
    nora.refresh_from_db()
    assert nora.text == "Another thought."


def test_w_opens_the_reply_with_the_focus_where_it_is_written(queue, article):
    cast.say(article, name="Ida")
    page = queue()
    page.keyboard.press("j")
    page.keyboard.press("w")
    expect(page.get_by_label("Your answer")).to_be_focused()
    page.keyboard.type("Thank you.")
    page.get_by_role("button", name="Approve and reply").click()
    expect(page.get_by_text("Your answer to Ida stands on the page.")).to_be_visible()


def test_a_key_without_a_row_tells_how_to_begin(queue, article):
    cast.say(article, name="Ida")
    page = queue()
    for key in "arstew":
        page.keyboard.press(key)
        expect(toast(page)).to_contain_text("Press j to begin.")
        page.get_by_role("button", name="Close this message").click()
        expect(toast(page)).not_to_have_attribute("data-shown", "")
    assert states() == {"Ida": "waiting"}


def test_where_nothing_was_done_nothing_is_undone(queue, article):
    cast.say(article, name="Ida")
    page = queue()
    page.keyboard.press("z")
    expect(toast(page)).to_contain_text("There is nothing to undo.")


def test_what_is_said_leaves_after_a_while_but_not_while_it_is_used(queue, article, signed_in):
    cast.say(article, name="Ida")
    morning = datetime.datetime(2026, 5, 1, 10, tzinfo=datetime.UTC)
    signed_in.clock.install(time=morning)
    page = queue()
    # from here on no time passes by itself, however slow the machine
    page.clock.pause_at(morning + datetime.timedelta(hours=1))
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(toast(page)).to_have_attribute("data-shown", "")
    page.get_by_role("button", name="Undo").focus()
    page.clock.run_for(13_000)
    expect(toast(page)).to_have_attribute("data-shown", "")
    page.get_by_role("button", name="Undo").blur()
    page.clock.run_for(13_000)
    expect(toast(page)).not_to_have_attribute("data-shown", "")


def test_keys_do_nothing_while_somebody_types_or_holds_another_key(queue, article):
    cast.say(article, name="Ida")
    page = queue()
    page.keyboard.press("j")
    for chord in ("Control+s", "Alt+a", "Meta+t"):
        page.keyboard.press(chord)
    page.locator("#id_q").focus()
    page.keyboard.type("asrtz?")
    expect(page.locator("#id_q")).to_have_value("asrtz?")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert states() == {"Ida": "waiting"}


def test_whoever_switched_keys_off_has_none(queue, article, admin_user):
    cast.say(article, name="Ida")
    UserProfile.objects.update_or_create(user=admin_user, defaults={"keyboard_shortcuts": False})
    page = queue()
    expect(page.get_by_role("button", name="Approve the comment by Ida")).to_be_visible()
    for key in ("j", "a", "?", "z"):
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_role("button", name="Keys")).to_be_hidden()
    assert states() == {"Ida": "waiting"}
    page.get_by_role("button", name="Approve the comment by Ida").click()
    expect(toast(page)).to_contain_text("is approved")
    assert states() == {"Ida": "approved"}


def test_help_shows_the_keys_and_escape_closes_it(queue, article):
    page = queue()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys of the queue")
    expect(dialog).to_be_visible()
    expect(page.locator(".w-dialog[aria-hidden=false]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_whoever_leaves_the_reasons_rejects_nothing(queue, article):
    cast.say(article, name="Ida")
    page = queue()
    page.keyboard.press("j")
    for leave in ("Escape", None):
        page.keyboard.press("r")
        expect(page.get_by_role("dialog")).to_be_visible()
        if leave:
            page.keyboard.press(leave)
        else:
            page.get_by_role("button", name="Leave it").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert at(page) == "Ida"
    assert states() == {"Ida": "waiting"}


def test_a_rejection_without_a_reason_is_not_sent(queue, article):
    cast.say(article, name="Ida")
    page = queue()
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert states() == {"Ida": "waiting"}


def test_in_the_tab_of_all_a_row_stays_and_tells_its_new_state(queue, article):
    comment = cast.say(article, name="Ida")
    cast.say(article, name="Nora")
    page = queue("?tab=all&ordering=posted_at")
    page.keyboard.press("j")
    page.keyboard.press("s")
    row = page.locator(f"#row-{comment.pk}")
    expect(row.locator("[data-queue-status]")).to_have_text("Spam")
    assert at(page) == "Nora"


def test_what_the_server_refuses_is_said_and_changes_nothing(queue, article):
    comment = cast.say(article, name="Ida")
    page = queue()
    page.keyboard.press("j")
    services.erase(comment)
    page.keyboard.press("a")
    expect(toast(page)).to_contain_text("Its writer has deleted this comment.")
    page.context.clear_cookies()
    page.keyboard.press("a")
    expect(toast(page)).to_contain_text("You are no longer signed in")
    page.context.set_offline(True)
    page.keyboard.press("a")
    expect(toast(page)).to_contain_text("This did not work.")


def test_several_are_approved_without_a_question_and_taken_back(queue, article):
    for number in range(3):
        cast.say(article, name=f"Reader {number}")
    page = queue()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_role("link", name="Approve the chosen comments").click()
    expect(page.get_by_text("2 comments are approved.")).to_be_visible()
    assert sorted(states().values()) == ["approved", "approved", "waiting"]
    ready(page).keyboard.press("z")
    expect(page.get_by_text("2 decisions are taken back.")).to_be_visible()
    assert set(states().values()) == {"waiting"}


@pytest.mark.parametrize(
    ("key", "words", "state"),
    [
        ("a", "2 comments are approved.", "approved"),
        ("s", "2 comments are marked as spam.", "spam"),
        ("t", "2 comments are in the trash.", "trashed"),
        ("r", "This is about 2 comments.", "waiting"),
    ],
)
def test_keys_decide_about_all_that_are_chosen(queue, article, key, words, state):
    for number in range(3):
        cast.say(article, name=f"Reader {number}")
    page = queue()
    for press in ("j", "x", "j", "x", "j", key):
        page.keyboard.press(press)
    expect(page.get_by_text(words)).to_be_visible()
    assert states() == {"Reader 0": state, "Reader 1": state, "Reader 2": "waiting"}


def test_the_number_beside_the_menu_follows(queue, article):
    cast.say(article, name="Ida")
    cast.say(article, name="Nora")
    page = queue()
    expect(page.get_by_role("link", name="Reader comments, waiting: 2")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.get_by_role("link", name="Reader comments, waiting: 1")).to_be_visible()


def test_a_search_stays_in_its_tab_and_keys_go_on(queue, article):
    cast.say(article, "The arch.", name="Ida")
    cast.say(article, "The foot.", name="Nora")
    cast.said(article, "The arch again.", name="Anna")
    page = queue("?tab=waiting")
    page.locator("#id_q").fill("arch")
    expect(page.locator("[data-queue-row]")).to_have_count(1)
    page.wait_for_url("**?q=arch&tab=waiting")
    page.locator("[data-queue-case]").focus()
    page.keyboard.press("a")
    expect(page.get_by_text("No comment here matches.")).to_be_visible()
    assert states() == {"Ida": "approved", "Nora": "waiting", "Anna": "approved"}


def test_a_search_that_answers_late_brings_nobody_back(queue, article):
    cast.say(article, "The arch.", name="Ida")
    page = queue("?tab=waiting")
    held, late = [], []

    def answer(route):
        if late:  # Wagtail asks once more when the field is left; that answer is as old
            route.fulfill(response=late.pop())
        elif held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/results/?q=arch*", answer)
    with page.expect_request("**/results/?q=arch*") as asked:
        page.locator("#id_q").fill("arch")
    found = page.request.get(asked.value.url)
    assert "The arch." in found.text()
    page.locator("[data-queue-case]").focus()
    page.keyboard.press("a")
    expect(page.locator("[data-queue-empty]")).to_be_visible()
    late.append(found)
    held[0].fulfill(response=found)
    page.wait_for_url("**?q=arch&tab=waiting")
    expect(page.get_by_text("No comment here matches.")).to_be_visible()


def test_the_last_decision_of_a_queue_can_be_taken_back_too(queue, article):
    cast.say(article, name="Ida")
    page = queue()
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_role("button", name="Approve the comment by Ida")).to_be_visible()
    assert at(page) == "Ida"
    assert states() == {"Ida": "waiting"}


def test_a_page_is_chosen_as_wagtail_chooses_pages(queue, article, home_page):
    cast.say(article, name="Ida")
    page = queue()
    page.get_by_role("button", name="Show filters").click()
    page.locator("[aria-controls=drilldown-id_page]").click()
    page.get_by_role("button", name="Choose a page").click()
    page.locator(".modal-content").get_by_role("link", name="Home", exact=True).click()
    page.wait_for_url(f"**?page={home_page.pk}&tab=waiting")
    expect(page.get_by_text("No comment here matches.")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("[data-queue-row]")).to_have_count(1)
