"""The margin of wide screens, and what becomes of it on others, in a real Chromium."""

import pytest
from playwright.sync_api import expect

from articles.tests.reader import marker
from studio.tests import cast
from studio.tests.accessibility import violations

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 900, "height": 900}
LINE = (
    "The arch is the less obvious partner. In 1987 a group loaded feet in a testing machine, in a "
    "way that imitated a running step, and found that it behaves as a spring in its own right"
)
LONGEST = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2
ARABIC = "الجسم يتذكر ما ننساه، وهذا ما يجعل الحركة لغة قديمة نتعلمها من جديد كل يوم"
#: Where each note stands, where its marker does, and what is wider than the text.
MEASURED = """() => {
  const box = (found) => {
    const { left, right, top, bottom } = found.getBoundingClientRect();
    return { left, right, top, bottom };
  };
  const shown = (found) => found.checkVisibility();
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  return {
    notes: all(".sidenote").map((note) => ({
      label: note.querySelector(".sidenote__label").textContent,
      box: box(note),
      marker: box(note.previousElementSibling),
    })),
    others: all(`.article__text > :is(.table, .endnotes), .article__text > p,
      .article__text img, .contents`).map(box),
    line: parseFloat(getComputedStyle(document.querySelector(".article__text")).lineHeight),
  };
}"""


def overlap(one, other):
    return (
        one["left"] < other["right"] - 1
        and other["left"] < one["right"] - 1
        and one["top"] < other["bottom"] - 1
        and other["top"] < one["bottom"] - 1
    )


def picture(size, width, caption=""):
    image = cast.make_image(f"Arcs {size}", size, description="")
    return {
        "type": "figure",
        "value": {
            "image": {"image": image.pk, "alt_text": "", "decorative": True},
            "caption": caption,
            "width": width,
        },
    }


def words(*paragraphs):
    return {"type": "paragraph", "value": "".join(f"<p>{said}.</p>" for said in paragraphs)}


def table(columns, words="Cell"):
    return {
        "type": "table",
        "value": {
            "caption": "Steps of many gaits, counted",
            "table": {
                "columns": [{"type": "text", "heading": f"Gait {n}"} for n in range(columns)],
                "rows": [{"values": [f"<p>{words} {n}</p>" for n in range(columns)]}] * 2,
                "caption": "",
            },
        },
    }


def heading(text):
    return {"type": "heading", "value": {"text": text, "level": "h2"}}


@pytest.fixture
def strange_article(live_site, home_page):
    """An article with everything that could break a page."""

    def cite(number):
        return cast.cite(f"r{number}")

    made = cast.make_article(
        cast.make_index(home_page),
        title=f"{LONGEST} {LINE}"[:200],
        body=[],
        references=[
            {
                "key": f"r{n}",
                "title": f"The work of the number {n}, with a title of some length",
                "authors": "R. F. Ker; M. B. Bennett",
                "url": f"https://journals.example.org/article/160/1/{LONGEST}/{n}",
            }
            for n in range(12)
        ],
        publish=False,
    )
    made.body = [
        words(
            f"“{LONGEST}” {LINE}", f"{LINE}{cite(0)}", f"{LINE}{cite(1)}{cite(2)}{cite(3)}{LINE}"
        ),
        heading(LONGEST),
        words(f"{ARABIC}{cite(4)}", f"{LINE}{cite(5)}"),
        picture((1800, 900), "wide", f"<p>{LINE}{cite(6)}</p>"),
        words(f"{LINE}{cite(0)}"),
        table(9, f"Cell {cite(7)}"),
        picture((20, 12), "text"),
        picture((60, 400), "text", f"<p>Tall{cite(8)}</p>"),
        {"type": "callout", "value": {"title": "Try it", "text": f"<p>{LINE}{cite(9)}</p>"}},
        {"type": "paragraph", "value": f"<ul><li>{LINE}{cite(10)}</li></ul>"},
        heading("Afterwards"),
        table(2),
        {
            "type": "quote",
            "value": {"text": f"<p>{LINE}</p>", "attribution": LONGEST, "form": "pull"},
        },
        heading("At last"),
        words(LINE, f"{LINE}{cite(11)}"),
        picture((1800, 900), "wide"),
        words(LINE),
    ]
    made.save_revision().publish()
    made.address = live_site + made.url
    return made


def test_notes_stand_beside_their_markers_and_touch_nothing(page, strange_article):
    page.set_viewport_size(WIDE)
    page.goto(strange_article.address)
    measured = page.evaluate(MEASURED)
    notes = measured["notes"]

    assert len(notes) == 12  # 12 references of which one stands in a table; one comes again
    boxes = [note["box"] for note in notes]
    assert [
        (one["label"], other["label"])
        for place, one in enumerate(notes)
        for other in notes[:place]
        if overlap(one["box"], other["box"])
    ] == []
    touched = [
        (note["label"], other)
        for note in notes
        for other in measured["others"]
        if overlap(note["box"], other)
    ]
    assert touched == []
    # each begins on the line of its marker, unless the one before is still there
    late = [
        note["label"]
        for before, note in zip([None, *boxes], notes, strict=False)
        if abs(note["box"]["top"] - note["marker"]["top"]) > measured["line"]
        and not (before and note["box"]["top"] - before["bottom"] < measured["line"])
    ]
    assert late == []
    assert len({round(box["left"]) for box in boxes}) == 1  # one edge, whatever they stand in
    assert max(box["right"] for box in boxes) <= WIDE["width"]


