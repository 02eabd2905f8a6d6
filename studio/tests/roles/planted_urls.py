"""The addresses of the site, and one whose view asks nobody: a fault that has to be found."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from studio import urls
from studio.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def leak(request: HttpRequest) -> HttpResponse:
    """Everybody's addresses, for anybody."""
    return HttpResponse("ada@reader.example")


urlpatterns = [
    path("admin/", include([path("registrations/leak/", leak, name="leak")])),
    *urls.urlpatterns,
]
