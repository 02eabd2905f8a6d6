"""The site on the machine of the one who works on it."""

import sys
from urllib.parse import urlsplit

from django.conf import global_settings

from studio.settings.base import *  # noqa: F403
from studio.settings.base import (
    BASE_URL,
    LANGUAGE_CODE,
    PROJECT,
    STORAGES,
    content_languages,
    data_dir,
    database,
    env,
)

if urlsplit(BASE_URL).scheme == "https":
    # a command typed on the server that does something else there than it should
    sys.stderr.write(
        "These are the settings of development, though BASE_URL begins with https: "
        "on the server say studio instead of manage.py (docs/operating.md).\n"
    )
DEBUG = True
SECRET_KEY = env.text("SECRET_KEY", "for-development-only-" + "x" * 40)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.hosts("ALLOWED_HOSTS")]

_data = data_dir(str(PROJECT / "var"))
DATA_DIR = _data
MEDIA_ROOT = f"{_data}/media"
STATIC_ROOT = f"{_data}/static"
CACHE_DIR = f"{_data}/cache"
DATABASES = {"default": database(f"sqlite:///{_data}/studio.sqlite3")}

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Passwords made here open nothing in production, the demo's least of all.
PASSWORD_HASHERS = ["studio.demo.DevelopmentPasswordHasher", *global_settings.PASSWORD_HASHERS]
# The demo sign-ins have the password "studio".
AUTH_PASSWORD_VALIDATORS = []
DEMO_SITE = True
# Templates change under the eyes of whoever writes them.
CACHE_MEGABYTES = env.number("CACHE_MEGABYTES", 0, least=0, most=100_000)
# A part of the demo is written in German as well.
vars().update(content_languages(["de"] if LANGUAGE_CODE.startswith("en") else []))
# The demo asks nobody outside unless told to.
CHECK_LINKS = env.switch("CHECK_LINKS", False)
