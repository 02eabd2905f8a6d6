"""The site in trouble: its database, its mail server and slow visitors; all of them its own.

What visitors are told meanwhile and how long it takes, in seconds of a clock: with others at work on
the machine orders of magnitude.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

#: Slow visitors, and questions of others meanwhile.
SLOW, ASKED = 400, 40
LETTERS = 200


def report() -> None:
    """Print the figures."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studio.settings.development")
    django.setup()
    from studio.tests.postgresql import Server
    from studio.tests.served import Served, furnish

    with (
        tempfile.TemporaryDirectory(prefix="studio-faults-") as of_database,
        tempfile.TemporaryDirectory(prefix="studio-faults-") as folder,
    ):
        database = Server(of_database)
        try:
            furnish(Path(folder), DATABASE_URL=database.url)
            site = Served(Path(folder), workers=2, threads=4, DATABASE_URL=database.url)
            try:
                _database(site, database)
                _slow(site, Path(folder))
            finally:
                site.stop()
            _mail(Path(folder), database.url)
        finally:
            database.server.cleanup()


def _timed(ask: Any, *arguments: Any) -> tuple[Any, float]:
    began = time.monotonic()
    return ask(*arguments), time.monotonic() - began


def _crowd(site: Any, paths: list[str]) -> list[tuple[int, float]]:
    """Status and seconds of visitors who come at once."""
    found: list[tuple[int, float]] = []

    def visit(path: str) -> None:
        answer, seconds = _timed(site.ask, path)
        found.append((answer.status, seconds))

    visitors = [threading.Thread(target=visit, args=[path]) for path in paths]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    return found


def _told(found: list[tuple[int, float]]) -> str:
    waits = sorted(seconds for _status, seconds in found)
    statuses = sorted({status for status, _seconds in found})
    return (
        f"{', '.join(map(str, statuses))}; median {statistics.median(waits):.2f} s, "
        f"slowest {waits[-1]:.2f} s"
    )


def _database(site: Any, database: Any) -> None:
    from studio.tests.served import ARTICLE

    for name, begin, end in (
        ("frozen", database.freeze, database.thaw),
        ("stopped", database.stop, database.start),
    ):
        site.ask(ARTICLE)
        begin()
        at_once = _crowd(site, [f"/search/?q=trunk{number}" for number in range(40)])
        later = _crowd(site, [f"/search/?q=arch{number}" for number in range(40)])
        kept = _crowd(site, [ARTICLE] * 40)
        end()
        first, seconds = _timed(site.ask, "/search/?q=trunk")
        print(f"\nPostgreSQL {name}, two processes of four threads")
        print(f"  40 visitors at once, uncached  {_told(at_once)}")
        print(f"  40 more                        {_told(later)}")
        print(f"  40 of a page that is kept      {_told(kept)}")
        print(f"  the first after it is back     {first.status} after {seconds:.2f} s", flush=True)


def _slow(site: Any, folder: Path) -> None:
    from django.conf import settings

    from studio.tests.proxy import HOST, Proxy
    from studio.tests.served import ARTICLE

    settings.BASE_URL, settings.ALLOWED_HOSTS = f"https://{HOST}", [HOST]
    settings.STATIC_ROOT, settings.MEDIA_ROOT = str(folder / "static"), str(folder / "media")
    (folder / "nginx").mkdir()
    proxy = Proxy(folder / "nginx", site.port)
    try:
        print(f"\n{SLOW} slow visitors at nginx, each with a post that does not end")
        for name, path in (("a kept page", ARTICLE), ("a search", "/search/?q=trunk{number}")):
            alone = _ask_all(proxy, path)
            slow = [proxy.connection() for _ in range(SLOW)]
            for one in slow:
                head = f"POST {ARTICLE} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9\r\n\r\nx"
                one.sendall(head.encode())
            beside = _ask_all(proxy, path)
            for one in slow:
                one.close()
            print(f"  {name:12} alone {_told(alone)}; beside them {_told(beside)}", flush=True)
    finally:
        proxy.stop()


def _ask_all(proxy: Any, path: str) -> list[tuple[int, float]]:
    found = []
    for number in range(ASKED):
        answer, seconds = _timed(proxy.ask, path.format(number=number))
        found.append((answer.status, seconds))
    return found


def _mail(folder: Path, url: str) -> None:
    from studio.tests.post_office import PostOffice, wait_until
    from studio.tests.served import environment, manage

    office = PostOffice()
    more = {"DATABASE_URL": url, "EMAIL_URL": office.url, "LOG_LEVEL": "ERROR"}
    write = f"from studio.tests.cast import write_letter;[write_letter() for _ in range({LETTERS})]"
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "worker"], env=environment(folder, **more)
    )
    try:
        done = manage(folder, "shell", "--no-imports", "--command", write, **more)
        assert done.returncode == 0, done.stderr
        # two rounds of knocking: it goes on every half minute, however long the server is away
        time.sleep(60)
        office.open()
        began = time.monotonic()
        wait_until(lambda: len(office.taken) == LETTERS, seconds=120)
        seconds = time.monotonic() - began
    finally:
        worker.terminate()
        worker.wait(30)
        office.close()
    print(f"\nA mail server that was away: {LETTERS} letters within {seconds:.0f} s of its return")
    assert len(set(office.message_ids)) == LETTERS
