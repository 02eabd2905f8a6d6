"""For servers that tests start: production's manners, on the database of the tests."""

from studio.settings.development import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
BEHIND_PROXY = True  # each visitor has an address of their own
# letters are written and stay where they are: nobody delivers here
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
