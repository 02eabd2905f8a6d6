"""Any site by its address: ``python -m bench.anywhere URL``; see bench/README.md.

Requests a second and how long they take say as much about the network and the machine as
about the site. Where the server runs on this machine, ``--pid`` counts what it costs.
"""

import argparse
import os
import re
import ssl
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from bench.measure import Cost

#: Nobody is asked by more at a time, for longer, or more often than this.
MOST_CONNECTIONS, MOST_SECONDS, MOST_REQUESTS = 64, 120, 200_000
#: Rounds of one run; the spread of their costs tells how quiet the machine is.
ROUNDS = 5
#: Of a hundred answers so many may be errors before it is given up.
ERRORS = 5
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Seen:
    """What one connection saw."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    octets: int = 0

    def add(self, other: "Seen") -> None:
        """Also what another one saw."""
        self.seconds += other.seconds
        self.statuses += other.statuses
        self.octets += other.octets


def main() -> None:
    """Ask, and print what was seen."""
    asked = _arguments()
    parts = urlsplit(asked.url)
    print(f"{asked.url}: {asked.connections} connections, {ROUNDS} rounds", flush=True)
    one = _ask(parts, asked, until=time.monotonic(), most=1)
    print(
        f"  first answer      {_statuses(one)}, {one.octets / 1024:.0f} KiB, {one.seconds[0]:.2f} s"
    )
    everything, costs, began = Seen(), [], time.monotonic()
    for _round in range(ROUNDS):
        processes = _with_children(asked.pid)
        before = _cpu(processes)
        seen = _round_of(parts, asked)
        everything.add(seen)
        if processes and processes == _with_children(asked.pid):
            costs.append((_cpu(processes) - before) * 1000 / len(seen.seconds))
    seconds = time.monotonic() - began
    print(f"  answers           {_statuses(everything)}")
    print(f"  a second          {len(everything.seconds) / seconds:.1f}")
    cuts = statistics.quantiles(everything.seconds, n=20)
    print(f"  median, p95       {cuts[9] * 1000:.1f} ms, {cuts[18] * 1000:.1f} ms")
    if asked.pid and len(costs) < ROUNDS:
        print("  CPU a request     not known: processes came or went meanwhile")
    elif costs:
        cost = Cost.of(costs)
        told = "too noisy to tell" if cost.is_noisy else str(cost)
        print(f"  CPU a request     {told}, of {len(_with_children(asked.pid))} processes")
    else:
        print("  CPU a request     not known: name the server's processes with --pid")
    if len(everything.statuses) > 1 or not all(s.startswith("2") for s in everything.statuses):
        print("  Not all answers were pages: compare nothing with this.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.anywhere", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--connections", type=_at_most(MOST_CONNECTIONS), default=16)
    parser.add_argument("--seconds", type=_at_most(MOST_SECONDS), default=20, help="in all")
    parser.add_argument(
        "--pid",
        type=int,
        action="append",
        default=[],
        help="a process of the server on this machine, with its children; may be given again",
    )
    parser.add_argument("--cookie", default="", help="sent with each request")
    parser.add_argument(
        "--bypass", action="store_true", help="another address each time: ?bench=1, 2, 3 …"
    )
    parser.add_argument("--insecure", action="store_true", help="believe any certificate")
    parser.add_argument(
        "--mine", action="store_true", help="the site is not on this machine, but it is mine"
    )
    asked = parser.parse_args()
    parts = urlsplit(asked.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        parser.error("an address begins with http:// or https://")
    if not asked.mine and not _is_here(parts.hostname):
        parser.error("measure your own sites only: say --mine for one that is elsewhere")
    return asked


def _at_most(most: int) -> type:
    def number(text: str) -> int:
        if not 0 < int(text) <= most:
            raise argparse.ArgumentTypeError(f"1 to {most}")
        return int(text)

    return number


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _round_of(parts: SplitResult, asked: argparse.Namespace) -> Seen:
    """A part of the time, on all connections at once."""
    until = time.monotonic() + asked.seconds / ROUNDS
    share = MOST_REQUESTS // ROUNDS // asked.connections
    seen = Seen()
    with ThreadPoolExecutor(asked.connections) as pool:
        for one in pool.map(lambda _n: _ask(parts, asked, until, share), range(asked.connections)):
            seen.add(one)
    failed = sum(n for status, n in seen.statuses.items() if not status.startswith("2"))
    if failed * 100 > ERRORS * len(seen.seconds):
        sys.exit(f"  given up: {_statuses(seen)}")
    return seen


def _ask(parts: SplitResult, asked: argparse.Namespace, until: float, most: int) -> Seen:
    """One connection, one question after the other; at least one."""
    seen, connection = Seen(), _connection(parts, asked)
    address = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sign = "&" if parts.query else "?"
    headers = {"User-Agent": "studio-bench", "Accept-Encoding": "gzip"}
    headers |= {"Cookie": asked.cookie} if asked.cookie else {}
    while True:
        start = time.monotonic()
        try:
            unlike = f"{sign}bench={time.monotonic_ns()}" if asked.bypass else ""
            connection.request("GET", address + unlike, headers=headers)
            answer = connection.getresponse()
            seen.octets += len(answer.read())
            seen.statuses[str(answer.status)] += 1
        except (OSError, HTTPException) as error:
            seen.statuses[type(error).__name__] += 1
            connection.close()
        seen.seconds.append(time.monotonic() - start)
        if time.monotonic() >= until or len(seen.seconds) >= most:
            connection.close()
            return seen


def _connection(parts: SplitResult, asked: argparse.Namespace) -> HTTPConnection:
    if parts.scheme == "http":
        return HTTPConnection(parts.hostname, parts.port, timeout=30)
    context = ssl.create_default_context()
    if asked.insecure:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return HTTPSConnection(parts.hostname, parts.port, timeout=30, context=context)


def _statuses(seen: Seen) -> str:
    return ", ".join(f"{n:,} times {status}" for status, n in seen.statuses.most_common())


def _with_children(pids: Iterable[int]) -> set[int]:
    """These processes and all below them."""
    found: set[int] = set()
    waiting = list(pids)
    while waiting:
        pid = waiting.pop()
        if pid not in found and Path(f"/proc/{pid}").exists():
            found.add(pid)
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
    return found


def _cpu(pids: Iterable[int]) -> float:
    """CPU seconds of processes, their own and the kernel's for them."""
    total = 0
    for pid in pids:
        # behind the name, which may hold anything: utime and stime are the 12th and 13th
        rest = re.sub(r".*\)", "", Path(f"/proc/{pid}/stat").read_text(), flags=re.DOTALL).split()
        total += int(rest[11]) + int(rest[12])
    return total / _TICKS


if __name__ == "__main__":
    main()
