"""A furnished site as visitors see it: what is missing is answered by the site, not by Django.

``PYTHONPATH=docs DJANGO_SETTINGS_MODULE=as_visitors_see.settings python manage.py up``; it needs
nothing of the site but its development settings, so older states can be served with it.
"""

from studio.settings.development import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "as_visitors_see.urls"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # styles and scripts from where they lie
