"""Production's way of rendering, on a database and in a folder of its own."""

from studio.settings.development import *  # noqa: F403

DEBUG = False
CACHE_MEGABYTES = 256
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
DATABASES["default"]["CONN_MAX_AGE"] = 60  # noqa: F405
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

#: What a page costs that is not kept as a whole.
UNCACHED = [one for one in MIDDLEWARE if not one.startswith("studio.caching.")]  # noqa: F405

#: What ``startproject`` writes, for the view that everything is compared with.
BARE_MIDDLEWARE = [
    "bench.articles.bare_urls",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
