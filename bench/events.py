"""Events: 200 people for 20 seats, the ledger with 5,000 rows, exports, the page of an event."""

import multiprocessing
import resource
import time

from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.urls import reverse

from bench.articles import Site, count_queries, owner_site
from bench.databases import on_both
from bench.measure import ratio, take_turns
from events.ledger import Registration, SeatPool
from events.questions import QuestionType
from events.tests import cast
from home.models import HomePage
from studio.furnishing.large import guests

ROWS = 5_000
QUESTIONS = 30
#: People on an event whose page is read.
FEW, MANY = 1, 500


def report() -> None:
    """All figures about events."""
    _report_page()
    _report_exports(_report_ledger())
    _report_rush()


def _report_page() -> None:
    site, home = Site(), HomePage.objects.first()
    pages = {size: cast.make_event(home, capacity=20) for size in (FEW, MANY)}
    for size, page in pages.items():
        guests.invite(cast.pool_of(page), size)
    reads = {str(size): (lambda page=page: site.get(page.url)) for size, page in pages.items()}
    costs = take_turns(reads)
    print("\nThe page of an event with registrations")
    for size, read in reads.items():
        print(f"  {size:>6}            {costs[size]}  {count_queries(read):6} queries")
    print(f"  that is           {ratio(costs[str(MANY)], costs[str(FEW)])}")


def _report_ledger() -> SeatPool:
    """The list; returns the event whose people most of it are."""
    site, home = owner_site(), HomePage.objects.first()
    address = reverse("registrations_modeladmin_index")
    few = take_turns({"few": lambda: site.get(address)}, rounds=5, calls=3)["few"]
    before, few_queries = Registration.objects.count(), count_queries(lambda: site.get(address))
    questions = [
        {"label": f"Question {number}", "field_type": QuestionType.SINGLELINE}
        for number in range(QUESTIONS)
    ]
    page = cast.make_event(home, questions=questions, capacity=None, price=60)
    pool = cast.pool_of(page)
    said = {
        one.key: f"An answer to {one.label}, of some length" for one in pool.form.as_questions()
    }
    guests.invite(pool, ROWS, answers=said)
    looks = {
        "the list": address,
        "searched": f"{address}?q=guest1234",
        "of one event": f"{address}?event={pool.pk}&state=waitlisted",
    }
    reads = {name: (lambda to=to: site.get(to)) for name, to in looks.items()}
    costs = take_turns(reads, rounds=5, calls=3)
    print(f"\nThe ledger of registrations, with {before:,} and {before + ROWS:,} rows")
    print(f"  {before:6,}            {few}  {few_queries:6} queries")
    for name, read in reads.items():
        print(f"  {name:<16}  {costs[name]}  {count_queries(read):6} queries (at most 1,000 ms)")
    return pool


def _report_exports(pool: SeatPool) -> None:
    print(f"\nExport of {ROWS:,} registrations, with the answers to {QUESTIONS} questions")
    for kind in ("csv", "xlsx"):
        seconds, mebibytes, size = _in_a_process(pool, kind)
        print(
            f"  {kind:<16}  {seconds:5.1f} s, {mebibytes:4.0f} MiB more at its highest,"
            f" {size / 1024:,.0f} KiB"
        )


def _in_a_process(pool: SeatPool, kind: str) -> tuple[float, float, int]:
    """Seconds, memory beyond what the process had (MiB), bytes of the file."""
    connections.close_all()  # a connection is not shared with a child
    fork = multiprocessing.get_context("fork")
    told: multiprocessing.SimpleQueue = fork.SimpleQueue()
    child = fork.Process(target=_export, args=(pool.pk, kind, told))
    child.start()
    child.join()
    assert child.exitcode == 0, child.exitcode
    return told.get()


def _export(pool_id: int, kind: str, told: multiprocessing.SimpleQueue) -> None:
    client = Client()
    client.force_login(get_user_model().objects.get(username="admin"))
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    answer = client.post(
        reverse("registrations_modeladmin_export"), {"format": kind, "event": pool_id}
    )
    assert answer.status_code == 200, answer.status_code
    size = sum(map(len, answer)) if answer.streaming else len(answer.content)
    seconds = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told.put((seconds, (after - before) / 1024, size))


def _report_rush() -> None:
    print("\n200 people at the same moment for 20 seats, 4 processes of 8 threads", flush=True)
    on_both("-m", "bench.rush")
