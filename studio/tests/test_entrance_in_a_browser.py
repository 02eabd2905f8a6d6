"""Sign-in and forgotten passwords: axe-core finds nothing, and nothing scrolls sideways."""

from playwright.sync_api import expect

from studio.models import SiteSettings
from studio.tests.accessibility import on_both_screens, violations

#: A link that is too old.
USED = "/admin/password_reset/confirm/MQ/set-password/"


@on_both_screens
def test_axe_finds_nothing_at_the_entrance(page, live_site, width, height, scheme):
    SiteSettings.objects.update(tagline="Running, Pilates, Feldenkrais, yoga. In no hurry.")
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_site}/admin/login/")
    asked = violations(page)
    page.get_by_label("Username").fill("ida")
    page.get_by_label("Password").fill("rosemary")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".messages .error")).to_be_visible()
    wrong = violations(page)

    page.get_by_role("link", name="Forgotten password?").click()
    expect(page.get_by_role("heading", name="Reset your password")).to_be_visible()
    forgotten = violations(page)
    page.get_by_role("textbox").fill("ida@studio.example")
    page.get_by_role("button", name="Reset password").click()
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
    sent = violations(page)
    page.goto(live_site + USED)
    expect(page.get_by_role("heading", name="Invalid password reset link")).to_be_visible()
    used = violations(page)

    assert [asked, wrong, forgotten, sent, used] == [[]] * 5


def test_the_entrance_does_not_scroll_sideways_at_320_pixels(page, live_site):
    SiteSettings.objects.update(name="The Studio of Uncommonly Deliberate Movement")
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/admin/login/", "/admin/password_reset/", USED):
        page.goto(live_site + address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
