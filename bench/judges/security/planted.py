"""A small site with one fault of each kind, which the judges have to find before they are believed.

Thrown away with the judges' run, on 127.0.0.1 alone. Nothing of the site itself is in it.
"""

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_PAGE = "<!doctype html><html lang='en'><title>A page</title><body>{body}</body></html>"
#: Links to each fault with an innocent value, and one page without any.
_LINKS = {
    "/greet/?name=ida": "what is typed is shown as it is",
    "/find/?number=1": "what is typed is a part of the question to the database",
    "/read/?file=notes.txt": "what is typed is the name of a file",
    "/go/?to=/innocent/": "what is typed is where the browser is sent",
    "/note/?colour=red": "what is typed stands in a header",
    "/innocent/?name=ida": "nothing is wrong here",
}


@contextmanager
def planted() -> Iterator[str]:
    """Its address, for as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        try:
            answer = _ANSWERS.get(address.path, _list)
            status, kind, header, body = answer(asked)
        except Exception as error:
            status, kind, header, body = 500, "text/html", "", f"{type(error).__name__}: {error}"
        content = body.encode(errors="replace")
        lines = [
            f"HTTP/1.1 {status} Said",
            f"Content-Type: {kind}; charset=utf-8",
            f"Content-Length: {len(content)}",
            "Connection: close",
            *([header] if header else []),
        ]
        # written by hand: the library would refuse the fault that is planted here
        self.wfile.write("\r\n".join([*lines, "", ""]).encode(errors="replace") + content)
        self.close_connection = True

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


Answer = tuple[int, str, str, str]


def _html(body: str, status: int = 200, header: str = "") -> Answer:
    return status, "text/html", header, _PAGE.format(body=body)


def _list(_asked: dict[str, str]) -> Answer:
    links = [f"<p><a href='{to}'>{words}</a></p>" for to, words in _LINKS.items()]
    return _html("".join(links))


def _greet(asked: dict[str, str]) -> Answer:
    return _html(f"<p>Hello {asked.get('name', '')}</p>")


def _find(asked: dict[str, str]) -> Answer:
    with sqlite3.connect(":memory:") as link:
        link.execute("CREATE TABLE people (number integer, name text)")
        link.executemany("INSERT INTO people VALUES (?, ?)", [(1, "Ida"), (2, "Mara")])
        sql = f"SELECT name FROM people WHERE number = {asked.get('number', '1')}"
        return _html("".join(f"<p>{name}</p>" for (name,) in link.execute(sql)))


def _read(asked: dict[str, str]) -> Answer:
    # the one file that scanners ask for, and only as much as they look for
    wanted = re.sub(r"(\.\./)+|//+", "/", asked.get("file", "")).split("\x00")[0]
    if wanted.endswith("/etc/passwd"):
        return _html("root:x:0:0:root:/root:/bin/bash")
    return _html("<p>Notes</p>")


def _go(asked: dict[str, str]) -> Answer:
    return _html("", 302, f"Location: {asked.get('to', '/')}")


def _note(asked: dict[str, str]) -> Answer:
    return _html("<p>Noted</p>", header=f"X-Colour: {asked.get('colour', '')}")


def _innocent(_asked: dict[str, str]) -> Answer:
    return _html("<p>Nothing of what you typed is here.</p>")


def _pages(asked: dict[str, str]) -> Answer:
    """As the API lists pages, and a failure where the limit is no number."""
    limit = int(asked.get("limit", "20"))
    if limit < 0:
        return 400, "application/json", "", '{"message": "limit must not be negative"}'
    return 200, "application/json", "", '{"meta": {"total_count": 0}, "items": []}'


_ANSWERS = {
    "/greet/": _greet,
    "/find/": _find,
    "/read/": _read,
    "/go/": _go,
    "/note/": _note,
    "/innocent/": _innocent,
    "/api/v2/pages/": _pages,
}
