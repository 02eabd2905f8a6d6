"""Where articles lead outside, and what is to be thought of an answer from there."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from articles import sources
from studio import outgoing

#: For a day at most a server may send us away, in seconds.
_MOST_PATIENCE = 86_400

_DEAD = {404, 410}


class State(StrEnum):
    """What is known of a link."""

    NEW = "new"
    FINE = "fine"
    MOVED = "moved"
    DEAD = "dead"
    AWAY = "away"
    SHUT = "shut"
    CLOSED = "closed"


class Reason(StrEnum):
    """Why nothing was answered; empty where something was."""

    ANSWERED = ""
    NAME = "name"
    SILENT = "silent"
    SLOW = "slow"
    UNTRUSTED = "untrusted"
    GARBLED = "garbled"
    CIRCLE = "circle"
    REFUSED = "refused"


_REASONS: dict[type[outgoing.NoAnswer], Reason] = {
    outgoing.NameUnknown: Reason.NAME,
    outgoing.Unreachable: Reason.SILENT,
    outgoing.OutOfTime: Reason.SLOW,
    outgoing.NotTrusted: Reason.UNTRUSTED,
    outgoing.Garbled: Reason.GARBLED,
    outgoing.TooManyRedirects: Reason.CIRCLE,
    outgoing.AddressRefused: Reason.REFUSED,
}


@dataclass(frozen=True)
class Verdict:
    """What one look at a link has shown."""

    state: State
    status: int | None = None
    reason: Reason = Reason.ANSWERED
    moved_to: str = ""
    #: How many seconds the server wants to be left alone.
    patience: int = 0


def look(url: str) -> Verdict:
    """Ask ``url`` whether somebody is there.

    Only for the head at first. Many servers answer that wrongly and the whole page
    rightly, so that no link is called dead, moved or shut before the page was asked for.
    """
    try:
        answer = _ask(url, "HEAD")
        if answer is None or (answer.status >= 400 and answer.status != 429):
            answer = outgoing.ask(url, with_body=False)
    except outgoing.NoAnswer as refusal:
        reason = _REASONS[type(refusal)]
        return Verdict(State.CLOSED if reason is Reason.REFUSED else State.AWAY, reason=reason)
    return judged(url, answer)


def _ask(url: str, method: str) -> outgoing.Answer | None:
    try:
        return outgoing.ask(url, method=method, with_body=False)
    except (outgoing.Garbled, outgoing.Unreachable):
        return None  # some hang up on a question they do not know


def judged(url: str, answer: outgoing.Answer) -> Verdict:
    """The verdict over an answer."""
    status = answer.status
    if status < 400:
        if answer.moved_to and urldefrag(answer.moved_to).url != urldefrag(url).url:
            return Verdict(State.MOVED, status, moved_to=answer.moved_to)
        return Verdict(State.FINE, status)
    if status in _DEAD:
        return Verdict(State.DEAD, status)
    if 500 <= status < 600:
        return Verdict(State.AWAY, status, patience=_patience(answer))
    # it is there, and does not speak with a machine, or not with one that has no name
    return Verdict(State.SHUT, status, patience=_patience(answer))


def _patience(answer: outgoing.Answer) -> int:
    wanted = answer.headers.get("retry-after", "")
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 9
    return min(int(wanted), _MOST_PATIENCE) if is_number else 0


def host(url: str) -> str:
    """Whom an address is asked of."""
    try:
        return (urlsplit(url).hostname or "").lower()[:255]
    except ValueError:
        return ""


def of_work(work: sources.Work) -> list[str]:
    """The addresses of a work: its DOI's, its own, its archived copy's."""
    doi = sources.link(work) if work.doi else ""
    return outside([doi, work.url, work.archive_url])


def of_text(rich_texts: Iterable[str]) -> list[str]:
    """The addresses that running text links to."""
    return outside(
        html.unescape(extract_attrs(match.group(1)).get("href", ""))
        for rich_text in rich_texts
        if "href" in rich_text
        for match in FIND_A_TAG.finditer(rich_text)
    )


def outside(urls: Iterable[str]) -> list[str]:
    """Those of ``urls`` that lead to another site, each once, without the part of a page.

    What is written like an address and is none a browser could open stays out too.
    """
    found = (urldefrag(url.strip()).url if _is_address(url) else "" for url in urls)
    return list(dict.fromkeys(url for url in found if host(url) and not _is_ours(url)))


def _is_address(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme in ("http", "https") and "\0" not in url
    except ValueError:
        return False


def _is_ours(url: str) -> bool:
    return urlsplit(url).netloc.lower() == urlsplit(settings.BASE_URL).netloc
