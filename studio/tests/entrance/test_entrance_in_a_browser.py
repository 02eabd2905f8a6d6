"""Signing in, with and without scripts, by passkey, and every page about it under axe."""

import pytest
from playwright.sync_api import expect

from studio.tests import cast
from studio.tests.accessibility import on_both_screens, violations
from studio.tests.entrance import factors

OVERVIEW = "/admin/account/second-factor/"


def sign_in(page, site, name="admin"):
    page.goto(f"{site}/admin/login/")
    page.get_by_label("Username or e-mail address").fill(name)
    page.get_by_label("Password").fill("studio")
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.fixture
def finger(page):
    """A device that knows the finger of whoever sits before it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_added_and_signs_in_alone_and_after_the_password(page, live_site, finger):
    owner = cast.make_admin()
    refused = []
    page.on("console", lambda one: refused.append(one.text) if "Content" in one.text else None)
    sign_in(page, live_site)
    page.goto(live_site + OVERVIEW)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("My left thumb")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Codes for emergencies")).to_be_visible()
    assert factors.kinds_of(owner) == ["recovery_codes", "webauthn"]
    page.goto(live_site + OVERVIEW)
    expect(page.get_by_text("My left thumb: since")).to_be_visible()

    page.goto(f"{live_site}/admin/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{live_site}/admin/")

    page.goto(f"{live_site}/admin/logout/")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, live_site)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{live_site}/admin/")

    page.goto(live_site + OVERVIEW)
    page.get_by_role("link", name="Remove “My left thumb”").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The passkey counts no more.")).to_be_visible()
    assert factors.kinds_of(owner) == []
    assert refused == []


def test_a_passkey_of_an_account_that_is_closed_opens_nothing(page, live_site, finger):
    owner = cast.make_admin()
    sign_in(page, live_site)
    page.goto(f"{live_site}{OVERVIEW}passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Codes for emergencies")).to_be_visible()
    owner.is_active = False
    owner.save()

    page.goto(f"{live_site}/admin/login/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.locator(".messages .error")).to_be_visible()
    page.goto(f"{live_site}/admin/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_without_scripts_all_but_passkeys_works(page, live_site):
    owner = cast.make_admin()
    factors.give_app(owner)
    context = page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_site}/admin/login/")
    expect(page.get_by_text("you could also sign in with a passkey")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("This field is required.").first).to_be_visible()
    sign_in(page, live_site)
    page.get_by_label("Code").fill(factors.shown_by_app())
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{live_site}/admin/")

    page.goto(f"{live_site}/admin/account/devices/")
    page.get_by_role("button", name="Sign out here").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/"])
def test_no_banner_says_that_scripts_are_required(page, live_site, path):
    page.goto(live_site + path)

    # as this browser draws none while scripts run, and reads none while they do not
    expect(page.locator("noscript")).to_have_css("display", "none")


@on_both_screens
def test_every_page_is_tidy_and_axe_finds_nothing(page, live_site, width, height, scheme):
    owner = cast.make_admin()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    found = {}

    def look(name):
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[name] = (violations(page), wide)

    sign_in(page, live_site)
    for path in ("", "app/", "passkeys/add/"):
        page.goto(live_site + OVERVIEW + path)
        look(path or "overview")
    codes = factors.give_app(owner)  # which signs out, as nobody did it here
    sign_in(page, live_site)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{live_site}/admin/")
    for path in ("", "codes/", "codes/new/", "app/remove/"):
        page.goto(live_site + OVERVIEW + path)
        look(path + " with")
    for path in (
        "/admin/account/devices/",
        "/admin/account/confirm/",
        "/admin/account/confirm/code/",
    ):
        page.goto(live_site + path)
        look(path)
    page.goto(f"{live_site}/admin/logout/")
    look("logout")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    sign_in(page, live_site)
    expect(page.get_by_label("Code")).to_be_visible()
    look("second factor")
    page.get_by_label("Code").fill("000")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    look("wrong code")
    for _number in range(5):
        page.get_by_label("Code").fill(factors.wrong_code())
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Please wait a little")).to_be_visible()
    look("wait")

    assert found == {name: ([], width) for name in found}
    assert len(found) == 14
