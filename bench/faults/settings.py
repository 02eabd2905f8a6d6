"""For servers that are put to the test: production's manners, letters that leave by the worker."""

from studio.settings.development import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
BEHIND_PROXY = True  # each visitor has an address of their own
CHECK_LINKS = False
