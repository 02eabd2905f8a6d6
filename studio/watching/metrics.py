"""What Prometheus is told of requests, summed up over all processes of gunicorn's.

Each worker counts in files of its own, in a folder of the gunicorn that started it
(``DATA_DIR/metrics/<its number>``); whoever answers ``/metrics`` adds them up. Those of a worker
that ended stay, so that no count goes back; what another gunicorn left that is no more is
removed. Nothing is imported or written where ``METRICS_TOKEN`` is not set.
"""

import hmac
import os
import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from studio import room
from studio.caching import generations
from studio.watching import figures

#: Upper bounds, in seconds. A page from the page cache takes less than a thousandth.
BUCKETS = (0.002, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
#: What the files of a process may grow by at once; they are mapped into memory, where a disk
#: that is full would end the process.
_GROWS_BY = 8 * 1024 * 1024


def folder() -> Path:
    """Where the workers of this gunicorn count."""
    return Path(settings.DATA_DIR) / "metrics" / str(os.getppid())


def _tidy() -> None:
    """Make the folder, and remove those whose gunicorn is no more."""
    folder().mkdir(parents=True, exist_ok=True)
    for other in folder().parent.iterdir():
        if other.name.isdecimal() and not _is_alive(int(other.name)):
            shutil.rmtree(other, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def known_method(method: str) -> str:
    """One of HTTP's; what somebody invents is all one."""
    return method if method in _METHODS else "other"


class _Requests:
    """Counter and histogram of this process, made with the first request that is counted."""

    def __init__(self) -> None:
        _tidy()
        # the library looks for it when it is imported
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder())
        from prometheus_client import CollectorRegistry, Counter, Histogram

        nowhere = CollectorRegistry()  # read from the files of all processes
        self.answered = Counter(
            "studio_requests",
            "Requests by view, method and class of status.",
            ["view", "method", "status"],
            registry=nowhere,
        )
        self.took = Histogram(
            "studio_request_seconds",
            "Seconds until the answer, by who was answered: kept, site or cms.",
            ["part"],
            buckets=BUCKETS,
            registry=nowhere,
        )

    @lru_cache(maxsize=4096)  # noqa: B019 - lives as long as the process
    def of(self, view: str, method: str, status: str) -> tuple[Any, Any] | None:
        """The two to count in; none while the disk is full."""
        if room.of_data().free < _GROWS_BY:
            return None
        pair = self.answered.labels(view, method, status), self.took.labels(_part_of(view))
        _hold_room()
        return pair


def _part_of(view: str) -> str:
    if view == "kept":
        return view
    return "cms" if view.startswith("wagtail") and view != "wagtail_serve" else "site"


def _hold_room() -> None:
    """Let the disk give the files of this process the blocks that they will be written into."""
    for path in folder().glob(f"*_{os.getpid()}.db"):
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, os.fstat(file.fileno()).st_size)


_requests = lru_cache(maxsize=1)(_Requests)


def count(view: str, method: str, status: int, seconds: float) -> None:
    """One request was answered. Never fails."""
    try:
        pair = _requests().of(view, known_method(method), f"{status // 100}xx")
        if pair is not None:
            pair[0].inc()
            pair[1].observe(seconds)
    except OSError:
        return


def may_read(authorization: str) -> bool:
    """Whether the header ``Authorization`` holds the token; compared in constant time."""
    expected = f"Bearer {settings.METRICS_TOKEN}"
    told = authorization.encode("utf-8", "surrogateescape")
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(told, expected.encode())


def exposition() -> tuple[bytes, str]:
    """All figures in the text format of Prometheus, and its content type."""
    _requests()
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder()))
    registry.register(_Now())
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _Now:
    """What is asked when somebody looks: the page cache, the disk, the database."""

    def collect(self) -> list[Any]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        families: dict[str, Any] = {}
        numbers = generations.current()
        if numbers is not None:
            asked = CounterMetricFamily(
                "studio_page_cache", "Pages from the page cache, or made.", labels=["result"]
            )
            told = numbers.tallies()
            asked.add_metric(["hit"], told["hit"])
            asked.add_metric(["miss"], told["fwd=miss"])
            families["studio_page_cache"] = asked
        for one in figures.now():
            names = list(one.labels)
            family = families.setdefault(
                one.name, GaugeMetricFamily(f"studio_{one.name}", one.meaning, labels=names)
            )
            family.add_metric([one.labels[name] for name in names], one.value)
        return list(families.values())
