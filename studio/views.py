from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import sitemap as sitemap_of_site
from wagtail.models import Site


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of all pages open to everybody, for search engines."""
    if Site.find_for_request(request) is None:
        raise Http404
    return sitemap_of_site(request)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read (RFC 9309): the site, not its admin nor its search."""
    site = Site.find_for_request(request)
    root = site.root_url if site else ""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        f"Sitemap: {root}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, without a look at the database: the host itself may be forged."""
    return HttpResponse(render_to_string("400.html"), status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, as a page of the site."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was sent without its token; ``reason`` is for the log alone."""
    return permission_denied(request)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, as a page of the site."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, from nothing but a template: whatever failed may fail again."""
    return HttpResponse(render_to_string("500.html"), status=500)
