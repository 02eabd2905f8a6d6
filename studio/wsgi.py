import os

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studio.settings.production")

application = get_wsgi_application()

if getattr(staticfiles_storage, "hashed_files", None) == {}:
    # every page would fail for want of its styles, the page that says so among them
    raise SystemExit("Studio cannot start: run manage.py collectstatic first.")
