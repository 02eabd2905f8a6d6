"""What a browser notices while it shows a page: who is asked, how much that weighs, what moves."""

import base64
import gzip
from dataclasses import dataclass, field
from urllib.parse import urlsplit

#: Adds up what moved without the visitor's doing, as Chromium measures layout shifts.
WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
#: Less is a line that moves by a pixel while letters or Wagtail's scripts arrive.
IMPERCEPTIBLE = 0.001
#: Down to the end in steps, so that what is lazy comes.
SCROLL = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
    scrollTo({ top: y, behavior: "instant" });
    await frame();
    await frame();
  }
}"""
#: What a page may weigh over the wire without its pictures.
MOST_BYTES = 60 * 1024


@dataclass
class Seen:
    """One visit, from an empty cache."""

    asked: list[str] = field(default_factory=list)
    bytes_of: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    shifted: float = 0.0
    #: Bytes without pictures, as a proxy would compress them that is not there.
    compressed: int = 0

    @property
    def weight(self):
        """Bytes over the wire without pictures, headers included."""
        return sum(self.bytes_of[number] for number in self.texts)

    @property
    def texts(self):
        """The numbers of all requests but those for pictures."""
        return [number for number in self.bytes_of if self.kinds.get(number) != "Image"]


def visit(page, url, *, status=200):
    """Open ``url`` in a browser that knows nothing yet, go down to its end, and tell what was seen."""
    seen = Seen()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def asked(event):
        if not event["request"]["url"].startswith("data:"):
            seen.asked.append(event["request"]["url"])

    def answered(event):
        seen.kinds[event["requestId"]] = event["type"]

    def arrived(event):
        seen.bytes_of[event["requestId"]] = event["encodedDataLength"]

    wire.on("Network.requestWillBeSent", asked)
    wire.on("Network.responseReceived", answered)
    wire.on("Network.loadingFinished", arrived)
    # a page that is not there is told by the browser as well
    expected = "" if status < 400 else f"the server responded with a status of {status}"

    def said(message):
        if message.type in ("error", "warning") and not (expected and expected in message.text):
            seen.said.append(f"{message.type}: {message.text}")

    def broke(error):
        seen.said.append(f"uncaught: {error}")

    page.on("console", said)
    page.on("pageerror", broke)
    page.add_init_script(WATCH)
    page.goto(url, wait_until="load")
    page.evaluate(SCROLL)
    page.wait_for_load_state("networkidle")
    seen.shifted = page.evaluate("window.shifted")
    seen.cookies = [cookie["name"] for cookie in page.context.cookies()]
    seen.compressed = sum(len(gzip.compress(_body(wire, number), 6)) for number in seen.texts)
    page.remove_listener("console", said)
    page.remove_listener("pageerror", broke)
    wire.detach()
    return seen


def _body(wire, number):
    answer = wire.send("Network.getResponseBody", {"requestId": number})
    body = answer["body"].encode()
    return base64.b64decode(body) if answer["base64Encoded"] else body


def faults(seen, root, *, cookies=frozenset()):
    """What a visitor would not want, as sentences; ``cookies`` are those that are needed."""
    home = urlsplit(root).netloc
    found = [
        f"asks a third party: {url}"
        for url in seen.asked
        if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != home
    ]
    found += [f"sets a cookie: {name}" for name in seen.cookies if name not in cookies]
    found += [f"console {text}" for text in seen.said]
    if seen.shifted > IMPERCEPTIBLE:
        found.append(f"moves by {seen.shifted:.4f}")
    return found
