"""A device that remembered its reader forgets at once when it is told to (V12)."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from articles.tests.sent import tree, visible
from comments.tests import cast
from comments.tests.letterbox import write
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

FORGET = "Forget me on this device"
FORGOTTEN = "Forgotten. This browser no longer keeps your name, e-mail address or website for us."


@pytest.fixture
def remembered(client, article):
    """A browser with the cookie."""
    write(client, article, remember="on")
    assert client.cookies["reader"].value
    return client


def notice_of(response):
    return [visible(line) for line in tree(response).cssselect(".mailed__done")]


def test_the_script_of_the_form_has_the_cookie_taken_back(remembered, article):
    answer = remembered.post(article.url, {"action": "forget"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert (answer.cookies["reader"].value, answer.cookies["reader"]["max-age"]) == ("", 0)


def test_where_no_cookie_came_none_is_sent(article):
    assert not Client().post(article.url, {"action": "forget"}).cookies
    assert not Client().post(reverse("comments:forget")).cookies


def test_another_site_makes_no_device_forget(remembered, article):
    for address in (article.url, reverse("comments:forget")):
        answer = remembered.post(
            address, {"action": "forget"}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert (answer.status_code, "reader" in answer.cookies) == (403, False)


def test_the_button_on_the_page_about_privacy_forgets_and_says_so(remembered):
    privacy = reverse("comments:privacy")
    # not before it is true
    assert notice_of(remembered.get(privacy, {"forgotten": ""})) == []

    answer = remembered.post(reverse("comments:forget"))

    assert (answer.status_code, answer["Location"]) == (303, f"{privacy}?forgotten")
    assert notice_of(remembered.get(answer["Location"])) == [FORGOTTEN]
    assert remembered.get(reverse("comments:forget")).status_code == 405


def test_whoever_has_a_session_needs_its_token_to_forget(article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(studio_cast.make_staff("ida"))
    address, privacy = reverse("comments:forget"), reverse("comments:privacy")
    assert client.post(address).status_code == 403

    (token,) = tree(client.get(privacy)).cssselect("[data-forget] [name=csrfmiddlewaretoken]")

    assert client.post(address, {token.get("name"): token.get("value")}).status_code == 303


def test_where_nobody_is_remembered_there_is_nothing_to_forget(client, home_page):
    cast.arrange(offers_remembering=False)
    assert tree(client.get(reverse("comments:privacy"))).cssselect("[data-forget]") == []


# --- in a browser -----------------------------------------------------------------


def remember(visitor):
    """Post with the tick; the browser then holds the cookie."""
    visitor.open().type("Remember me.")
    visitor.form.get_by_label("Remember me on this device").check()
    visitor.send()
    expect(visitor.page.locator("#comment-notice")).to_be_visible()
    assert cookies(visitor) == ["reader"]


def cookies(visitor):
    return [cookie["name"] for cookie in visitor.page.context.cookies()]


def test_without_the_tick_all_is_forgotten_at_once(open_browser):
    reader = open_browser()
    remember(reader)
    box = reader.open().form.get_by_label("Remember me on this device")

    box.uncheck()

    expect(reader.form.get_by_role("status")).to_have_text("Forgotten.")
    assert cookies(reader) == []
    assert reader.page.evaluate("localStorage.length") == 0
    expect(reader.open().field("Name")).to_have_value("")


def test_what_could_not_be_forgotten_says_so_and_keeps_the_tick(open_browser):
    reader = open_browser()
    remember(reader)
    box = reader.open().form.get_by_label("Remember me on this device")
    reader.page.context.set_offline(True)

    box.click()

    expect(reader.form.get_by_role("status")).to_have_text(
        "Not forgotten yet: we could not be reached. Please try again."
    )
    expect(box).to_be_checked()
    assert cookies(reader) == ["reader"]


def test_the_button_forgets_with_scripts_and_without(visitor, live_site):
    remember(visitor)

    visitor.form.get_by_role("link", name="What we keep, and for how long").click()
    visitor.page.get_by_role("button", name=FORGET).click()

    notice = visitor.page.get_by_text(FORGOTTEN)
    expect(notice).to_be_focused()
    assert cookies(visitor) == []
    assert visitor.page.evaluate("localStorage.length") == 0
