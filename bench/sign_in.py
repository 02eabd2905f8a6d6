"""Thirty wrong sign-ins at once, and what readers of the home page notice.

``python -m bench.sign_in``, in a folder of its own: two gunicorn workers of four threads, as
docs/operating.md tells, on SQLite. Readers ask for the home page at a steady pace, and are
late if they wait; what is measured includes the wait for a free thread. The second row is an
attack from thirty addresses on thirty names, of which none is locked.

Then how long an answer about a forgotten password takes for an address that is known and for
one that is not; no mail server is asked, whatever it would take.
"""

import http.client
import os
import re
import shutil
import statistics
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import django

if TYPE_CHECKING:
    from events.tests.crowd import Site

ATTEMPTS, READERS_A_SECOND, SECONDS, ROUNDS = 30, 20, 6, 3


def main() -> None:
    """Print one line for each kind of crowd, and one about forgotten passwords."""
    from django.core.management import call_command

    from events.tests import crowd
    from studio.tests.cast import make_admin, make_site

    call_command("migrate", verbosity=0)
    make_site()
    make_admin()
    crowd.WORKERS, crowd.THREADS = 2, 4
    url = f"sqlite:///{os.environ['DATA_DIR']}/studio.sqlite3"
    site = crowd.Site(url, settings="bench.sign_in_settings")
    try:
        for _warm in range(20):
            site.ask("GET", "/")
        quiet = _readers(site, READERS_A_SECOND * SECONDS)
        print(f"  nobody signs in: home p95 {_p95(quiet):.0f} ms", flush=True)
        for several in (False, True):
            for round_ in range(ROUNDS):
                _attack(site, round_, several=several)
        _forgotten(site)
    finally:
        site.close()


def _attack(site: "Site", round_: int, *, several: bool) -> None:
    with ThreadPoolExecutor(ATTEMPTS + 1) as threads:
        readers = threads.submit(_readers, site, READERS_A_SECOND * SECONDS)
        time.sleep(0.5)
        token, cookie = _token(site)
        start = time.monotonic()
        attempts = list(
            threads.map(
                lambda number: _wrong(site, number, round_, several, token, cookie), range(ATTEMPTS)
            )
        )
        seconds = time.monotonic() - start
        waits = readers.result()
    codes = dict(sorted(Counter(attempts).items()))
    who = "30 names from 30 addresses" if several else "1 name from 1 address"
    print(
        f"  {who}: answered {codes} in {seconds:.1f} s; home p95 {_p95(waits):.0f} ms,"
        f" worst {max(waits):.0f} ms",
        flush=True,
    )


def _token(site: "Site") -> tuple[str, str]:
    browser = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    browser.request("GET", "/admin/login/")
    answer = browser.getresponse()
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    page = answer.read().decode()
    browser.close()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found, page[:200]
    return found[1], cookie


def _post(site: "Site", path: str, data: dict[str, str], cookie: str, address: str) -> int:
    browser = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookie,
        "X-Forwarded-For": address,
    }
    browser.request("POST", path, urlencode(data), headers)
    answer = browser.getresponse()
    answer.read()
    browser.close()
    return answer.status


def _wrong(site: "Site", number: int, round_: int, several: bool, token: str, cookie: str) -> int:
    name = f"name{round_}-{number}" if several else f"admin{round_}"
    address = f"10.{round_}.{number}.7" if several else f"10.200.{round_}.7"
    data = {"username": name, "password": "wrong", "csrfmiddlewaretoken": token}
    return _post(site, "/admin/login/", data, cookie, address)


def _readers(site: "Site", count: int) -> list[float]:
    """Milliseconds from when each wanted the page until they had it."""

    def read(number: int, wanted: float) -> float:
        answer = site.ask("GET", "/", number=number)
        assert answer.status == 200, answer
        return (time.monotonic() - wanted) * 1000

    waits = []
    with ThreadPoolExecutor(60) as threads:
        start = time.monotonic()
        for number in range(count):
            at = start + number / READERS_A_SECOND
            time.sleep(max(0.0, at - time.monotonic()))
            waits.append(threads.submit(read, number, at))
        return [one.result() for one in waits]


def _forgotten(site: "Site") -> None:
    token, cookie = _token(site)
    times: dict[str, list[float]] = {"admin@studio.example": [], "nobody@studio.example": []}
    for number in range(40):
        for kind, (email, found) in enumerate(times.items()):
            data = {"email": email, "csrfmiddlewaretoken": token}
            start = time.monotonic()
            status = _post(site, "/admin/password_reset/", data, cookie, f"10.201.{number}.{kind}")
            found.append((time.monotonic() - start) * 1000)
            assert status == 302, status
    known, unknown = (statistics.median(found) for found in times.values())
    print(f"  forgotten password: known {known:.1f} ms, unknown {unknown:.1f} ms")


def _p95(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1]


if __name__ == "__main__":
    folder = tempfile.mkdtemp(prefix="studio-bench-")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.sign_in_settings",
        "DATA_DIR": folder,
        "LOG_LEVEL": "ERROR",
        "STUDIO_ENV_FILE": "",
    }
    os.environ.pop("DATABASE_URL", None)
    try:
        django.setup()
        main()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
