"""Which uploaded files have an address of their own."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import URLPattern

#: Pictures, as the pages show them, and the faces of the staff in the CMS.
#: Documents are not among them: Wagtail's view asks first who may have them.
FOLDERS = ("images", "original_images", "avatar_images")


def patterns() -> list[URLPattern]:
    """Their addresses while developing; in production the proxy serves the same folders."""
    return [
        pattern
        for folder in FOLDERS
        for pattern in static(
            f"{settings.MEDIA_URL}{folder}/", document_root=f"{settings.MEDIA_ROOT}/{folder}"
        )
    ]
