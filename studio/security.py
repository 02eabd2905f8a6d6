"""Headers that tell a browser what our pages may do."""

from collections.abc import Callable

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import has_vary_header, patch_cache_control

from studio.settings.policies import REPORTS_NAME, REPORTS_URL

#: What the CMS needs beside: pictures made in the browser (``data:``, ``blob:``), a preview in a
#: frame, sound and film of documents. No script stands inside a page there either
#: (studio/beginnings.py), and no style: the rich text editor's go another way
#: (studio/admin/styles.js) and leave an empty element behind, to which the policy must agree.
_NOTHING = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
_ADMIN_NEEDS = {
    "style-src": [SELF, _NOTHING],
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
    """The strict policy of the settings, with what the CMS needs under its path only."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response = super().process_response(request, response)
        # the same for everybody: pages stay in caches
        response.headers["Reporting-Endpoints"] = f'{REPORTS_NAME}="{REPORTS_URL}"'
        return response

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
