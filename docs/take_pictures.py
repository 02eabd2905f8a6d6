"""Take the pictures of the documentation from a freshly furnished site: ``make screenshots``.

python docs/take_pictures.py [NAME …]
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.error import URLError

import comment_shots  # noqa: F401 - registers its pictures
import desk_shots  # noqa: F401 - registers its pictures
import event_shots  # noqa: F401 - registers its pictures
import page_shots  # noqa: F401 - registers its pictures
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from shots import SHOTS  # the others add to it

sys.path.insert(0, str(Path(__file__).parent.parent))

from studio.tests.chromium import launch_options

PICTURES = Path(__file__).parent / "pictures"
#: Waits for what fades in; what moves for ever is not waited for.
AT_REST = """() => Promise.allSettled(document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().endTime < Infinity)
    .map((animation) => animation.finished))"""


@contextmanager
def site() -> Iterator[str]:
    """A furnished site, served as long as the pictures are taken."""
    folder = tempfile.mkdtemp(prefix="studio-pictures-")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    root = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "DATA_DIR": folder, "BASE_URL": root, "LOG_LEVEL": "WARNING"}
    environment.pop("DATABASE_URL", None)
    manage = [sys.executable, "manage.py"]
    for command in (["migrate", "--verbosity", "0"], ["furnish"], ["worker", "--once"]):
        subprocess.run([*manage, *command], env=environment, check=True)  # noqa: S603
    server = subprocess.Popen(  # noqa: S603
        [*manage, "runserver", f"127.0.0.1:{port}", "--noreload"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(100):
            try:
                urllib.request.urlopen(root + "/health/live/", timeout=2)  # noqa: S310
                break
            except (URLError, OSError):
                time.sleep(0.1)
        yield root
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def take(browser: Browser, name: str, root: str) -> None:
    """Take one picture and keep it small: 256 colours are enough for a page."""
    function, options = SHOTS[name]
    context = browser.new_context(
        **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
    )
    page = context.new_page()
    part = function(page, root)
    page.wait_for_load_state("networkidle")
    page.evaluate(AT_REST)
    picture = Image.open(BytesIO((part or page).screenshot()))
    picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
        PICTURES / f"{name}.png", optimize=True
    )
    context.close()
    print(name, flush=True)


def main() -> None:
    """Take the named pictures, or all."""
    PICTURES.mkdir(exist_ok=True)
    names = sys.argv[1:] or list(SHOTS)
    with site() as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for name in names:
            take(browser, name, root)
        browser.close()


if __name__ == "__main__":
    main()
