import os
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.wsgi import get_wsgi_application

from studio.content_types import without_charset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studio.settings.production")

_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The site. What is sent is UTF-8 whatever it says, which Django asks before any middleware."""
    if content_type := environ.get("CONTENT_TYPE"):
        environ["CONTENT_TYPE"] = without_charset(content_type)
    return _django(environ, start_response)


if getattr(staticfiles_storage, "hashed_files", None) == {}:
    # every page would fail for want of its styles, the page that says so among them
    raise SystemExit("Studio cannot start: run manage.py collectstatic first.")