def test_a_note_pushes_no_line_and_nothing_moves_while_the_page_loads(page, long_article):
    page.add_init_script(
        """window.shifts = 0;
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries()) window.shifts += shift.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.set_viewport_size(WIDE)
    page.goto(long_article.address, wait_until="networkidle")
    heights = page.evaluate(
        """() => [...document.querySelectorAll(".article__text > p")]
          .map((p) => p.getBoundingClientRect().height)"""
    )
    assert page.locator(".sidenote:visible").count() == 2
    assert len(set(heights)) == 1  # beside a note and elsewhere
    assert page.evaluate("window.shifts") == 0


def test_where_there_is_no_room_and_on_paper_there_is_no_margin(page, strange_article):
    page.set_viewport_size(NARROW)
    page.goto(strange_article.address)
    assert page.evaluate(MEASURED)["notes"] == []
    page.set_viewport_size(WIDE)
    page.emulate_media(media="print")
    assert page.evaluate(MEASURED)["notes"] == []


@pytest.mark.parametrize("width", [320, 360, 900, 1280, 1344, 1440, 1920])
def test_an_article_with_everything_never_scrolls_sideways(page, strange_article, width):
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(strange_article.address)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    clipped = page.evaluate(
        """() => [...document.querySelectorAll("main :is(h1, h2, p, li, figure, img, figcaption)")]
          .filter((found) => found.checkVisibility() && !found.closest(".table, .field-trap"))
          .filter((found) => found.getBoundingClientRect().right > innerWidth)
          .map((found) => found.outerHTML.slice(0, 80))"""
    )
    assert clipped == []


def test_what_is_told_of_a_note_is_told_once(page, long_article):
    page.set_viewport_size(WIDE)
    page.goto(long_article.address)
    expect(page.locator(".sidenote").first).to_be_visible()
    told = page.locator("main").aria_snapshot()
    assert told.count("Core Stability is Like Orthotics") == 1
    assert "See (1)" not in told


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_beside_the_text(page, strange_article, scheme):
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme=scheme)
    page.goto(strange_article.address)
    assert violations(page) == []


def test_the_pointer_opens_no_note_over_the_one_in_the_margin_but_the_keyboard_does(
    page, long_article
):
    page.set_viewport_size(WIDE)
    page.goto(long_article.address)
    opened = page.locator("[role=note].note")
    marker(page, "(1)").hover()
    marker(page, "(2)").hover()  # which is told in short only
    expect(opened).to_have_count(1)
    expect(opened).to_have_attribute("aria-label", "Note (2)")
    page.keyboard.press("Escape")
    marker(page, "(1)").hover()
    page.wait_for_function(  # longer than a note waits before it opens
        "since => performance.now() - since > 400", arg=page.evaluate("performance.now()")
    )
    expect(opened).to_have_count(0)
    marker(page, "(1)").focus()
    expect(opened).to_be_visible()
    page.keyboard.press("Tab")
    expect(opened.get_by_role("link", name="Show in the list")).to_be_focused()


def test_who_copies_a_sentence_gets_the_sentence(page, long_article):
    page.set_viewport_size(WIDE)
    page.goto(long_article.address)
    copied = page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.querySelector(".article__text > p"));
          return getSelection().toString();
        }"""
    )
    assert copied.replace("\u2060", "") == "The arch gives back what it took(1)."


def test_the_contents_are_folded_on_a_telephone_and_stand_beside_the_text_on_a_desk(
    page, strange_article
):
    contents = page.get_by_role("navigation", name="In this article")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(strange_article.address)
    expect(contents.get_by_role("link")).to_have_count(0)
    contents.locator("summary").click()
    expect(contents.get_by_role("link")).to_have_count(3)

    page.set_viewport_size({"width": 1280, "height": 740})
    page.reload()
    expect(contents.get_by_role("link")).to_have_count(3)
    expect(contents.get_by_role("heading", name="In this article")).to_be_visible()
    expect(contents.locator("summary")).to_be_hidden()


def test_paper_is_white_whatever_the_hour(page, strange_article):
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(strange_article.address)
    drawn = page.evaluate(
        """() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color,
          getComputedStyle(document.documentElement).getPropertyValue("--line")]"""
    )
    assert drawn == ["rgb(255, 255, 255)", "rgb(0, 0, 0)", "#c9bfa9"]
