"""The rules, the report, the dashboard and the groups in a browser: by key, by eye, by axe."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Site

from comments import services
from comments.models import CommentRules, ModerationArea, ReportReason, Status
from comments.tests.cast import approve, rule, said, say
from studio.tests.accessibility import is_wide, on_both_screens, violations
from studio.tests.cast import make_article


@pytest.fixture
def article(index):
    rule(moderation="none")
    article = make_article(index)
    approve(say(article, "My arch hurts on stairs"))
    say(article, "Another arch")
    say(article, "Bought by detox, and paid", status=Status.REJECTED)
    services.report(said(article), reason=ReportReason.SPAM, reporter="somebody")
    rule(watched="detox")
    say(article, "I tried the detox tea")
    return article


@pytest.fixture
def rules_url(live_site):
    return live_site + reverse("reader_comments_rules", args=[Site.objects.get().pk])


@pytest.fixture
def group(article):
    group = Group.objects.create(name="Section")
    ModerationArea.objects.create(group=group, page=article.page_ptr)
    return group


def try_words(page, watched):
    page.get_by_label("Words that make a comment wait").fill(watched)
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()


@on_both_screens
def test_axe_finds_nothing(signed_in, live_site, rules_url, group, width, height, scheme):
    signed_in.set_viewport_size({"width": width, "height": height})
    signed_in.emulate_media(color_scheme=scheme)
    report = live_site + reverse("reader_comments_report")
    found = {}
    for url in (
        live_site + reverse("wagtailadmin_home"),
        rules_url,
        report,
        f"{report}?per=person",
        live_site + reverse("wagtailusers_groups:edit", args=[group.pk]),
    ):
        signed_in.goto(url)
        found[url] = (violations(signed_in), is_wide(signed_in))
    signed_in.goto(rules_url)
    try_words(signed_in, "arch\nknees")
    found["tried"] = (violations(signed_in), is_wide(signed_in))
    assert {url: said for url, said in found.items() if said != ([], False)} == {}


def test_rules_are_tried_by_keyboard_and_what_was_typed_stays(signed_in, rules_url, article):
    signed_in.goto(rules_url)
    typed = signed_in.get_by_label("Words that make a comment wait")
    typed.press("Control+a")
    typed.press_sequentially("detox")
    button = signed_in.get_by_role("button", name="See what would change")
    signed_in.get_by_role("button", name="Save").focus()
    signed_in.keyboard.press("Tab")
    expect(button).to_be_focused()
    signed_in.keyboard.press("Enter")

    expect(signed_in.get_by_text("No verdict would be another one.")).to_be_visible()
    try_words(signed_in, "arch")
    changes = signed_in.locator("#changes-section")
    expect(changes.get_by_role("row", name="Approved becomes Waiting")).to_contain_text("1")
    expect(changes).to_be_in_viewport()
    expect(changes).to_be_focused()
    expect(changes).to_contain_text("A moderator approved it; these rules would let it wait.")
    expect(signed_in.get_by_label("Words that make a comment wait")).to_have_value("arch")
    assert CommentRules.objects.get().watched == "detox"

    signed_in.get_by_role("button", name="Save").click()
    expect(signed_in.get_by_text("The rules are saved.")).to_be_visible()
    assert CommentRules.objects.get().watched == "arch"


def test_a_comment_is_looked_at_beside_the_form_in_which_nothing_is_saved(
    signed_in, rules_url, article
):
    signed_in.goto(rules_url)
    try_words(signed_in, "stairs")
    with signed_in.context.expect_page() as opened:
        signed_in.get_by_role("link", name="My arch hurts on stairs").click()
    expect(opened.value.get_by_text("My arch hurts on stairs").first).to_be_visible()
    expect(signed_in.get_by_label("Words that make a comment wait")).to_have_value("stairs")


def test_a_long_list_does_not_make_the_form_long(signed_in, rules_url, article):
    rule(watched="\n".join(f"word{number}" for number in range(2000)))
    signed_in.goto(rules_url)
    box = signed_in.get_by_label("Words that make a comment wait").bounding_box()
    assert box["height"] < 400


def test_sections_are_added_and_taken_away_in_the_form_of_a_group(signed_in, live_site, group):
    signed_in.goto(live_site + reverse("wagtailusers_groups:edit", args=[group.pk]))
    panel = signed_in.get_by_role("region", name="Moderated sections")
    panel.get_by_role("button", name="Delete").click()
    panel.get_by_role("button", name="Add a section").click()
    panel.get_by_role("button", name="Choose a page").click()
    dialog = signed_in.locator(".modal-dialog")
    dialog.get_by_role("link", name="Home", exact=True).click()
    expect(panel.get_by_text("Home")).to_be_visible()
    signed_in.get_by_role("button", name="Save").click()
    expect(signed_in.get_by_text("Group 'Section' updated.")).to_be_visible()
    assert [area.page.title for area in group.moderation_areas.all()] == ["Home"]


def test_the_report_follows_its_filters_without_a_new_page(signed_in, live_site, article):
    signed_in.goto(live_site + reverse("reader_comments_report"))
    expect(signed_in.get_by_role("columnheader", name="Week from")).to_be_visible()
    signed_in.get_by_role("button", name="Show filters").click()
    signed_in.get_by_role("button", name="A row is").click()
    signed_in.get_by_label("a person who decided").check()
    expect(signed_in.get_by_role("columnheader", name="Person")).to_be_visible()
    expect(signed_in.get_by_role("columnheader", name="Week from")).to_have_count(0)
