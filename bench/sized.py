"""A site of some size in a process of its own: ``python -m bench.sized 0.004``.

It writes the site into the empty database of ``DATABASE_URL`` (or ``DATA_DIR``), then reads
questions from its standard input and answers each with a line of JSON: see :class:`Sized`.
So two sites of different size take turns, each with caches of its own.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

#: On PostgreSQL all work is done by the one process whose CPU is counted.
ALONE = "-c max_parallel_workers_per_gather=0"


class Sized:
    """A site in another process. What it is asked is answered in turn."""

    def __init__(self, scale: str, *, folder: str, database: str = "") -> None:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATA_DIR": folder,
            "LOG_LEVEL": "ERROR",
            "STUDIO_ENV_FILE": "",
            "PGOPTIONS": ALONE,
        }
        environment.pop("DATABASE_URL", None)
        if database:
            environment["DATABASE_URL"] = database
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.sized", scale],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait(self) -> dict[str, int]:
        """Until it is furnished; how much there is."""
        return self._read()

    def ask(self, address: str, *, calls: int = 1, as_owner: bool = False) -> dict[str, float]:
        """``cpu``: milliseconds a call, the database's included; ``queries`` and ``bytes`` of one.

        ``{article}`` and the like in an address stand for the number of a page; see ``_pages``.
        """
        self._write({"address": address, "calls": calls, "as_owner": as_owner})
        return self._read()

    def close(self) -> None:
        """End it."""
        self.process.stdin.close()
        self.process.wait()

    def _write(self, question: dict[str, Any]) -> None:
        print(json.dumps(question), file=self.process.stdin, flush=True)

    def _read(self) -> dict[str, Any]:
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("A site that was to be measured has ended; see above.")
        return json.loads(line)


def main(scale: str) -> None:
    """Furnish, then answer until nobody asks any more."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench.articles import Site, count_queries, owner_site
    from studio.furnishing import large
    from studio.furnishing.beginning import is_empty
    from studio.furnishing.site import furnish

    call_command("migrate", verbosity=0)
    if is_empty():
        furnish(lambda _step: None)
        if size := large.parse(scale):
            large.enlarge(size, lambda step: print(f"  {step}", file=sys.stderr, flush=True))
        large.gather_statistics()
    _say(_counts())
    sites = {False: Site(), True: owner_site()}
    pages = _pages()
    known: dict[str, dict[str, float]] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        site, address = sites[asked["as_owner"]], asked["address"].format(**pages)
        if address not in known:
            site.get(address)  # what is made once is made now
            size = len(site.get(address).content)
            queries = count_queries(lambda site=site, address=address: site.get(address))
            known[address] = {"bytes": size, "queries": queries}
        processes = list(_processes_of_database())
        start = _cpu(processes)
        for _call in range(asked["calls"]):
            site.get(address)
        cost = (_cpu(processes) - start) * 1000 / asked["calls"]
        _say(known[address] | {"cpu": cost})


def _counts() -> dict[str, int]:
    from articles.models import ArticlePage, Source
    from comments.models import Comment
    from events.ledger import Occurrence, Registration

    models = (ArticlePage, Occurrence, Comment, Registration, Source)
    return {model.__name__: model.objects.count() for model in models}


def _pages() -> dict[str, int]:
    """The numbers of the pages that addresses of the CMS name."""
    from wagtail.models import Page

    from bench.articles import SLUG

    slugs = {"articles": "articles", "events": "events", "article": SLUG, "event": "trunk-training"}
    root = Page.objects.get(sites_rooted_here__is_default_site=True)
    below = root.get_descendants()
    return {name: below.get(slug=slug).pk for name, slug in slugs.items()}


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


def _cpu(processes: Iterable[Path]) -> float:
    """CPU seconds of this process and of ``processes`` so far."""
    theirs = sum(int(one.read_text().split()[0]) for one in processes)
    return time.process_time() + theirs / 1e9


def _processes_of_database() -> Iterable[Path]:
    """Where the kernel counts the nanoseconds of those that answer us; none on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        for (pid,) in cursor.fetchall():
            yield Path(f"/proc/{pid}/schedstat")


if __name__ == "__main__":
    main(sys.argv[1])
