"""Pages with one fault each, which the judges must find: a check that cannot fail is worse than none."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from playwright.sync_api import Browser

from bench.judges import browser as eyes
from bench.judges import lighthouse, markup, node
from studio.tests import documents, schema_org, seen
from studio.tests.judged import Judged

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="A page with a fault.">
<title>A page</title>
{head}
</head>
<body>
<main>
<h1>A page</h1>
{body}
</main>
</body>
</html>
"""
_LATE = """<script>addEventListener("load", () => setTimeout(() => {
  document.querySelector("h1").before(Object.assign(
    document.createElement("div"), { style: "height: 300px" }));
}, 100))</script>"""
_SLOW = """<script>addEventListener("load", () => setTimeout(() => {
  const end = performance.now() + 3000; while (performance.now() < end);
}, 500))</script>"""
#: Name → what stands in the head, what in the body.
_FAULTS = {
    "none": ("", "<p>Nothing is wrong here.</p>"),
    "markup": ("", "<p><div>A block in a paragraph</div></p>"),
    "picture": ("", '<img src="/none.png">'),
    "slow": ("", _SLOW),
    "script": ("", "<script>throw new Error('on purpose')</script>"),
    "hidden": ('<meta name="robots" content="noindex">', "<p>Not to be found.</p>"),
    "shift": ("", "<p>Words</p>" + _LATE),
    "third party": ("", '<img src="http://localhost:{port}/x.png" alt="">'),
    "cookie": ("", "<script>document.cookie = 'a=b'</script>"),
    "heavy": ("", "<!-- {heavy} -->"),
}


@contextmanager
def served() -> Iterator[str]:
    """The address of a server with these pages, under ``/NAME/``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, content = _answer(unquote(self.path), self.server.server_port)
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _answer(path: str, port: int) -> tuple[str, bytes]:
    if path.endswith((".png", ".ico")):
        return "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    if path == "/robots.txt":
        return "text/plain", b"User-agent: *\nDisallow:\n"
    return "text/html", _page(path.strip("/"), port).encode()


def _page(name: str, port: int = 80) -> str:
    head, body = _FAULTS.get(name, ("", ""))
    body = body.replace("{port}", str(port)).replace("{heavy}", "words " * 20_000)
    return _PAGE.replace("{head}", head).replace("{body}", body)


def blind_judges(browser: Browser, *, with_lighthouse: bool) -> list[str]:
    """The judges that do not find what was planted for them, or that find what is not there."""
    blind = _blind_to_texts()
    with served() as root:
        blind += _blind_to_visits(browser, root)
        if with_lighthouse:
            blind += _blind_to_scores(root)
    return blind


def _blind_to_texts() -> list[str]:
    pages = {name: _page(name) for name in ("none", "markup")}
    blind = []
    judges = {"html-validate": markup.html_validate}
    if node.has_java():
        judges["Nu"] = markup.nu
    for name, judge in judges.items():
        found = judge(pages)
        blind += [] if found["markup"] else [f"{name} does not see a block in a paragraph"]
        blind += [f"{name} sees {text}" for _rule, text in found["none"]]
    if not schema_org.faults({"@type": "Article", "startDate": "2027-05-08"}):
        blind.append("JSON-LD: a date of nothing is not seen")
    for kind, broken in {
        "atom": b'<feed xmlns="http://www.w3.org/2005/Atom"/>',
        "calendar": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        "sitemap": b"<urlset/>",
        "robots": b"Everything: allowed",
    }.items():
        if not documents.faults(kind, documents.TYPES[kind], broken, "https://studio.example"):
            blind.append(f"an empty {kind} is not seen")
    return blind


def _blind_to_visits(browser: Browser, root: str) -> list[str]:
    def told(name: str) -> tuple[seen.Seen, list[str]]:
        was = eyes.visit(browser, root, Judged(name, f"/{name}/"))
        return was, seen.faults(was, root)

    wanted = {
        "script": "console uncaught: on purpose",
        "shift": "moves by",
        "third party": "asks a third party: http://localhost",
        "cookie": "sets a cookie: a",
    }
    blind = [
        f"a visit does not see: {name}"
        for name, begins in wanted.items()
        if not any(text.startswith(begins) for text in told(name)[1])
    ]
    clean, said = told("none")
    blind += [f"a visit sees {text}" for text in said]
    if not clean.weight < seen.MOST_BYTES < told("heavy")[0].weight:
        blind.append("a visit does not feel weight")
    if "image-alt" not in dict(eyes.axe(browser, root, Judged("picture", "/picture/"))):
        blind.append("axe does not see a picture without words")
    blind += [f"axe sees {text}" for _rule, text in eyes.axe(browser, root, Judged("", "/none/"))]
    return blind


def _blind_to_scores(root: str) -> list[str]:
    wanted = {
        "slow": ("performance", "total-blocking-time"),
        "picture": ("accessibility", "image-alt"),
        "script": ("best-practices", "errors-in-console"),
        "hidden": ("seo", "is-crawlable"),
    }
    return [
        f"Lighthouse does not see {audit}"
        for name, (category, audit) in wanted.items()
        if not any(audit in text for text in lighthouse.look(f"{root}/{name}/").lacking(category))
    ]
