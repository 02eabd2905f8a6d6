"""The last seats, asked for by forty people at once at two web nodes on one database."""

import collections
from collections.abc import Iterator

from bench.faults.rows import Row, tell
from bench.faults.stage import NAMES, Stage, staged
from events.tests import crowd

FAULT = "last seats, two web nodes"
ROUNDS, PEOPLE, SEATS = 20, 40, 7
#: Rounds of the control; on PostgreSQL alone, since SQLite has one writer whatever we do.
CONTROLS = 10
#: The site with the leading write taken out.
WITHOUT_LOCK = "events.tests.rush_without_lock"


def report() -> None:
    """The full figures: both databases, and the control."""
    tell(_rows())


def _rows() -> Iterator[Row]:
    for name in NAMES:
        with staged(name) as stage:
            taken, answers = measure(stage, ROUNDS)
            exact = sum(one == (SEATS, PEOPLE - SEATS) for one in taken)
            failed = answers.total() - answers[303]
            figure = f"exactly {SEATS} of {PEOPLE} in {exact} of {ROUNDS} rounds, {failed} other answers"
            yield Row(FAULT, name, figure, (exact, failed) == (ROUNDS, 0))
            if name == "PostgreSQL":
                taken, _answers = measure(stage, CONTROLS, application=WITHOUT_LOCK)
                over = [seats for seats, _waiting in taken if seats > SEATS]
                figure = (
                    f"oversold in {len(over)} of {CONTROLS} rounds, at most {max(over, default=0)}"
                )
                yield Row(f"{FAULT}: control without the lock", name, figure, bool(over))


def measure(
    stage: Stage, rounds: int, *, application: str = "studio.wsgi"
) -> tuple[list[tuple[int, int]], collections.Counter]:
    """For each round who has a seat and who waits, and how often there was which status."""
    nodes: list[crowd.Site] = []
    answers: collections.Counter = collections.Counter()
    taken = []
    events = stage.events(rounds, seats=SEATS)
    try:
        for _node in range(2):
            more = {"DATA_DIR": stage.folder}
            nodes.append(crowd.Site(stage.url, application=application, **more))
        for pool, path in events:
            people = crowd.strangers(PEOPLE)
            answers.update(one.status for one in crowd.rush(nodes, path, people))
            taken.append(stage.seats(pool))
    finally:
        for node in nodes:
            node.close()
    return taken, answers
