"""What development, tests and production have in common."""

from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from studio.backups import sealing, thinning
from studio.settings import logs, private, services
from studio.settings.applications import INSTALLED_APPS, MIDDLEWARE  # noqa: F401
from studio.settings.cms import *  # noqa: F403
from studio.settings.environment import PROJECT, Settings, refuse
from studio.settings.policies import CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY  # noqa: F401
from studio.settings.sign_in import *  # noqa: F403
from studio.watching.database import PatientConnection

env = Settings()
env.read_file()


def database(url_default: str) -> dict[str, Any]:
    """The one database, tuned for what it is.

    SQLite: the options that made 16 writers wait for each other instead of
    failing (see docs/decisions/0004-sqlite.md); PostgreSQL: psycopg's pool.
    """
    config = env.database("DATABASE_URL", url_default)
    if config["ENGINE"].endswith("sqlite3"):
        private.shut_database(Path(config["NAME"]))
        config["OPTIONS"] = {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    else:
        size = env.number("DATABASE_POOL_SIZE", 8, least=1, most=100)
        # beside what the address itself says, as in ?sslmode=require
        pool = {
            "min_size": 1,
            "max_size": size,
            "timeout": 5,
            "connection_class": PatientConnection,
        }
        # seconds: a server that is gone, and one behind a network that is, are not waited for
        dead = {"connect_timeout": 3, "tcp_user_timeout": 5_000, "keepalives_idle": 30}
        config["OPTIONS"] = dead | config.get("OPTIONS", {}) | {"pool": pool}
        config["CONN_HEALTH_CHECKS"] = True
    config["ATOMIC_REQUESTS"] = False
    return config


def data_dir(default: str) -> str:
    """The folder of everything that is not code; made where it is missing."""
    folder = env.text(
        "DATA_DIR", default, must=lambda path: path.startswith("/"), be="an absolute path"
    )
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refuse("DATA_DIR", f"cannot be used: {error.strerror}")
    private.shut_folders(Path(folder))
    return folder


ROOT_URLCONF = "studio.urls"
WSGI_APPLICATION = "studio.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "studio.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# What may be kept of what was made from the database (studio/caching/); 0 keeps nothing.
CACHE_MEGABYTES = env.number("CACHE_MEGABYTES", 256, least=0, most=100_000)
# What all machines of the site remember together; in each process where there is one alone.
vars().update(services.common_memory(env))
# What the address of a page may ask that makes another page of it for everybody.
PAGE_QUESTIONS = ["comments", "kind", "level", "page", "past", "teacher"]

# Whether the worker makes the pictures of a page when it is published.
RENDER_AHEAD = True

# Whether `furnish` may write the demo site with its well-known passwords.
DEMO_SITE = False

# Words and times. The interface speaks all of these; pages are written in the language of the
# site, and in the others that are named (studio/languages.py).
LANGUAGES = [
    ("de", _("German")),
    ("en", _("English")),
    ("en-gb", _("British English")),
]
LANGUAGE_CODE = env.choice("LANGUAGE_CODE", "en-gb", set(dict(LANGUAGES)))


def content_languages(default: list[str]) -> dict[str, Any]:
    """The settings of a site whose pages are written in ``OTHER_LANGUAGES`` as well.

    Two variants of a language are none: a reader would not know which to choose.
    """
    language = LANGUAGE_CODE.split("-")[0]
    among = {code for code, _name in LANGUAGES if code.split("-")[0] != language}
    others = env.choices("OTHER_LANGUAGES", default, among)
    names = dict(LANGUAGES)
    written = [(code, names[code]) for code in (LANGUAGE_CODE, *others)]
    return {
        "OTHER_LANGUAGES": others,
        "WAGTAIL_I18N_ENABLED": bool(others),
        "WAGTAIL_CONTENT_LANGUAGES": written if others else LANGUAGES,
    }


vars().update(content_languages([]))
LOCALE_PATHS = [PROJECT / "studio" / "locale"]
FORMAT_MODULE_PATH = "studio.formats"
TIME_ZONE = env.time_zone("TIME_ZONE", "Europe/Berlin")
USE_I18N = True
USE_TZ = True

# Files
STATIC_URL = "/static/"
_media = services.media(env)
MEDIA_URL = _media.url
MEDIA_ORIGINS = _media.origins  # where browsers find pictures, other than here
MEDIA_OPTIONS = _media.options
if MEDIA_ORIGINS:
    MIDDLEWARE.append("studio.storage.StorageAwayMiddleware")
CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] += MEDIA_ORIGINS
STORAGES = {
    "default": {"BACKEND": _media.backend},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# An upload is refused before it is written where the disk is nearly full.
FILE_UPLOAD_HANDLERS = [
    "studio.watching.faults.RoomHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Requests to the world outside (studio/outgoing.py). Networks that are not public and may be
# asked all the same, as in ["10.1.0.0/16"]: whoever may write a link can then reach them.
OUTGOING_ALLOWED: list[str] = []
OUTGOING_PORTS = [80, 443]

# Whether the worker looks whether the links of articles still lead somewhere, and how many
# seconds it leaves one server alone between two questions.
CHECK_LINKS = env.switch("CHECK_LINKS", True)
LINK_CHECK_PAUSE = 1.0

# How long whoever runs the server keeps its access log: told on the page about privacy
# (studio/kept/), done by the proxy.
ACCESS_LOG_DAYS = env.number("ACCESS_LOG_DAYS", 14, least=0, most=3650)
STAFF_LOG_DAYS = env.number("STAFF_LOG_DAYS", 365, least=30, most=3650)

# Copies of the whole site (studio/backups/).
# As it was named, also in the file of settings: the programs that copy a PostgreSQL want it so.
DATABASE_URL = env.text("DATABASE_URL", "", must=lambda _url: True)
BACKUP_DIR = env.text(
    "BACKUP_DIR",
    "",
    must=lambda path: not path or path.startswith("/"),
    be="an absolute path",
)
BACKUP_RECIPIENT = env.text(
    "BACKUP_RECIPIENT",
    "",
    must=sealing.are_recipients,
    be="public keys of age, such as age1…, separated by commas",
)
BACKUP_KEEP = env.text(
    "BACKUP_KEEP", "7d4w6m", must=lambda rule: bool(thinning.read(rule)), be="like 7d4w6m"
)

# Mail leaves through the outbox (studio/mail.py) by way of this transport.
vars().update(env.email("EMAIL_URL", "console://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.address("DEFAULT_FROM_EMAIL", "studio@studio.example")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

BEHIND_PROXY = env.switch("BEHIND_PROXY", False)
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", ["127.0.0.0/8", "::1/128"])
# A cache before the site, such as the nginx of studio/deploy/, hears what has changed.
if PURGE_URL := env.origin("PURGE_URL", ""):
    WAGTAILFRONTENDCACHE = {
        "default": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": PURGE_URL,
        }
    }
HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000, least=0, most=63_072_000)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"  # the editor's preview lifts it for itself
SESSION_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "/"  # where a form leads that was sent a wrong address to go back to
CSRF_FAILURE_VIEW = "studio.views.csrf_failure"

# Wagtail
# Places, as browsers know them: a system has other names as well, such as "localtime".
WAGTAIL_USER_TIME_ZONES = sorted(
    {name for name in available_timezones() if "/" in name} | {"UTC", TIME_ZONE}
)
WAGTAILADMIN_BASE_URL = BASE_URL = env.origin("BASE_URL", "http://127.0.0.1:8000")
WAGTAILSEARCH_BACKENDS = {"default": env.search("SEARCH_URL")}
#: After so many seconds a visitor's search is given up, so that none can hold a worker.
SEARCH_SECONDS = 2.0

# How the site is watched (studio/watching/).
#: Percent of the disk below which nothing new is taken (studio/room.py).
LEAST_FREE_PERCENT = env.number("LEAST_FREE_PERCENT", 10, least=0, most=50)
#: From how many seconds on a request is told of as slow.
SLOW_REQUEST_SECONDS = 1.0
#: Who knows it may read /metrics; nobody where it is not set.
METRICS_TOKEN = env.text(
    "METRICS_TOKEN",
    "",
    must=lambda token: not token or (len(token) >= 20 and token.isascii() and token.isprintable()),
    be="at least 20 random characters",
)
SENTRY_DSN = env.sentry("SENTRY_DSN")

LOGGING = logs.logging(env)
