"""The same answer for everybody who has no session, made once and kept.

Stands before everything that costs something, so that a page which is kept needs no
session, no route and no query.

- **What varies is in the address.** An answer is kept if it is whole (200), sets no
  cookie, varies by nothing but its encoding and does not call itself private. Whatever a
  view makes of a cookie or a header, it has to say so (``Vary``), as to any other cache.
- **A table that was written** makes what read it stale at once: nobody sees the old
  answer any more. The first who asks makes it anew, others wait for that.
- **Time** makes it stale slowly: after a minute it is shown once more while it is made anew
  behind the visitor's back (RFC 5861, 3), by one process at a time.
- **Where making it anew fails** (5xx), what is kept is shown, if no table says that it is wrong
  (RFC 5861, 4).
- Browsers are told to ask every time (``max-age=0``), which costs them a 304; caches of others
  between us and them keep it for a minute, unless :mod:`studio.caching.edges` tells them better.

``Cache-Status`` (RFC 9211) tells what happened.
"""

import io
import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import cc_delim_re, get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

from studio.caching import addresses, generations, shelf
from studio.caching.addresses import Address
from studio.caching.generations import LONGEST, Generations
from studio.caching.reading import reading
from studio.caching.shelf import LARGEST, Entry, Shelf

logger = logging.getLogger(__name__)

#: Seconds for which what is no longer fresh is shown while it is made anew.
STALE = 600
#: For browsers and for caches on the way to them.
PUBLIC = f"public, max-age=0, s-maxage={LONGEST}, stale-while-revalidate={STALE}"

_NOT_KEPT = frozenset(("private", "no-store", "no-cache"))
_OF_THE_CONNECTION = frozenset(("Content-Length", "Date", "Connection"))

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PageCacheMiddleware:
    """Answers from the shelf where it can."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        numbers = generations.current()
        if numbers is not None and not request.path.startswith(settings.STATIC_URL):
            numbers.hear()
        address = addresses.of(request)
        if address is None:
            return self.get_response(request)
        pages = shelf.current() if numbers else None
        if numbers is None or pages is None:
            response = self.get_response(request)
            if request.method == "GET" and _is_everybodys(response):
                response.headers.setdefault("Cache-Control", PUBLIC)
            return response
        return _Asked(request, address, numbers, pages, self.get_response).answer()


class _Asked:
    """One request for an address that may be kept."""

    def __init__(
        self,
        request: HttpRequest,
        address: Address,
        numbers: Generations,
        pages: Shelf,
        get_response: GetResponse,
    ) -> None:
        self.request = request
        self.address = address
        self.numbers = numbers
        self.pages = pages
        self.get_response = get_response

    def answer(self) -> HttpResponseBase:
        entry = self.kept()
        now = time.time()
        if entry is not None and now < entry.fresh_until:
            return self.respond(entry, "hit")
        if entry is not None and now < entry.shown_until:
            response = self.respond(entry, "hit; detail=stale")
            response._resource_closers.append(self.make_again)
            return response
        if self.request.method == "HEAD":
            return self.get_response(self.request)
        with self.pages.turn(self.address.key, wait=True):
            entry = self.kept()  # made meanwhile by whom we waited for
            if entry is not None and time.time() < entry.fresh_until:
                return self.respond(entry, "hit; detail=waited")
            return self.make(self.request, entry)

    def kept(self) -> Entry | None:
        """What is kept and contradicted by no table, of whatever age."""
        return self.pages.read(self.address.key, self.numbers)

    def make(self, request: HttpRequest, old: Entry | None) -> HttpResponseBase:
        """Make it, and keep it if it is everybody's."""
        conditions = {
            name: request.META[name] for name in addresses.CONDITIONS if name in request.META
        }
        addresses.clean(request, self.address)
        before = self.numbers.snapshot()  # so that whoever writes meanwhile makes it stale
        with reading() as read:
            response = self.get_response(request)
        request.META.update(conditions)
        if response.status_code >= 500 and old is not None:
            return self.respond(old, "hit; detail=failed")
        if not (_is_everybodys(response) and read.is_complete):
            self.pages.drop(self.address.key)
            return response
        response.headers.setdefault("Cache-Control", PUBLIC)
        patch_vary_headers(response, ["Accept-Encoding"])
        now = time.time()
        entry = Entry.made(
            self.address.key,
            before.stamp(read.watched),
            response.content,
            {
                name: value
                for name, value in response.headers.items()
                if name not in _OF_THE_CONNECTION
            },
            fresh_until=min(now + LONGEST, read.ends_at),
            shown_until=min(now + LONGEST + STALE, read.ends_at),
        )
        self.pages.write(entry)
        return self.respond(entry, "fwd=miss; stored")

    def make_again(self) -> None:
        """Behind the visitor's back, when he has his answer; by one process at a time."""
        environ = self.request.META | {"wsgi.input": io.BytesIO(), "REQUEST_METHOD": "GET"}
        try:
            with self.pages.turn(self.address.key, wait=False) as is_ours:
                if is_ours:
                    old = self.kept()
                    if old is None or time.time() >= old.fresh_until:
                        self.make(type(self.request)(environ), old)
        except Exception:
            logger.exception("A page could not be made anew")

    def respond(self, entry: Entry, status: str) -> HttpResponse:
        """The answer to this request: whole, compressed, or that nothing has changed."""
        headers = {
            **entry.headers,
            "ETag": entry.etag,
            "Age": str(max(0, int(time.time() - entry.made_at))),
            "Cache-Status": f"{settings.WAGTAIL_SITE_NAME}; {status}",
        }
        self.numbers.tally(status.partition(";")[0])
        body = entry.body
        if "gzip" in self.request.META.get("HTTP_ACCEPT_ENCODING", ""):
            body = entry.packed
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        is_head = self.request.method == "HEAD"
        response = HttpResponse(b"" if is_head else body, headers=headers)
        if not any(name in self.request.META for name in addresses.CONDITIONS):
            return response
        changed_at = parse_http_date_safe(headers.get("Last-Modified", ""))
        return get_conditional_response(self.request, entry.etag, changed_at, response)


def _is_everybodys(response: HttpResponseBase) -> bool:
    """Whether the answer would be the same for anybody else without a session."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    if len(response.content) > LARGEST or response.has_header("Content-Encoding"):
        return False
    told = cc_delim_re.split(response.headers.get("Cache-Control", "").lower())
    if _NOT_KEPT.intersection(told):
        return False
    varies = cc_delim_re.split(response.headers.get("Vary", "").lower())
    return set(varies) <= {"", "accept-encoding"}
