"""kill -9 while people register: nothing that was acknowledged is lost, nothing is there twice.

Every browser sends its form until it has an answer, and some send it once more, as whoever
has not seen the answer does. The letters go to a real SMTP server, which counts.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

import psycopg

from bench.faults.processes import Supervisor, kill, wait_until, web, worker
from bench.faults.rows import Row, tell
from bench.faults.stage import NAMES, Stage, staged
from events.tests.crowd import Door, strangers
from studio.tests.post_office import PostOffice
from studio.tests.proxy import free_ports

FAULT = "kill -9 at random moments"
REGISTRATIONS, KILLS, SEED = 2_000, 50, 8
#: Browsers at once; of all who have an answer, one in so many sends the form once more.
BROWSERS, REPEATS = 8, 10
#: Seconds after which a browser without an answer gives up.
PATIENCE = 240
#: Whose death may leave a letter behind that has left and is not written down as sent.
SENDERS = ("worker", "database", "backend")


@dataclass
class Verdict:
    """What the database and the post office say when everything is still."""

    acknowledged: int = 0
    kills: Counter = field(default_factory=Counter)
    #: How often there was no answer, or another one than that it is done.
    in_vain: int = 0
    #: Addresses that were told that they are registered, and are not.
    lost: int = 0
    #: Rows of an address beyond its first.
    doubles: int = 0
    #: With a seat, and in the line.
    seats: tuple[int, int] = (0, 0)
    #: Addresses without a letter, or with letters of two Message-IDs.
    wrong_letters: int = 0
    #: Letters that came once more under the Message-ID they had.
    repeated: int = 0

    def holds(self, registrations: int, seats: int) -> bool:
        """Whether all is as it must be; a sender that dies repeats one letter at most."""
        most = sum(self.kills[name] for name in SENDERS)
        return (
            self.acknowledged == registrations
            and (self.lost, self.doubles, self.wrong_letters) == (0, 0, 0)
            and self.seats == (seats, registrations - seats)
            and self.repeated <= most
        )

    def __str__(self) -> str:
        kills = ", ".join(f"{count} {name}" for name, count in sorted(self.kills.items()))
        return (
            f"{self.acknowledged:,} registrations, {self.kills.total()} kills ({kills}),"
            f" {self.in_vain:,} posts in vain: {self.lost} lost, {self.doubles} double;"
            f" {self.repeated} letters repeated, all under their Message-ID"
        )


def report() -> None:
    """The full figures: both databases; half of those who register find a seat."""
    tell(_rows())


def _rows() -> Iterator[Row]:
    for name in NAMES:
        with staged(name) as stage:
            found = measure(stage, registrations=REGISTRATIONS, kills=KILLS, seed=SEED)
        yield Row(FAULT, name, str(found), found.holds(REGISTRATIONS, REGISTRATIONS // 2))


def measure(
    stage: Stage,
    event: tuple[int, str] | None = None,
    *,
    registrations: int,
    kills: int,
    seed: int,
    application: str = "studio.wsgi",
) -> Verdict:
    """Let people register at an event with half as many seats, and kill meanwhile."""
    pool, path = event or stage.events(1, seats=registrations // 2)[0]
    office, [port] = PostOffice(), free_ports(1)
    office.open()
    environment = stage.environment | {"EMAIL_URL": office.url}
    site = web(port, environment, application)
    postman = worker(environment)
    supervisor = Supervisor(site, postman, *([stage.server] if stage.server else []))
    chance = random.Random(seed)
    victims: dict[str, Callable[[], bool]] = {
        "web": site.kill,
        "web worker": lambda: _kill_one(site.children(), chance),
        "worker": postman.kill,
    }
    if server := stage.server:
        victims |= {
            "database": server.kill,
            "backend": lambda: _kill_one(server.backends(), chance),
        }
    found = Verdict()
    crowd = Crowd(Door(port), path, registrations, found)
    try:
        crowd.begin()
        for moment, victim in _plan(chance, sorted(victims), registrations, kills):
            wait_until(lambda moment=moment: len(crowd.acknowledged) >= moment, "answers", PATIENCE)
            time.sleep(chance.random() / 5)
            wait_until(victims[victim], f"a {victim} to kill")
            found.kills[victim] += 1
        crowd.end()
        wait_until(lambda: _lie(stage, "AND claimed_until IS NULL") == 0, "letters to leave")
    finally:
        crowd.browsers.shutdown(cancel_futures=True)
        supervisor.stop()
        postman.stop()
        site.stop()
        if server and not server.is_alive():
            server.start()
    _send_rest(stage, environment)
    office.close()
    judge(stage, pool, crowd.acknowledged, office, found)
    return found


def judge(stage: Stage, pool: int, told: set[str], office: PostOffice, found: Verdict) -> None:
    """Compare who was told what with what there is."""
    found.acknowledged = len(told)
    rows = Counter(
        email
        for (email,) in stage.ask("SELECT email FROM events_registration WHERE pool_id = %s", pool)
    )
    found.lost = len(told - set(rows))
    found.doubles = rows.total() - len(rows)
    found.seats = stage.seats(pool)
    letters: dict[str, set[str]] = {email: set() for email in rows}
    for message in office.taken:
        letters.setdefault(str(message["To"]), set()).add(message["Message-ID"])
    found.wrong_letters = sum(len(ids) != 1 for ids in letters.values())
    found.repeated = len(office.taken) - len(set(office.message_ids))


class Crowd:
    """Browsers that register somebody each; ``acknowledged`` are the addresses with an answer."""

    def __init__(self, door: Door, path: str, count: int, found: Verdict) -> None:
        self.door, self.path, self.count, self.found = door, path, count, found
        self.acknowledged: set[str] = set()
        self.browsers = ThreadPoolExecutor(BROWSERS)
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Open the page, then let all register; returns at once."""
        wait_until(lambda: self.door.ask("GET", "/health/ready/").status == 200, "the site")
        self.hidden = self.door.hidden(self.path)
        people = enumerate(strangers(self.count))
        self.posts = [self.browsers.submit(self._register, *each) for each in people]

    def end(self) -> None:
        """Wait for all; raises what went wrong."""
        for post in self.posts:
            post.result()

    def _register(self, number: int, person: dict[str, str]) -> None:
        self._insist(number, person)
        with self._lock:
            self.acknowledged.add(person["email"])
        if number % REPEATS == 0:
            self._insist(number, person)

    def _insist(self, number: int, person: dict[str, str]) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self.door.ask("POST", self.path, self.hidden | person, number=number + 1)
            if answer.status == 303:
                return
            if time.monotonic() > deadline:
                raise TimeoutError(f"Nobody but {answer.status} answers {person['email']}.")
            with self._lock:
                self.found.in_vain += 1
            time.sleep(random.uniform(0.2, 0.6))


def _plan(chance: random.Random, names: list[str], of: int, kills: int) -> list[tuple[int, str]]:
    """After how many answers who dies: every kind as often, in an order of chance."""
    victims = [names[number % len(names)] for number in range(kills)]
    chance.shuffle(victims)
    return list(zip(sorted(chance.sample(range(of), kills)), victims, strict=True))


def _kill_one(pids: list[int], chance: random.Random) -> bool:
    return bool(pids) and kill(chance.choice(pids))


def _lie(stage: Stage, where: str = "") -> int | None:
    """How many letters have not left; None while the database does not answer."""
    with suppress(psycopg.Error):
        sql = f"SELECT count(*) FROM studio_letter WHERE status = 'waiting' {where}"
        return stage.ask(sql)[0][0]
    return None


def _send_rest(stage: Stage, environment: dict[str, str]) -> None:
    """What a dead worker holds leaves when its lease is over; nobody waits five minutes here."""
    for _attempt in range(3):
        if _lie(stage) == 0:
            return
        stage.ask("UPDATE studio_letter SET claimed_until = NULL WHERE status = 'waiting'")
        worker(environment, "--once").process.wait(300)
    raise TimeoutError("Letters have not left.")
