"""What Wagtail does by scripts and styles inside its pages works without them, in a real Chromium."""

import re
from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel, ObjectList
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query

from articles.models import ArticlePage
from events.tests import cast as events_cast
from home.models import TeachersPage
from studio.tests import cast
from studio.tests.strictness import Watch
from studio.tests.watching import open_watched


@pytest.fixture
def watched(signed_in):
    """The owner's browser; at the end nothing was refused and nothing complained about."""
    watch = Watch(signed_in)
    yield signed_in
    assert watch.faults() == []


def opened(page, live_site, name, *args, **kwargs):
    page.goto(live_site + reverse(name, args=args, kwargs=kwargs))
    return page


def pick(page, field, cell):
    """Open the picker of ``field`` and take what ``cell`` names in it."""
    field.click()
    shown = page.locator(".xdsoft_datetimepicker:visible")
    expect(shown).to_have_count(1)
    shown.locator(cell).first.click()
    return shown


def choose_page(page, wanted):
    """Search for a page in the chooser that is open, and take it."""
    dialog = page.locator(".modal-dialog")
    dialog.get_by_role("textbox", name="Search").fill(wanted.title)
    dialog.get_by_role("link", name=wanted.title).click()


# --- pickers and lists -----------------------------------------------------------------------


def test_a_child_is_added_and_its_day_and_hours_are_picked(watched, live_site, home_page):
    index = events_cast.make_index(home_page)
    # its list of hours begins at the present one, and what is above cannot be pressed
    watched.clock.install(time=datetime(2027, 3, 2, 9, 50))
    page = opened(watched, live_site, "wagtailadmin_pages:add", "events", "eventpage", index.pk)
    page.locator("#id_dates-ADD").click()

    day = page.locator("#id_dates-0-day")
    pick(page, day, ".xdsoft_date[data-date='15']:not(.xdsoft_other_month)")
    starts = page.locator("#id_dates-0-starts")
    pick(page, starts, ".xdsoft_time[data-hour='10'][data-minute='0']")

    expect(day).to_have_value("2027-03-15")
    expect(starts).to_have_value("10:00")
    page.locator("#id_dates-ADD").click()
    expect(page.locator("#id_dates-TOTAL_FORMS")).to_have_value("2")
    page.locator("#id_dates-1-DELETE-button").click()
    expect(page.locator("#id_dates-1-day")).to_be_hidden()


def test_the_moment_a_page_goes_live_is_picked_beside_the_editor(watched, live_site, index):
    article = cast.make_article(index, publish=False)
    page = opened(watched, live_site, "wagtailadmin_pages:edit", article.pk)
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    moment = page.locator("#id_go_live_at")
    moment.click()
    shown = page.locator(".xdsoft_datetimepicker:visible")
    shown.locator(".xdsoft_next").first.click()
    shown.locator(".xdsoft_date[data-date='15']:not(.xdsoft_other_month)").click()

    expect(moment).to_have_value(re.compile(r"^\d{4}-\d\d-15 \d\d:\d\d$"))


def test_several_are_chosen_at_once(watched, live_site, home_page, monkeypatch):
    panel = MultipleChooserPanel(
        "listed_teachers", chooser_field_name="person", panels=[FieldPanel("person")]
    )
    handler = ObjectList([FieldPanel("title"), panel]).bind_to_model(TeachersPage)
    monkeypatch.setattr(TeachersPage, "get_edit_handler", classmethod(lambda cls: handler))
    for name, slug in (("Juno Fable", "juno-fable"), ("Ada Parable", "ada-parable")):
        cast.make_person(name, slug)
    teachers = home_page.add_child(instance=TeachersPage(title="Teachers", slug="teachers"))
    page = opened(watched, live_site, "wagtailadmin_pages:edit", teachers.pk)

    page.locator("#id_listed_teachers-OPEN_MODAL").click()
    dialog = page.locator(".modal-dialog")
    for name in ("Juno Fable", "Ada Parable"):
        dialog.get_by_role("row", name=name).get_by_role("checkbox").check()
    dialog.get_by_role("button", name="Confirm selection").click()

    titles = page.locator("[id^=id_listed_teachers-] [data-chooser-title]")
    expect(titles).to_have_count(2)
    assert sorted(titles.all_inner_texts()) == ["Ada Parable", "Juno Fable"]


