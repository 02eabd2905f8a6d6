"""The site's own addresses, and the pictures that a proxy serves elsewhere."""

from django.conf import settings
from django.urls import re_path
from django.views.static import serve

from studio.media import FOLDERS
from studio.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    re_path(
        rf"^media/(?P<path>(?:{'|'.join(FOLDERS)})/.+)$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
    ),
    *urlpatterns,
]
