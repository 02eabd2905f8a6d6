"""The pages to which letters lead, in a browser: whole, narrow, dark, without scripts."""

import pytest
from playwright.sync_api import expect

from comments import services, tokens
from comments.models import Address, Comment, Status, Subscription
from comments.tests import cast
from comments.tests.letters import delivered, link_in, links_in
from comments.tokens import Decision
from studio.own_data import links
from studio.tests.accessibility import on_every_screen, violations
from studio.tests.cast import make_article, make_index, write_letter

WORDS = (
    "> A claim.\n\nThat is **not** what my feet say:\n\n- the left one\n- the right one\n\n"
    f"See <https://soles.example/{'a' * 120}> and `{'code' * 30}`."
)


@pytest.fixture
def article(home_page):
    return make_article(make_index(home_page), title="Training the trunk in spring")


@pytest.fixture
def addresses(live_site, article):
    """Each page in each state: a name, its address, and what is pressed there first."""
    cast.rule(max_links=0, watched="feet")
    ida = cast.make_moderator("ida")
    parent = cast.said(article, name="Emil Stanza")
    waiting = cast.say(article, WORDS, name="Rosa", parent=parent, wants_letters=True)
    confirmed = cast.said(article, name="Ada", is_proved=True, wants_letters=True)
    ended = cast.said(article, name="Cleo", is_proved=True, wants_letters=True)
    refusing = cast.said(article, name="Dora", is_proved=True, wants_letters=True)
    services.unsubscribe(ended.subscription)
    services.refuse_letters(refusing.address)
    decided = cast.approve(cast.say(article, name="Berta"))

    def decide(comment, status, turn=None):
        turn = comment.turn if turn is None else turn
        return f"comments/decide/{tokens.of_decision(Decision(comment.pk, turn, ida.pk, status))}"

    def confirm(comment):
        return f"comments/confirm/{tokens.of_proof(comment.subscription.pk)}"

    def unsubscribe(comment):
        return f"comments/unsubscribe/{tokens.of_unsubscribing(comment.subscription.pk)}"

    key, own_token = links.new()
    write_letter(dedupe_key=key, to=refusing.email)
    own = f"your-data/{own_token}"
    return {
        "confirm": (confirm(waiting), None),
        "confirmed": (confirm(confirmed), None),
        "nothing to confirm": (confirm(ended), None),
        "unsubscribe": (unsubscribe(confirmed), None),
        "ended": (unsubscribe(ended), None),
        "refused": (unsubscribe(refusing), None),
        "approve": (decide(waiting, "approved"), None),
        "reject": (decide(waiting, "rejected"), None),
        "used": (decide(decided, "approved", turn=0), None),
        "unknown": ("comments/decide/nonsense", None),
        "ask": ("your-data", None),
        "asked nothing": ("your-data", "Mail me the link"),
        "own data": (own, None),
        "not sure": (own, "Erase everything"),
        "privacy": ("comments/privacy", None),
    }


def each(page, live_site, addresses):
    for name, (path, button) in addresses.items():
        page.goto(f"{live_site}/{path}/")
        if button:
            page.get_by_role("button", name=button).click()
            expect(page.locator(".field--wrong")).to_be_visible()
        yield name


@on_every_screen
def test_axe_finds_nothing(page, live_site, addresses, width, height, scheme):
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    found = {name: violations(page) for name in each(page, live_site, addresses)}
    assert {name: said for name, said in found.items() if said} == {}


def test_nothing_scrolls_sideways_and_nothing_is_refused_by_the_policy(page, live_site, addresses):
    page.set_viewport_size({"width": 320, "height": 640})
    said, wider = [], []
    page.on("console", lambda message: said.append(message.text))
    for name in each(page, live_site, addresses):
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wider.append(name)
    assert wider == []
    assert [words for words in said if "status of 4" not in words] == []


# --- journeys -----------------------------------------------------------------


@pytest.fixture
def plain_page(browser, live_site):
    """A reader's browser with scripts switched off."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_from_the_tick_to_the_answer_and_to_the_end(plain_page, live_site, article, post_office):
    page = plain_page
    cast.arrange(moderator_mail="never")
    mine = cast.say(article, name="Rosa", wants_letters=True)
    (question,) = delivered(post_office)

    page.goto(live_site + link_in(question, "/confirm/"))
    page.get_by_label("Remember me on this device").check()
    page.get_by_role("button", name="Yes, write to me").click()
    expect(page.get_by_role("heading", name="You will hear from us")).to_be_visible()
    assert [cookie["name"] for cookie in page.context.cookies()] == ["reader"]

    mine = cast.approve(mine)
    answer = cast.said(article, "Because the feet talk.", name="Emil", parent=mine)
    (letter,) = delivered(post_office)
    page.goto(live_site + link_in(letter, "?comment="))
    expect(page.locator(f"#comment-{answer.pk}")).to_contain_text("Because the feet talk.")

    page.goto(live_site + link_in(letter, "/unsubscribe/"))
    page.get_by_role("button", name="No more about this conversation").click()
    expect(page.get_by_text("have ended")).to_be_visible()
    assert Subscription.objects.get().status == Subscription.Status.ENDED


def test_a_moderator_decides_from_the_letter(plain_page, live_site, article, post_office):
    page = plain_page
    cast.make_moderator()
    cast.say(article, "Because the feet talk.", name="Rosa")
    (letter,) = delivered(post_office)
    _approve, reject, _spam = links_in(letter, "/comments/decide/")

    page.goto(live_site + reject)
    expect(page.get_by_text("Because the feet talk.")).to_be_visible()
    page.get_by_label("Reason").select_option("Off topic")
    page.get_by_role("button", name="Reject the comment").click()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    assert Comment.objects.get().status == Status.REJECTED
    assert page.context.cookies() == []


def test_a_reader_takes_a_copy_and_erases_everything(page, live_site, article, post_office):
    cast.arrange(moderator_mail="never")
    cast.said(article, "Because the feet talk.", name="Rosa")
    page.goto(f"{live_site}/comments/privacy/")
    page.get_by_role("link", name="What do you keep about me?").click()
    page.get_by_label("Your e-mail address").fill("rosa@reader.example")
    page.get_by_role("button", name="Mail me the link").click()
    expect(page.get_by_text("a letter with a link is on its way")).to_be_visible()
    (letter,) = delivered(post_office)

    page.goto(live_site + link_in(letter, "/your-data/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "my-data.json"
    page.get_by_label("Yes, erase everything").check()
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("heading", name="We keep nothing about you")).to_be_visible()
    assert not Address.objects.exists()
    assert Comment.objects.get().status == Status.ERASED


def test_who_is_signed_in_asks_for_their_own_data_like_everybody(signed_in, live_site, article):
    rosa = cast.say(article, name="Rosa")
    page = signed_in
    page.goto(f"{live_site}/your-data/")
    page.get_by_label("E-mail").fill(rosa.email)
    page.get_by_role("button", name="Mail me the link").click()
    expect(page.get_by_text("a letter with a link is on its way")).to_be_visible()