# --- choosers of forms -------------------------------------------------------------------------


def test_a_redirect_leads_to_a_chosen_page(watched, live_site, index):
    article = cast.make_article(index)
    page = opened(watched, live_site, "wagtailredirects:add")
    page.locator("#id_old_path").fill("/spring")
    page.get_by_role("button", name="Choose a page").click()
    choose_page(page, article)
    expect(page.locator("#id_redirect_page-title")).to_contain_text(article.title)
    with page.expect_navigation():
        page.locator("main form footer [type=submit]").first.click()

    assert Redirect.objects.get().redirect_page_id == article.pk


def test_a_result_is_promoted_for_words_that_were_searched(watched, live_site, index):
    article = cast.make_article(index)
    Query.get("feet").add_hit()
    page = opened(watched, live_site, "wagtailsearchpromotions:add")
    page.locator("#id_query_string-chooser").click()
    page.locator(".modal-dialog").get_by_role("link", name="feet").click()
    expect(page.locator("#id_query_string")).to_have_value("feet")
    page.locator("#id_editors_picks-ADD").click()
    row = page.locator("#inline_child_editors_picks-0")
    row.get_by_role("button", name="Choose a page").click()
    choose_page(page, article)
    expect(row.locator("[data-chooser-title]")).to_contain_text(article.title)
    page.locator("#id_editors_picks-ADD").click()
    page.locator("#id_editors_picks-1-DELETE-button").click()
    with page.expect_navigation():
        page.locator("main form footer [type=submit]").first.click()

    assert Query.objects.get().editors_picks.get().page_id == article.pk


def test_a_picture_is_chosen_for_a_page(watched, live_site, index):
    article = cast.make_article(index, publish=False)
    cast.make_image("Arcs")
    page = opened(watched, live_site, "wagtailadmin_pages:edit", article.pk)
    chooser = page.locator(".image-chooser").first
    chooser.get_by_role("button", name="Choose an image").click()
    page.locator(".modal-dialog").get_by_role("link", name="Arcs").click()

    expect(chooser.locator("[data-chooser-image]")).to_have_attribute("src", re.compile("/media/"))


def test_the_middle_of_a_picture_is_marked(watched, live_site, home_page):
    image = cast.make_image("Arcs", size=(900, 600))
    page = opened(watched, live_site, "wagtailimages:edit", image.pk)
    tracker = page.locator(".jcrop-holder > .jcrop-tracker")
    expect(tracker).to_be_visible()
    box = tracker.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 130, steps=4)
    page.mouse.up()

    expect(page.locator("#id_focal_point_width")).to_have_value(re.compile(r"^\d{2,3}$"))


def test_everybody_sets_their_own_account(watched, live_site):
    page = opened(watched, live_site, "wagtailadmin_account")
    zones = page.locator("#id_locale-current_time_zone")
    expect(zones.locator("option", has_text="Europe/Berlin")).to_have_count(1)
    expect(zones.locator("option[value=localtime]")).to_have_count(0)


def test_a_task_is_chosen_for_a_workflow(watched, live_site):
    page = opened(watched, live_site, "wagtailadmin_workflows:add")
    page.locator("#id_workflow_tasks-ADD").click()
    page.locator("#id_workflow_tasks-0-task-chooser [data-chooser-action-choose]").last.click()

    expect(page.locator(".modal-dialog")).to_contain_text("Choose a task")


# --- the editor ---------------------------------------------------------------------------------


