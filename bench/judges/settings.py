"""Production's settings, on a furnished site.

The proxy in front is ``front.mjs``; what else docs/operating.md leaves to one is done here:
pages are compressed, pictures served (``bench/judges/urls.py``).
"""

from studio.settings.production import *  # noqa: F403
from studio.settings.production import MIDDLEWARE

DEMO_SITE = True
CHECK_LINKS = False
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]
ROOT_URLCONF = "bench.judges.urls"
