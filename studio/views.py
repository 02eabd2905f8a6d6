import sys
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps import views as sitemaps
from wagtail.models import Page, Site

from studio import languages
from studio.look import Look
from studio.models import SiteSettings
from studio.watching import faults

#: The protocol allows 50,000 in one file; who asks for it should not wait for them.
ADDRESSES_IN_A_FILE = 1_000
#: As at the head of every page, so that it is rendered once.
LOGO = "max-400x120"


class SitemapInAllLanguages(Sitemap):
    """Wagtail's knows the tree of one language."""

    limit = ADDRESSES_IN_A_FILE

    @cached_property
    def paginator(self) -> Paginator:
        """Counts once."""
        return super().paginator

    def items(self) -> QuerySet:
        pages = Page.objects.live().public().filter(languages.on_site(self.get_wagtail_site()))
        return pages.order_by("path").defer_streamfields().specific()

    def get_latest_lastmod(self) -> datetime | None:
        """Asked of the database; Django would look at every page."""
        changed = self.items().order_by().aggregate(last=Max("last_published_at"))
        return changed["last"]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of all pages open to everybody, for search engines.

    Of a large site a list of files that hold a thousand each.
    """
    if Site.find_for_request(request) is None:
        raise Http404
    everything = SitemapInAllLanguages(request)
    if everything.paginator.num_pages > 1:
        return sitemaps.index(request, {"pages": everything}, sitemap_url_name="sitemap_part")
    return sitemaps.sitemap(request, {"pages": everything})


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    """A thousand of them, by ``?p=``; 404 beyond the last."""
    if Site.find_for_request(request) is None:
        raise Http404
    return sitemaps.sitemap(request, {"pages": SitemapInAllLanguages(request)}, section=section)


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


@require_safe
def look(request: HttpRequest, digest: str) -> HttpResponse:
    """The stylesheet of how the site looks, kept for a year under the name of what it says.

    A page that is older than a change asks by the old name; it gets today's, not to be kept.
    """
    site = Site.find_for_request(request)
    chosen = SiteSettings.for_site(site).look if site else Look()
    response = HttpResponse(chosen.stylesheet, content_type="text/css; charset=utf-8")
    if digest == chosen.digest:
        patch_cache_control(response, public=True, max_age=365 * 24 * 3600, immutable=True)
    else:
        add_never_cache_headers(response)
    return response


@require_safe
def mark(request: HttpRequest) -> HttpResponse:
    """The sign of the studio, for what stands in the CMS: its logo, else the half sun in its colours.

    At an address of its own, so that no page of the CMS has to ask for the settings.
    """
    site = Site.find_for_request(request)
    studio = SiteSettings.for_site(site) if site else SiteSettings()
    if studio.logo:
        response: HttpResponse = redirect(studio.logo.get_rendition(LOGO).url)
    else:
        drawing = render_to_string("studio/mark.svg", {"colours": studio.look.colours})
        response = HttpResponse(drawing, content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=600)
    return response


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
    """500, from nothing but a template: whatever failed may fail again.

    503 where the database is away, 507 where the disk is full.
    """
    told = faults.answer(sys.exc_info()[1])
    return told or HttpResponse(render_to_string("500.html"), status=500)
