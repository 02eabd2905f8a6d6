"""The first page of the CMS as a new owner, an author and an editor meet it."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import ArticlePage
from studio.models import SiteSettings
from studio.tests import cast
from studio.tests.accessibility import is_wide, on_both_screens, violations
from studio.tests.first_page import HOME


def test_a_new_owner_takes_the_first_steps(signed_in, live_site, index):
    page = signed_in
    page.goto(live_site + HOME)
    steps = page.get_by_role("region", name="First steps")
    expect(steps.get_by_role("listitem")).to_have_count(8)  # there is no list of events here
    name = "Say what the studio is called and where it is"
    steps.get_by_role("link", name=name).click()
    page.get_by_label("Address", exact=True).fill("1 Elm Lane")
    page.get_by_label("Telephone").fill("030 1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Studio updated.").first).to_be_visible()
    assert SiteSettings.objects.get().address == "1 Elm Lane"

    page.goto(live_site + HOME)
    expect(steps.get_by_text("2 of 8 done.")).to_be_visible()
    expect(steps.get_by_role("link", name=name)).to_have_count(0)
    steps.get_by_text("What is done").click()
    expect(steps.get_by_role("listitem").filter(has_text=name)).to_contain_text("Done:")

    page.get_by_role("button", name="Hide the first steps").press("Enter")
    expect(page.get_by_text("Hidden. You find the first steps under Help.")).to_be_visible()
    expect(steps).to_have_count(0)

    page.goto(live_site + reverse("studio_first_steps"))
    page.get_by_role("button", name="Show on the first page again").press("Enter")
    expect(steps).to_be_visible()


@on_both_screens
def test_axe_finds_nothing(signed_in, live_site, index, admin_user, width, height, scheme):
    signed_in.set_viewport_size({"width": width, "height": height})
    signed_in.emulate_media(color_scheme=scheme)
    cast.make_failed_letter()
    draft = cast.make_article(index, publish=False)
    draft.save_revision(user=admin_user)
    block = ArticlePage._meta.get_field("body").stream_block.child_blocks["figure"]
    found = {}
    for url in (
        HOME,
        reverse("studio_first_steps"),
        reverse("studio_guide"),
        reverse("studio_guide", args=["operating"]),
        reverse("studio_trial_letter"),
        reverse("studio_unfinished"),
        f"{reverse('wagtailadmin_block_preview')}?id={block.definition_prefix}",
    ):
        signed_in.goto(live_site + url)
        found[url] = (violations(signed_in), is_wide(signed_in))
    assert {url: said for url, said in found.items() if said != ([], False)} == {}


def test_the_chooser_shows_a_block_before_it_is_chosen(signed_in, live_site, index):
    url = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", index.pk])
    signed_in.goto(live_site + url)
    signed_in.get_by_role("button", name="Insert a block").first.click()
    signed_in.get_by_role("button", name="Preview", exact=True).nth(2).click()
    expect(
        signed_in.get_by_text("Somebody’s words that stand out, with their name.")
    ).to_be_visible()
    shown = signed_in.frame_locator("iframe[src*='block-preview']").locator("blockquote")
    expect(shown).to_have_text("A longer step is not a faster one.")


def test_an_author_without_any_work_begins_at_the_first_link(page, live_site, index, client):
    group = Group.objects.create(name="Writers")
    access = Permission.objects.get(codename="access_admin")
    group.permissions.add(access)
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore"
        )
        group.page_permissions.create(page=index, permission=permission)
    user = cast.make_staff("ida")
    user.groups.add(group)
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_site}])

    page.goto(live_site + HOME)
    page.get_by_role("link", name="Begin an article").click()
    expect(page.get_by_role("heading", name="New: Article")).to_be_attached()
    expect(page.get_by_role("textbox", name="Standfirst")).to_be_visible()
