"""A page that nginx keeps, beside a file of the same size that it reads from disk.

Both over TLS, both compressed beforehand: what remains is what the configuration costs.
"""

import gzip
import tempfile
from pathlib import Path

from django.conf import settings

from bench import summary
from bench.measure import Cost, ratio
from studio.tests.outside import Outside
from studio.tests.proxy import HOST, Proxy

#: Of the article of ``bench.articles``.
SIZE = 34 * 1024
ROUNDS, BATCHES, BATCH = 15, 10, 100
#: The page's headers, as the site writes them.
HEADERS = {
    "Cache-Control": "public, max-age=0, s-maxage=600, stale-while-revalidate=600",
    "Content-Type": "text/html; charset=utf-8",
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
    "ETag": 'W/"0123456789abcdef"',
}


def report() -> None:
    """CPU of nginx for a kept page and for a static file."""
    words = b" ".join(str(number * 7919).encode() for number in range(SIZE // 7))[:SIZE]
    packed = gzip.compress(words)
    site = Outside()
    site.put(
        "/page/", body=packed, **{name.replace("-", "_"): text for name, text in HEADERS.items()}
    )
    with tempfile.TemporaryDirectory(prefix="studio-nginx-") as name:
        folder = Path(name)
        static = folder / "static"
        static.mkdir()
        (static / "page.0123456789ab.css").write_bytes(words)
        (static / "page.0123456789ab.css.gz").write_bytes(packed)
        settings.BASE_URL = f"https://{HOST}"
        settings.STATIC_ROOT = str(static)
        proxy = Proxy(folder, site.port)
        try:
            addresses = {"page": "/page/", "file": "/static/page.0123456789ab.css"}
            costs = _take_turns(proxy, addresses)
        finally:
            proxy.stop()
            site.close()
    print(f"\nnginx, {len(packed) / 1024:.0f} KiB compressed, TLS, one worker")
    print(f"  a kept page       {_told(costs['page'])}")
    print(f"  a file from disk  {_told(costs['file'])}")
    beside = ratio(costs["page"], costs["file"])
    print(f"  that is           {beside}", flush=True)
    summary.add("a page that nginx keeps, beside a file it reads", beside, "nginx's own speed")
    assert len(site.asked) == 1, "it was not kept"


def _told(cost: Cost) -> str:
    return f"{cost.median:5.1f} µs ({cost.low:.1f} to {cost.high:.1f})"


def _take_turns(proxy: Proxy, addresses: dict[str, str]) -> dict[str, Cost]:
    """CPU microseconds of nginx a request for each of some addresses, in turns."""
    samples: dict[str, list[float]] = {name: [] for name in addresses}
    for address in addresses.values():
        _ask(proxy, address)
    for _round in range(ROUNDS):
        for name, address in addresses.items():
            before = _microseconds(proxy.process.pid)
            _ask(proxy, address)
            samples[name].append((_microseconds(proxy.process.pid) - before) / BATCHES / BATCH)
    return {name: Cost.of(values) for name, values in samples.items()}


def _ask(proxy: Proxy, address: str) -> None:
    """Ask for an address often, a batch of requests at a time over one connection."""
    request = f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    with proxy.connection() as connection, connection.makefile("rb") as answers:
        for _batch in range(BATCHES):
            connection.sendall(request * BATCH)
            for _answer in range(BATCH):
                _read(answers)


def _read(answers) -> None:  # noqa: ANN001 - a buffered file
    length = 0
    status = answers.readline()
    assert b" 200 " in status, status
    while (line := answers.readline().strip().lower()) != b"":
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    assert length, "its length is not told"
    answers.read(length)


def _microseconds(master: int) -> float:
    """CPU that nginx' processes have used, by the scheduler's own clock."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return sum(
        int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1000
        for pid in (str(master), *children)
    )
