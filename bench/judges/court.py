"""Every judge sees every page; what they find is told in one table, and in full below it."""

from collections import defaultdict

from lxml import html as lxml_html
from playwright.sync_api import Browser

from bench.judges import browser as eyes
from bench.judges import lighthouse, markup, node
from bench.judges.excuses import Leniency
from bench.judges.site import ROOT, Site
from studio.tests import documents, schema_org, seen
from studio.tests.judged import Judged

JUDGES = ("answer", "JSON-LD", "html-validate", "Nu", "axe", "visit", "Lighthouse")


class Court:
    """The pages of one site, and what is found on them."""

    def __init__(self, site: Site, browser: Browser, *, with_lighthouse: bool) -> None:
        self.site, self.browser = site, browser
        self.with_lighthouse = with_lighthouse
        self.leniency = Leniency()
        self.found: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.excused: dict[tuple[str, str], int] = defaultdict(int)
        self.weights: dict[str, int] = {}
        self.scores: dict[str, str] = {}

    def note(self, page: str, judge: str, rule: str, text: str = "") -> None:
        """Write down what a judge found, unless it is excused."""
        if self.leniency.excuse(judge, page, rule, text):
            self.excused[page, judge] += 1
        else:
            self.found[page, judge].append(f"{rule}: {text}" if text else rule)

    def judge(self, pages: list[Judged]) -> None:
        """Judge all of them, page by page; the validators of HTML take them at once."""
        texts = {}
        for page in pages:
            status, headers, content = self.site.fetch(page.path)
            texts[page.name] = content.decode()
            self._answer(page, status, headers)
            scripts = lxml_html.fromstring(content).xpath(
                '//script[@type="application/ld+json"]/text()'
            )
            for text in schema_org.faults_of_page(scripts):
                self.note(page.name, "JSON-LD", text)
        validators = {"html-validate": markup.html_validate}
        if node.has_java():
            validators["Nu"] = markup.nu
        for name, validate in validators.items():
            for page, faults in validate(texts).items():
                for rule, text in faults:
                    self.note(page, name, rule, text)
        for page in pages:
            print(f"  {page.name} …", flush=True)
            self._look(page)

    def judge_documents(self, addresses: dict[str, str]) -> None:
        """What machines read besides: address → kind."""
        for path, kind in addresses.items():
            status, headers, content = self.site.fetch(path)
            if status != 200:
                self.note(path, kind, f"answers {status}")
                continue
            for text in documents.faults(kind, headers["Content-Type"], content, ROOT):
                self.note(path, kind, text)

    def _answer(self, page: Judged, status: int, headers: dict[str, str]) -> None:
        if status != page.status:
            self.note(page.name, "answer", f"status {status}")
        if "Set-Cookie" in headers:
            self.note(page.name, "answer", f"cookie {headers['Set-Cookie'].partition('=')[0]}")
        if "Cookie" in headers.get("Vary", ""):
            self.note(page.name, "answer", "varies by a cookie")

    def _look(self, page: Judged) -> None:
        for rule, text in eyes.axe(self.browser, ROOT, page):
            self.note(page.name, "axe", rule, text)
        was = eyes.visit(self.browser, ROOT, page)
        self.weights[page.name] = was.weight
        if was.weight > seen.MOST_BYTES:
            self.note(page.name, "visit", "weight", f"{was.weight / 1024:.0f} KiB")
        for text in seen.faults(was, ROOT):
            self.note(page.name, "visit", text)
        if self.with_lighthouse:
            self._score(page)

    def _score(self, page: Judged) -> None:
        report = lighthouse.judge(ROOT + page.path, self.site.browser_arguments)
        said = []
        for category, score in report.scores.items():
            audits = [audit for of, audit in report.costs if of == category]
            # only what costs points needs an excuse
            excused = [
                audit
                for audit in audits
                if score < 100 and self.leniency.excuse("Lighthouse", page.name, audit)
            ]
            lacking = report.lacking(category, frozenset(excused))
            for text in lacking:
                self.note(page.name, "Lighthouse", text)
            said.append(f"{score}{'*' if excused else ''}")
        self.scores[page.name] = " ".join(said)

    def table(self, pages: list[Judged]) -> str:
        """A row for each page, a column for each judge, as Markdown."""
        judges = [one for one in JUDGES if one != "Lighthouse" or self.with_lighthouse]
        judges = [one for one in judges if one != "Nu" or node.has_java()]
        lines = [
            f"| page | {' | '.join(judges)} | KiB |",
            f"|---|{'---|' * (len(judges) + 1)}",
        ]
        for page in pages:
            cells = [self._cell(page.name, judge) for judge in judges]
            kib = self.weights.get(page.name, 0) / 1024
            lines.append(f"| {page.name} | {' | '.join(cells)} | {kib:.0f} |")
        return "\n".join(lines)

    def _cell(self, page: str, judge: str) -> str:
        count = len(self.found[page, judge])
        star = "*" if self.excused[page, judge] else ""
        if judge == "Lighthouse":
            return self.scores.get(page, "") + (f" ({count})" if count else "")
        return f"{count}{star}"

    def report(self) -> str:
        """Everything that was found, in full."""
        lines = []
        for (page, judge), texts in self.found.items():
            for text in dict.fromkeys(texts):
                times = texts.count(text)
                lines.append(f"{page} · {judge}: {text}{f' ({times} times)' if times > 1 else ''}")
        return "\n".join(lines)
