"""The note that opens beside its marker, and the way back, in a real Chromium (R9, R10)."""

from playwright.sync_api import expect

from articles.tests.reader import back_link, line, marker


def note(page):
    return page.locator("[role=note].note")


# --- R9: the note beside its marker ---------------------------------------------------


def test_the_note_opens_on_hover_and_the_pointer_may_enter_it(page, long_article):
    page.goto(long_article.address)
    expect(note(page)).to_have_count(0)
    marker(page, "(1)").hover()
    expect(note(page)).to_be_visible()
    expect(note(page)).to_contain_text("Core Stability is Like Orthotics for your Torso")
    expect(note(page).locator("[role=doc-backlink], [id]")).to_have_count(0)

    note(page).hover()
    page.wait_for_function(  # longer than an open note would wait before it closes
        "since => performance.now() - since > 600", arg=page.evaluate("performance.now()")
    )
    expect(note(page)).to_be_visible()

    page.mouse.move(1, 1)
    expect(note(page)).to_have_count(0)


def test_the_note_opens_on_focus_and_escape_closes_it(page, long_article):
    page.goto(long_article.address)
    marker(page, "(1)").focus()
    expect(note(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(note(page)).to_have_count(0)
    expect(marker(page, "(1)")).to_be_focused()


def test_one_tabs_from_a_marker_into_its_note_and_on_to_the_text(page, long_article):
    page.goto(long_article.address)
    marker(page, "(1)").focus()
    page.keyboard.press("Tab")
    expect(note(page).get_by_role("link", name="Show in the list")).to_be_focused()
    page.keyboard.press("Escape")
    expect(marker(page, "(1)")).to_be_focused()
    expect(note(page)).to_have_count(0)
    page.keyboard.press("Tab")
    expect(marker(page, "(2)")).to_be_focused()


def test_the_first_tap_shows_the_note_and_its_link_leads_to_the_list(browser, long_article):
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(long_article.address)
    marker(page, "(1)").tap()
    expect(note(page)).to_be_visible()
    assert page.url == long_article.address
    box = note(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360

    note(page).get_by_role("link", name="Show in the list").tap()

    expect(page).to_have_url(f"{long_article.address}#reference-{long_article.pk}-1")
    expect(line(page)).to_be_in_viewport()
    expect(note(page)).to_have_count(0)
    context.close()


def test_a_tap_elsewhere_closes_the_note(browser, long_article):
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(long_article.address)
    marker(page, "(1)").tap()
    expect(note(page)).to_be_visible()
    page.get_by_role("heading", level=1).tap()
    expect(note(page)).to_have_count(0)
    context.close()


def test_a_click_with_the_mouse_still_jumps(page, long_article):
    page.goto(long_article.address)
    marker(page, "(1)").click()
    expect(page).to_have_url(f"{long_article.address}#reference-{long_article.pk}-1")
    expect(line(page)).to_be_in_viewport()


# --- R10: the way back ------------------------------------------------------------------


def background(locator):
    return locator.evaluate("element => getComputedStyle(element).backgroundColor")


def test_the_back_link_of_the_marker_one_came_from_is_emphasised(page, long_article):
    page.goto(long_article.address)
    marker(page, "(2)").click()
    emphasised = page.locator("a[role=doc-backlink].is-origin")
    expect(emphasised).to_have_text("(2)")
    assert background(emphasised) != background(back_link(page, "(1)"))


def test_a_back_link_highlights_the_marker_it_leads_to(page, long_article):
    page.goto(long_article.address)
    plain = background(marker(page, "(2)"))
    back_link(page, "(2)").click()
    expect(marker(page, "(2)")).to_be_in_viewport()
    assert background(marker(page, "(2)")) != plain
    assert background(marker(page, "(1)")) == plain


def test_the_browsers_back_highlights_the_marker_one_left_from(page, long_article):
    page.goto(long_article.address)
    plain = background(marker(page, "(1)"))
    marker(page, "(2)").click()
    expect(line(page)).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(long_article.address)
    expect(marker(page, "(2)")).to_be_in_viewport()
    assert background(marker(page, "(2)")) != plain
    assert background(marker(page, "(1)")) == plain
