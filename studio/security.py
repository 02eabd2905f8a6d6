"""Headers that tell a browser what our pages may do."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import has_vary_header, patch_cache_control

#: What Wagtail's editor, choosers and date pickers need today. The admin alone
#: gets it; making it strict there too is its own piece of work.
_ADMIN_NEEDS = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "media-src": [SELF],
    "frame-ancestors": [SELF],
}


class HeadersMiddleware:
    """Says who else may show and keep what we answer, and takes back a header that says nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Pictures stand in our feeds, which readers on other sites show.
        shown_elsewhere = request.path_info.startswith(settings.MEDIA_URL)
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if shown_elsewhere else "same-origin"
        )
        if response.headers.get("Content-Encoding") == "None":
            # Wagtail's of a document; no client knows an encoding of that name
            del response.headers["Content-Encoding"]
        if has_vary_header(response, "Cookie"):
            # it may hold a token or what one person alone may see; some caches ignore Vary
            patch_cache_control(response, private=True)
        return response


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy of the settings, relaxed under the admin's path only."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            shown = [*_ADMIN_NEEDS["img-src"], *settings.MEDIA_ORIGINS]
            parts.replace = _ADMIN_NEEDS | {"img-src": shown}
        elif getattr(request, "is_preview", False):
            # Wagtail answers a preview by an inner request for the page's own path.
            parts.replace = {"frame-ancestors": [SELF]}
        return parts
