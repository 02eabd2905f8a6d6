"""Which requests everybody gets the same answer to, and by which address it is kept."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from studio.visitors import has_session

#: What others hang onto our addresses to follow people; no page of ours asks for it.
_FOLLOWING = frozenset(
    (
        *("dclid", "fbclid", "gad_source", "gbraid", "gclid", "gclsrc", "igshid", "li_fat_id"),
        *("mc_cid", "mc_eid", "msclkid", "mtm_campaign", "mtm_source", "mtm_medium", "ref_src"),
        *("sc_cid", "srsltid", "ttclid", "twclid", "wbraid", "yclid", "_ga", "_gl"),
    )
)
_FOLLOWING_BEGINS = ("utm_", "hsa_", "pk_", "_hs")
#: Characters of path and query; longer ones lead nowhere, or are asked by nobody twice.
_LONGEST = 500
#: Headers by which a browser asks whether it has the same already; the answer that is kept
#: has to be whole.
CONDITIONS = (
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH"),
    *("HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_RANGE"),
)


@dataclass(frozen=True)
class Address:
    """An address for whose answer it does not matter who asks.

    ``query`` holds what the page asks for and nothing else, in one order.
    """

    key: str
    query: str


def of(request: HttpRequest) -> Address | None:
    """The address of a request whose answer may be everybody's; none for all others.

    What somebody signed in asks for never is, nor what changes something, nor what asks
    for anything that is not known to make a page (``settings.PAGE_QUESTIONS``): each word
    that somebody invents would be another page to keep.
    """
    if request.method not in ("GET", "HEAD") or has_session(request):
        return None
    if getattr(request, "is_dummy", False):
        return None  # Wagtail's, as the worker sends it to have the pictures of a page made
    if "HTTP_AUTHORIZATION" in request.META or request.path.startswith(_elsewhere()):
        return None
    query = _query(request.META.get("QUERY_STRING", ""))
    if query is None or len(request.path) + len(query) > _LONGEST:
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    if host != host.lower():
        return None
    key = f"{request.scheme}://{host}{request.path}?{query}"
    return Address(key, query)


def clean(request: HttpRequest, address: Address) -> None:
    """Take from the request what must not show in an answer that others get as well."""
    request.META["QUERY_STRING"] = address.query
    request.GET = QueryDict(address.query, encoding=request.encoding)  # type: ignore[assignment]
    for name in CONDITIONS:
        request.META.pop(name, None)
    request.__dict__.pop("headers", None)


def _query(raw: str) -> str | None:
    if not raw:
        return ""
    asked = QueryDict(raw)
    known = {name for name in asked if name in settings.PAGE_QUESTIONS}
    if any(not _follows(name) for name in asked.keys() - known):
        return None
    if any(len(asked.getlist(name)) > 1 for name in known):
        return None
    return urlencode(sorted((name, asked[name]) for name in known))


def _follows(name: str) -> bool:
    return name in _FOLLOWING or name.startswith(_FOLLOWING_BEGINS)


@lru_cache(maxsize=1)
def _elsewhere() -> tuple[str, ...]:
    """Where nothing is kept: files have caches of their own, the CMS and the API none."""
    return (
        settings.STATIC_URL,
        settings.MEDIA_URL,
        reverse("wagtailadmin_home"),
        reverse("wagtaildocs_serve", args=[0, ""])[: -len("0/")],
        "/api/",
    )
