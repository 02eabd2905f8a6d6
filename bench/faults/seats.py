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
            figure = (
                f"exactly {SEATS} of {PEOPLE} in {exact} of {ROUNDS} rounds, {_others(answers)}"
            )
            yield Row(FAULT, name, figure, (exact, set(answers)) == (ROUNDS, {303}))
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
        for number, (pool, path) in enumerate(events):
            # people of each round: a mailbox gets five letters an hour, a network has five posts a minute
            people = [
                one | {"email": f"round{number}.{one['email']}"} for one in crowd.strangers(PEOPLE)
            ]
            posts = crowd.rush(nodes, path, people, first=1 + number * PEOPLE)
            answers.update(one.status for one in posts)
            taken.append(stage.seats(pool))
    finally:
        for node in nodes:
            node.close()
    return taken, answers


def _others(answers: collections.Counter) -> str:
    """What else was answered than that it is done; 0 is a connection that was cut."""
    others = [f"{count} answers of {status}" for status, count in answers.items() if status != 303]
    return ", ".join(others) or "no other answer"
