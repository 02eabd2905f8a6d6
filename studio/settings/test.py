"""As production where it matters, fast where it does not."""

import os

os.environ["STUDIO_ENV_FILE"] = ""  # nobody's own settings; before base, which reads them

from studio.settings.base import *  # noqa: F403
from studio.settings.base import (
    INSTALLED_APPS,
    LOGGING,
    PROJECT,
    STORAGES,
    data_dir,
    database,
)

DEBUG = False
SECRET_KEY = "for-tests-only-" + "x" * 40
INSTALLED_APPS = [*INSTALLED_APPS, "studio.tests.emptying"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

_data = data_dir(str(PROJECT / "var" / "test"))
DATA_DIR = _data
MEDIA_ROOT = f"{_data}/media"
STATIC_ROOT = f"{_data}/static"
CACHE_DIR = f"{_data}/cache"
DATABASES = {"default": database(f"sqlite:///{_data}/studio.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file, for the browser's server runs in a thread of its own
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/test.sqlite3"}
    # nothing of a test has to outlive the power
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
else:
    DATABASES["default"]["OPTIONS"].pop("pool")  # a pool holds the database open when it is dropped

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Search and reference index are written by tasks: at once, or tests find nothing.
TASKS = {"default": {"BACKEND": "studio.tests.tasks.AtOnceBackend"}}
DEMO_SITE = True
LOGGING = LOGGING | {"root": {"handlers": ["console"], "level": "WARNING"}}
RENDER_AHEAD = False  # tasks run at once here, and tests publish many pages
CHECK_LINKS = False  # what asks starts servers of its own first
LINK_CHECK_PAUSE = 0.0
