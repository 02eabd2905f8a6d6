"""Let the strictest outside judges see a page of every kind: ``make judges``.

A furnished site of its own is served as in production, on a port of its own. Ends with an
error when anything falls short; see bench/README.md.
"""

import argparse
import os
import platform
import subprocess
import sys
from datetime import date

from playwright.sync_api import sync_playwright

from bench.judges import node
from bench.judges.site import site
from studio.tests.chromium import launch_options


def main() -> None:
    """Install the judges, see that they can see, then let them judge."""
    parser = argparse.ArgumentParser(prog="make judges", description=__doc__)
    parser.add_argument(
        "--without-lighthouse", action="store_true", help="leave out what takes longest"
    )
    parser.add_argument(
        "--only", metavar="NAME", action="append", help="judge pages whose name holds NAME"
    )
    asked = parser.parse_args()
    node.install()
    if subprocess.run(
        [sys.executable, "-m", "studio.tests.chromium"], capture_output=True
    ).returncode:
        sys.exit(
            "The judges need a Chromium and none starts here: install chromium-headless-shell."
        )
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in our thread
    print("Furnishing a site …", flush=True)
    with site() as found:
        # what knows of Django comes when it is there
        from bench.judges import control
        from bench.judges.court import Court
        from studio.tests.documents import documents
        from studio.tests.judged import Judged, pages

        judged = [*pages(), Judged("500", "/broken/", 500)]
        if asked.only:
            judged = [one for one in judged if any(name in one.name for name in asked.only)]
        options = launch_options()
        options["args"] = [*options["args"], *found.browser_arguments]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**options)
            with_lighthouse = not asked.without_lighthouse
            if blind := control.blind_judges(browser, with_lighthouse=with_lighthouse):
                sys.exit("Judges that cannot be trusted here:\n  " + "\n  ".join(blind))
            print("Every judge found what was planted for it.", flush=True)
            if not node.has_java():
                print("Without Java the Nu checker stays away.", flush=True)
            court = Court(found, browser, with_lighthouse=with_lighthouse)
            court.judge(judged)
            read = {} if asked.only else documents()
            court.judge_documents(read)
            judges = f"Chromium {browser.version}, Python {platform.python_version()}"
            browser.close()
    print(f"\n{date.today():%-d %B %Y}, {os.cpu_count()} cores, {judges}\n\n{court.table(judged)}")
    if read:
        print(f"\nFeeds, calendars, sitemap and robots.txt: {len(read)} judged.")
    if said := court.report():
        print(f"\n{said}")
    if with_lighthouse and not asked.only:
        for excuse in court.leniency.unused():
            print(f"Not needed any more: {excuse.judge}, {excuse.page}, {excuse.finding}")
    sys.exit(bool(said))


if __name__ == "__main__":
    main()
