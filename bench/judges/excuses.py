"""What a judge finds and we let pass: one finding of one judge, on one page or on all, with the reason.

An excuse that nothing needs any more is told as well: it would hide the next fault.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ALL = "*"
_NOT_INDEXED = "it says noindex on purpose, and Lighthouse counts that as a fault of every page"
_NOT_FOUND = "no search engine shows it, so nobody would read its description"
_WAGTAIL = "the page is Wagtail's own template, with the styles and scripts of the whole CMS"


@dataclass(frozen=True)
class Excuse:
    """``finding``: the rule's name, or how its sentence begins, where the judge has no names.

    ``says``: what the judge's sentence about it holds, where the rule alone would excuse too much.
    """

    judge: str
    page: str
    finding: str
    reason: str
    says: str = ""

    def fits(self, judge: str, page: str, finding: str, text: str) -> bool:
        """Whether it is this finding that is excused."""
        return (
            self.judge == judge
            and self.page in (ALL, page)
            and finding.startswith(self.finding)
            and self.says in text
        )


EXCUSES = [
    Excuse(
        "html-validate",
        ALL,
        "no-redundant-role",
        "a list without bullets is none for VoiceOver unless its role says so (WebKit bug 170179)",
        says='Redundant role "list" on <',
    ),
    Excuse(
        "html-validate",
        ALL,
        "tel-non-breaking",
        "a stylesheet holds telephone numbers together, base.css",
    ),
    *(
        Excuse("html-validate", "sign-in", rule, _WAGTAIL)
        for rule in ("void-style", "attribute-boolean-style", "no-dup-class")
    ),
    Excuse("Nu", ALL, "The “list” role is unnecessary", "for VoiceOver, as above"),
    *(
        Excuse(
            "Nu",
            page,
            "Article lacks heading",
            "a comment is an article without a heading in the examples of the HTML standard; "
            "who wrote it, and when, is its name (aria-labelledby)",
        )
        for page in ("article, long", "article, many comments")
    ),
    *(
        Excuse(judge, "sign-in", finding, "whoever signs in needs a token to do it")
        for judge, finding in (
            ("answer", "cookie csrftoken"),
            ("answer", "varies by a cookie"),
            ("visit", "sets a cookie: csrftoken"),
        )
    ),
    Excuse("visit", "sign-in", "weight", _WAGTAIL),
    *(
        Excuse("Lighthouse", page, "is-crawlable", _NOT_INDEXED)
        for page in (
            "search",
            "search, nothing found",
            "own data",
            "registration erased",
            "registration",
            "sign-in",
            "404",
            "500",
        )
    ),
    *(
        Excuse("Lighthouse", page, "meta-description", _NOT_FOUND)
        for page in ("own data", "registration erased", "registration", "sign-in", "500")
    ),
    *(
        Excuse("Lighthouse", "sign-in", audit, _WAGTAIL)
        for audit in ("first-contentful-paint", "largest-contentful-paint", "speed-index")
    ),
    *(
        Excuse("Lighthouse", page, audit, "it tells of a failure, with the status of one")
        for page in ("404", "500")
        for audit in ("http-status-code", "errors-in-console")
    ),
]


class Leniency:
    """Which excuses were needed."""

    def __init__(self, excuses: Iterable[Excuse] = EXCUSES) -> None:
        self.excuses = list(excuses)
        self.used: set[Excuse] = set()

    def excuse(self, judge: str, page: str, finding: str, text: str = "") -> bool:
        """Whether a finding is let pass."""
        fitting = [one for one in self.excuses if one.fits(judge, page, finding, text)]
        self.used |= set(fitting)
        return bool(fitting)

    def unused(self) -> list[Excuse]:
        """What nobody needed."""
        return [one for one in self.excuses if one not in self.used]
