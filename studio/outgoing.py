"""The one door for requests to the world outside.

Addresses come from whoever may write a link, so the door trusts none of them. It
resolves a name once, looks at every address it was given, and connects to one of
those: a name that means something else a moment later changes nothing. Every
redirect passes the same door. Time and size are bounded as a whole, whatever the
other side does. Nothing from the environment is used: no proxy, no stored password.

    try:
        answer = outgoing.ask("https://studio.example/")
    except outgoing.NoAnswer as reason: …
"""

import http.client
import io
import time
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import idna
from django.conf import settings

from studio.dialling import (
    AddressRefused,
    BoundedSocket,
    Garbled,
    NameUnknown,
    NoAnswer,
    NotTrusted,
    OutOfTime,
    Overfull,
    TooManyRedirects,
    Unreachable,
    connected,
    secured,
)

__all__ = [
    "AddressRefused",
    "Answer",
    "Garbled",
    "NameUnknown",
    "NoAnswer",
    "NotTrusted",
    "OutOfTime",
    "TooManyRedirects",
    "Unreachable",
    "ask",
    "user_agent",
]

#: For one question with all its redirects, in seconds.
DEADLINE = 10.0
#: How much is read of one answer, its head included.
MOST_BYTES = 64 * 1024
MOST_REDIRECTS = 5
#: As long as an address may be, whoever wrote it.
LONGEST_ADDRESS = 2_000

_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_PORTS = {"http": 80, "https": 443}
#: What stands for itself in the part of an address behind the host.
_PLAIN = "%/:=&?~+!$,;'@()*[]"


@dataclass(frozen=True)
class Answer:
    """What the last address in the line of redirects answered."""

    url: str
    status: int
    #: By names in lower case.
    headers: dict[str, str] = field(default_factory=dict)
    #: As it was sent, at most so many bytes; never decompressed.
    body: bytes = b""
    #: Whether that is all of it.
    is_whole: bool = True
    #: Where redirects that hold for good lead, from the first on; empty without any.
    moved_to: str = ""


def ask(
    url: str,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    deadline: float = DEADLINE,
    most_bytes: int = MOST_BYTES,
    with_body: bool = True,
) -> Answer:
    """Ask ``url``, follow where it leads, and give what is answered there.

    Whoever wants to know only whether somebody answers asks without the body.

    Raises one of the refusals above, all of them a :class:`NoAnswer`.
    """
    until = time.monotonic() + deadline
    moved_to, only_for_good = "", True
    for _hop in range(MOST_REDIRECTS + 1):
        answer = _ask_once(_Question(url, method, headers or {}, until, most_bytes, with_body))
        target = answer.headers.get("location", "")
        if answer.status not in _REDIRECTS or not target:
            return replace(answer, moved_to=moved_to)
        url = _joined(answer.url, target)
        only_for_good = only_for_good and answer.status in _FOR_GOOD
        if only_for_good:
            moved_to = url
        if answer.status == 303 and method != "HEAD":
            method = "GET"
    raise TooManyRedirects(f"more than {MOST_REDIRECTS}")


def user_agent() -> str:
    """How the site introduces itself, so that whoever wonders can ask."""
    return f"Studio (+{settings.BASE_URL})"


def _joined(base: str, target: str) -> str:
    # headers are read as Latin-1, and many send UTF-8
    target = target.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return urljoin(base, target.strip())
    except ValueError as error:
        raise AddressRefused("leads to something that is no address") from error


@dataclass(frozen=True)
class _Question:
    url: str
    method: str
    headers: dict[str, str]
    until: float
    most_bytes: int
    with_body: bool


def _ask_once(question: _Question) -> Answer:
    parts, host, port = _vetted(question.url)
    sock = connected(host, port, question.until)
    try:
        if parts.scheme == "https":
            sock = secured(sock, host, question.until)
        return _spoken(question, parts, BoundedSocket(sock, question.until, question.most_bytes))
    finally:
        sock.close()


def _vetted(url: str) -> tuple[SplitResult, str, int]:
    """The parts of an address that we may ask: with its host and port in plain ASCII."""
    if len(url) > LONGEST_ADDRESS or any(ord(sign) < 33 or ord(sign) == 127 for sign in url):
        raise AddressRefused("too long, or with spaces or control characters")
    try:
        parts = urlsplit(url)
        port = _PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
        host = (parts.hostname or "").rstrip(".")
        if not host.isascii():
            host = idna.encode(host, uts46=True).decode()
    except (ValueError, UnicodeError) as error:
        raise AddressRefused("not an address") from error
    if parts.scheme not in _PORTS or not host:
        raise AddressRefused("neither http nor https")
    if "@" in parts.netloc:
        raise AddressRefused("with a name or a password in it")
    if port not in settings.OUTGOING_PORTS:
        raise AddressRefused(f"port {port}")
    path = quote(parts.path or "/", safe=_PLAIN)
    query = quote(parts.query, safe=_PLAIN)
    netloc = f"[{host}]" if ":" in host else host
    netloc += f":{port}" if port != _PORTS[parts.scheme] else ""
    return SplitResult(parts.scheme, netloc, path, query, ""), host, port


def _spoken(question: _Question, parts: SplitResult, sock: BoundedSocket) -> Answer:
    """One question and one answer over a connection that stands."""
    connection = http.client.HTTPConnection(parts.hostname or "")
    connection.sock = sock
    said = {
        "Host": parts.netloc,
        "User-Agent": user_agent(),
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
        **question.headers,
    }
    target = urlunsplit(("", "", parts.path, parts.query, ""))
    try:
        connection.putrequest(question.method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in said.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        is_wanted = question.with_body and response.status not in _REDIRECTS
        body, is_whole = _read(response, question.most_bytes) if is_wanted else (b"", False)
    except TimeoutError as error:
        raise OutOfTime("the answer comes too slowly") from error
    except Overfull as error:
        raise Garbled("a head without an end") from error
    except http.client.RemoteDisconnected as error:
        raise Unreachable("hangs up without an answer") from error
    except (http.client.HTTPException, ValueError) as error:
        raise Garbled(type(error).__name__) from error
    except OSError as error:
        raise Unreachable(error.strerror or type(error).__name__) from error
    found = {name.lower(): value for name, value in response.getheaders()}
    return Answer(urlunsplit(parts), response.status, found, body, is_whole)


def _read(response: http.client.HTTPResponse, most: int) -> tuple[bytes, bool]:
    """The body as far as it is allowed or comes, and whether that is all of it."""
    body = io.BytesIO()
    try:
        while piece := response.read1(most):
            body.write(piece)
    except (Overfull, http.client.IncompleteRead):
        return body.getvalue(), False
    return body.getvalue(), not response.length  # what it still owes, where it said how much
