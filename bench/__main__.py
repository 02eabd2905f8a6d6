"""Measure the site and print the table: ``make bench``.

Ratios of one run, never absolute times of two: see bench/README.md.
"""

import argparse
import os
import shutil
import tempfile
from pathlib import Path


def main() -> None:
    """Make a furnished site in a folder of its own, then measure."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--skip-starts", action="store_true", help="leave out the slow start-up times"
    )
    parser.add_argument(
        "--with-scale",
        action="store_true",
        help="also at 50,000 articles, which takes most of an hour",
    )
    arguments = parser.parse_args()

    folder = tempfile.mkdtemp(prefix="studio-bench-")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATA_DIR": folder,
        "LOG_LEVEL": "WARNING",
        "STUDIO_ENV_FILE": "",
    }
    os.environ.pop("DATABASE_URL", None)
    try:
        import django

        django.setup()
        from bench import (
            articles,
            comments,
            events,
            kept,
            library,
            memory,
            nginx,
            scale,
            search,
            shelf,
            starts,
            summary,
        )

        articles.furnish()
        memory.report()
        articles.report_page()
        kept.report()
        nginx.report()
        articles.report_numbering()
        library.report()
        comments.report()
        events.report()
        shelf.report()
        if not arguments.skip_starts:
            starts.report(Path.cwd())
        if arguments.with_scale:
            search.report()
            for postgresql in (False, True):
                scale.report(postgresql=postgresql)
        summary.show()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
