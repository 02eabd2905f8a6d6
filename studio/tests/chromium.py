"""Which browser the tests and the docs' pictures use: an installed one, else Playwright's own."""

import os
import shutil

from playwright.sync_api import sync_playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


def launch_options() -> dict[str, object]:
    """What Playwright's ``launch`` is given on this machine."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    arguments = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"args": arguments, **({"executable_path": found} if found else {})}


def main() -> None:
    """Start it once: a file called chromium may be no more than a promise."""
    with sync_playwright() as playwright:
        playwright.chromium.launch(**launch_options()).close()


if __name__ == "__main__":
    main()
