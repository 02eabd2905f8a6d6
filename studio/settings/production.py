"""The site that visitors see. ``check --deploy`` has nothing to say about it."""

from urllib.parse import urlsplit

from studio.settings.base import *  # noqa: F403
from studio.settings.base import (
    BASE_URL,
    BEHIND_PROXY,
    HSTS_SECONDS,
    PROJECT,
    data_dir,
    database,
    env,
)
from studio.settings.environment import is_strong_key, refuse

DEBUG = False
SECRET_KEY = env.text(
    "SECRET_KEY", "", must=is_strong_key, be="set to at least 50 random characters in production"
)
SECRET_KEY_FALLBACKS = env.keys("SECRET_KEY_FALLBACKS")
if urlsplit(BASE_URL).scheme != "https":
    refuse("BASE_URL", "must start with https:// in production")
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname, *env.hosts("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

_data = data_dir(str(PROJECT / "var" / "production"))  # never the demo's folder
DATA_DIR = _data
MEDIA_ROOT = f"{_data}/media"
STATIC_ROOT = f"{_data}/static"
CACHE_DIR = f"{_data}/cache"
DATABASES = {"default": database(f"sqlite:///{_data}/studio.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # To open the file costs half as much as to answer for a page. Once a minute all the same:
    # whoever puts another file in its place is heard.
    DATABASES["default"]["CONN_MAX_AGE"] = 60

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = HSTS_SECONDS
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
