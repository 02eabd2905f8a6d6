"""What is said of a picture's width is true, what is fetched fits, and nothing moves when it comes."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from articles.models import ArticlePage
from events.tests import cast as events_cast
from home.models import HomePage
from home.tests.cast import make_contact
from home.tests.teachers import make_person, make_teachers
from studio.models import StudioImage, StudioRendition
from studio.pictures import STAND_IN, render_ahead
from studio.tests import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 390, 600, 768, 1024, 1280, 1440, 1920)

#: Of each picture: where it is, its box, the width its ``sizes`` promised, and what it fetched.
#: An image with widths in its ``srcset`` is as wide by nature as its ``sizes`` said.
LOOK = """async () => {
    const found = [];
    for (const img of document.querySelectorAll("main picture img")) {
        img.loading = "eager";
        await img.decode();
        const candidates = img.parentElement.querySelector("source").srcset.split(", ");
        const widths = candidates.map(each => parseInt(each.split(" ")[1]));
        const chosen = candidates.findIndex(each => img.currentSrc.endsWith(each.split(" ")[0]));
        found.push({
            place: img.closest("[class]:not(img)").className,
            box: img.getBoundingClientRect().width,
            promised: img.naturalWidth,
            widths: widths,
            fetched: widths[chosen],
        });
    }
    return found;
}"""
#: How far everything moved, from before the pictures came (Layout Instability API).
MOVED = """() => new Promise(done => {
    let sum = 0;
    const watch = new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value }));
    watch.observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


@pytest.fixture
def addresses(live_site, index):
    """Pages with a picture in every place that the site has for one."""
    home = HomePage.objects.get()
    images = [cast.make_image(f"Arcs {number}", (1500, 940)) for number in range(8)]
    portrait = cast.make_image("Somebody", (1000, 1250))
    person = make_person("Juno Fable", photo=portrait)
    # none twice on a page: a browser takes what it has
    pictures = [{"image": image.pk, "alt_text": "Arcs", "decorative": False} for image in images]
    stored = [
        ("figure", {"image": pictures[1], "caption": "", "width": "text"}),
        ("figure", {"image": pictures[2], "caption": "", "width": "wide"}),
        ("gallery", {"images": pictures[3:5], "caption": ""}),
        ("gallery", {"images": pictures[5:], "caption": ""}),
    ]
    block = ArticlePage._meta.get_field("body").stream_block
    raw = [{"type": kind, "value": value} for kind, value in stored]
    body = [(child.block_type, child.value) for child in block.to_python(raw)]
    pages = [
        cast.make_article(
            index,
            title=f"Article {number}",
            body=[] if number else body,
            hero_image=images[number],
            authors=[person],
        )
        for number in range(4)
    ]
    event = events_cast.make_event(
        home, "Trunk", starts_in=timedelta(days=3), teachers=[person], hero_image=images[0]
    )
    contact = make_contact(home, hero_image=images[1])
    teachers = make_teachers(home, [person])
    home.hero_image = images[7]
    home.body = [("latest_articles", {"heading": "", "number": 4}), ("teachers", {"heading": ""})]
    home.save_revision().publish()
    shown = [home, index, pages[0], event, contact, teachers]
    for page in shown:
        render_ahead.call(page.pk)
    return [live_site + page.url for page in shown]


def test_pictures_are_fetched_as_large_as_they_are_drawn(browser, addresses):
    faults = [fault for density in (1, 2, 3) for fault in misfits(browser, addresses, density)]

    assert faults == []


def misfits(browser, addresses, density):
    """Pictures whose ``sizes`` lie, or of which more or less was fetched than the screen shows."""
    faults = []
    for width, address in product(WIDTHS, addresses):
        # afresh, for a browser takes what is too large where it has it already
        viewport = {"width": width, "height": 900}
        context = browser.new_context(viewport=viewport, device_scale_factor=density)
        page = context.new_page()
        page.goto(address)
        for one in page.evaluate(LOOK):
            needed = one["promised"] * density
            fits = next((each for each in one["widths"] if each >= needed * 0.99), None)
            is_true = 0.93 <= one["promised"] / one["box"] <= 1.25
            # browsers may take a little less than needed, never more than the next
            is_fit = needed * 0.75 <= one["fetched"] <= (fits or one["fetched"])
            if not (is_true and (is_fit or one["fetched"] == one["widths"][-1])):
                faults.append((address, width, density, one))
        context.close()
    return faults


def test_nothing_moves_when_pictures_or_their_stand_ins_come(page: Page, addresses):
    page.set_viewport_size({"width": 390, "height": 900})
    assert_nothing_moves(page, addresses)

    StudioRendition.objects.exclude(filter_spec=STAND_IN).delete()
    cache.clear()

    assert_nothing_moves(page, addresses)


def assert_nothing_moves(page, addresses):
    for address in addresses:
        page.goto(address, wait_until="load")
        page.evaluate("document.querySelectorAll('img').forEach(one => { one.loading = 'eager' })")
        page.wait_for_load_state("networkidle")

        assert page.evaluate(MOVED) < 0.001, address


def test_the_first_picture_is_fetched_at_once_and_those_below_when_they_are_near(
    page: Page, addresses
):
    for address in addresses:
        page.goto(address)
        pictures = page.locator("main picture img")
        first, others = pictures.first, pictures.all()[1:]

        assert first.get_attribute("width")
        assert first.get_attribute("height")
        assert first.get_attribute("fetchpriority") == "high", address
        assert first.get_attribute("loading") in {None, "eager"}, address
        for other in others:
            assert other.get_attribute("loading") == "lazy", address
            assert other.get_attribute("width")
            assert other.get_attribute("height")


def test_the_colour_of_a_picture_stands_in_its_place_until_it_comes(page: Page, live_site, index):
    article = cast.make_article(index, hero_image=cast.make_image())
    StudioImage.objects.update(dominant_colour="#1e5b57")
    page.route("**/media/images/**", lambda route: None)  # never answered

    page.goto(live_site + article.url, wait_until="domcontentloaded")

    expect(page.locator("main picture img")).to_have_css("background-color", "rgb(17, 85, 85)")
