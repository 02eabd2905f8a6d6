"""As of visitors behind a proxy, with passwords as production hashes them."""

from django.conf import global_settings

from events.tests.rush_settings import *  # noqa: F403

PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
CACHE_MEGABYTES = 256
