"""What a browser refused on a page, and what it complained about."""

#: Collects refusals in every frame from the first line on.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI || "inline"}: ${event.sample}`);
});
"""


class Watch:
    """Listens to one page of a browser."""

    def __init__(self, page):
        self.page = page
        self.said = []
        page.add_init_script(WATCH)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.said.append(f"uncaught: {error}"))

    def _hear(self, message):
        if message.type == "error":
            self.said.append(f"console: {message.text} ({message.location.get('url', '')})")

    def faults(self):
        """All since the last question: refusals of every frame, then words on the console."""
        refused = []
        for frame in self.page.frames:
            refused += frame.evaluate("(window.refused || []).splice(0)")
        said, self.said[:] = list(self.said), []
        return [*(f"refused: {one}" for one in refused), *said]
