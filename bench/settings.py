"""Production's way of rendering, on a database and in a folder of its own."""

from studio.settings.development import *  # noqa: F403

DEBUG = False
CACHE_MEGABYTES = 0  # each figure says itself whether a page is kept
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

#: What ``startproject`` writes, for the view that everything is compared with.
BARE_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