@pytest.fixture
def writing(watched, live_site, index):
    """The editor of an article with one line, once it notices changes, and the line."""
    article = cast.make_article(
        index,
        body=[("paragraph", "<p>The arch gives back energy.</p>")],
        references=[{"key": "core", "title": "Core Stability", "authors": "Jae Gruenke"}],
        publish=False,
    )
    page = open_watched(watched, live_site + reverse("wagtailadmin_pages:edit", args=[article.pk]))
    line = page.locator(".public-DraftEditor-content").filter(has_text="The arch")
    expect(line).to_be_visible()
    return page, line, article


def mark(page, line):
    line.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")


def test_words_are_made_bold_and_lead_to_a_page(writing):
    page, line, article = writing
    mark(page, line)
    page.keyboard.press("Control+b")
    expect(line.locator("[style*='bold'], strong").first).to_contain_text("The arch")

    page.keyboard.press("Control+k")
    choose_page(page, article)
    expect(line.locator(".TooltipEntity")).to_contain_text("The arch")


def test_an_empty_line_says_what_may_be_written_there(writing):
    page, line, _article = writing
    mark(page, line)
    page.keyboard.press("Delete")
    empty = page.locator(".Draftail-block--empty").first
    said = empty.evaluate("node => getComputedStyle(node, '::before').content")

    assert "/" in said


def test_lists_are_set_in(writing):
    page, line, _article = writing
    line.click()
    page.keyboard.press("Home")
    page.keyboard.type("- ")
    item = line.locator("li").first
    expect(item).to_be_visible()
    page.keyboard.press("Tab")

    assert page.evaluate("document.adoptedStyleSheets.length") > 0


def test_a_block_is_shown_before_it_is_taken_and_a_table_is_written(writing):
    page, _line, _article = writing
    page.get_by_role("button", name="Insert a block").last.click()
    option = page.get_by_role("option", name="Table").first
    page.locator(
        ".w-combobox__option-row", has=page.get_by_role("option", name="Table")
    ).get_by_label("Preview").click()
    shown = page.frame_locator(".w-combobox-preview__iframe")
    expect(shown.locator("table").first).to_be_visible()
    option.click()
    page.locator("[data-append-column]").click()
    page.locator(".add-column-menu").get_by_role("button", name="Text").click()
    heading = page.locator("input[name$=-column-0-heading]")
    heading.fill("Gait")
    page.locator("tbody .public-DraftEditor-content").last.click()
    page.keyboard.type("Walking")

    expect(heading).to_have_value("Gait")
    expect(page.locator("tbody .public-DraftEditor-content").last).to_have_text("Walking")


def test_the_page_is_shown_beside_its_editor_and_saved_by_itself(writing):
    page, _line, article = writing
    page.get_by_role("button", name="Toggle preview").click()
    shown = page.frame_locator("#w-preview-iframe")
    expect(shown.get_by_text("The arch gives back energy.")).to_be_visible()
    page.locator("#id_standfirst").fill("Springs in shoes")
    expect(shown.get_by_text("Springs in shoes")).to_be_visible()

    latest = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert latest.standfirst == "Springs in shoes"


# --- what is smuggled in ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "smuggled",
    [
        "<script>window.owned = true</script>",
        "<img src=x onerror='window.owned = true'>",
        "<a href='javascript:window.owned = true'>Away</a>",
        "<template data-begin='eval' data-arguments='[\"window.owned = true\"]'></template>",
        "<template data-begin='setTimeout' data-arguments='[\"window.owned = true\"]'></template>",
    ],
)
def test_what_is_smuggled_into_a_page_does_nothing_and_is_noticed(signed_in, live_site, smuggled):
    address = live_site + reverse("wagtailadmin_home")

    def smuggle(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</body>", f"{smuggled}</body>"))

    signed_in.route(address, smuggle)
    watch = Watch(signed_in)
    signed_in.goto(address, wait_until="networkidle")
    if (away := signed_in.get_by_role("link", name="Away")).count():
        away.dispatch_event("click")
        signed_in.wait_for_function("window.refused.length > 0")

    assert watch.faults() != []
    assert signed_in.evaluate("window.owned") is None
