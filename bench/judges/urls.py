"""The site's own addresses, the pictures that the proxy serves, and a page that breaks."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.static import serve

from studio.media import FOLDERS
from studio.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def broken(request: HttpRequest) -> HttpResponse:
    """Fail, so that the page of a failure is seen."""
    raise RuntimeError("This page is broken on purpose.")


urlpatterns = [
    path("broken/", broken),
    re_path(
        rf"^media/(?P<path>(?:{'|'.join(FOLDERS)})/.+)$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
    ),
    *urlpatterns,
]
