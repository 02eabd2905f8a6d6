"""The site's own way with databases, and nothing else of it."""

import os

from studio.settings.base import data_dir, database

SECRET_KEY = "for-faults-only-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["bench.faults.thrown"]
MIGRATION_MODULES = {
    "thrown": f"bench.faults.thrown.migrations.{os.environ.get('THROWN', 'sound')}"
}
ROOT_URLCONF = "bench.faults.thrown.urls"
MIDDLEWARE: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
_data = data_dir("/nowhere")
DATABASES = {"default": database(f"sqlite:///{_data}/thrown.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["CONN_MAX_AGE"] = 60
