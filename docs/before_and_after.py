"""Lay two states of the site side by side, a sheet for each kind of page.

python docs/before_and_after.py BEFORE AFTER [NAME …]

BEFORE and AFTER are addresses of two furnished sites, served with ``as_visitors_see.settings``.
"""

import sys
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, sync_playwright
from take_pictures import AT_REST, PICTURES, launch_options

SHEETS = PICTURES / "before-and-after"


class Kind(NamedTuple):
    """A page to compare: its address, the same in both states, and what it is answered with."""

    path: str
    status: int = 200


KINDS = {
    "front": Kind("/"),
    "articles": Kind("/articles/"),
    "short-article": Kind("/articles/where-to-put-your-attention/"),  # the shortest of the demo
    "long-article": Kind("/articles/training-the-trunk-in-spring/"),  # the longest
    "topic": Kind("/articles/topic/trunk/"),
    "author": Kind("/articles/author/juno-fable/"),
    "search": Kind("/search/?q=breath"),
    "search-without-hits": Kind("/search/?q=xyzzy"),
    "missing": Kind("/no-such-page/", status=404),
    "sign-in": Kind("/admin/login/"),
}
#: Widths of the window, in rows as they stand on the sheet; and the height of the window.
ROWS, WINDOW = ((360, 768), (1280,)), 800
#: What is shown of a page, from its top, in pixels of the page.
TOP = 1400
#: Pixels of the sheet: its width, the space around each picture, the height of a label.
WIDTH, SPACE, LABEL = 1600, 16, 32
SCALE = (WIDTH - 3 * SPACE) / (2 * ROWS[-1][0])
PAPER, EDGE, INK = "#e8e8e8", "#9a9a9a", "#222222"
#: Bytes of a sheet, and the qualities that are tried until it has no more.
LIMIT, QUALITIES = 120_000, range(84, 24, -4)


def top(browser: Browser, address: str, status: int, width: int) -> Image.Image:
    """The top of one page, in the scale of the sheet."""
    context = browser.new_context(
        viewport={"width": width, "height": WINDOW}, reduced_motion="reduce"
    )
    page = context.new_page()
    response = page.goto(address)
    if response is None or response.status != status or page.locator("h1").count() == 0:
        raise SystemExit(f"{address} is not what was to be shown.")
    page.mouse.wheel(0, TOP)  # what waits to be near is fetched
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(AT_REST)
    picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    context.close()
    picture = picture.crop((0, 0, width, min(picture.height, TOP)))
    return picture.resize(
        (round(picture.width * SCALE), round(picture.height * SCALE)), Image.Resampling.LANCZOS
    )


def sheet(rows: list[list[tuple[str, Image.Image]]]) -> Image.Image:
    """Pictures in rows, each below its label."""
    heights = [LABEL + max(picture.height for _label, picture in row) + SPACE for row in rows]
    paper = Image.new("RGB", (WIDTH, sum(heights)), PAPER)
    draw, font = ImageDraw.Draw(paper), ImageFont.load_default(17)
    y = 0
    for row, height in zip(rows, heights, strict=True):
        x = SPACE
        for label, picture in row:
            draw.text((x, y + LABEL / 2), label, INK, font, anchor="lm")
            paper.paste(picture, (x, y + LABEL))
            draw.rectangle(
                (x - 1, y + LABEL - 1, x + picture.width, y + LABEL + picture.height), outline=EDGE
            )
            x += picture.width + SPACE
        y += height
    return paper


def small(paper: Image.Image) -> bytes:
    """The sheet as WebP, as good as its limit allows."""
    for quality in QUALITIES:
        buffer = BytesIO()
        paper.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() <= LIMIT:
            return buffer.getvalue()
    raise SystemExit(f"A sheet does not get smaller than {buffer.tell()} bytes.")


def main() -> None:
    """Lay out the named sheets, or all."""
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    before, after, *names = sys.argv[1:]
    states = {"before": before.rstrip("/"), "after": after.rstrip("/")}
    SHEETS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for name in names or KINDS:
            path, status = KINDS[name]
            rows = [
                [
                    (f"{width} px, {state}", top(browser, root + path, status, width))
                    for width in widths
                    for state, root in states.items()
                ]
                for widths in ROWS
            ]
            content = small(sheet(rows))
            (SHEETS / f"{name}.webp").write_bytes(content)
            print(f"{name}: {len(content)} bytes", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
