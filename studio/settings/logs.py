"""What is logged, and how it is written (studio/watching/logs.py)."""

from typing import Any

from studio.settings.environment import Settings


def logging(env: Settings) -> dict[str, Any]:
    """The setting ``LOGGING``, of ``LOG_FORMAT`` and ``LOG_LEVEL``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "studio.watching.logs.LineFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(belongs)s%(message)s",
            },
            "json": {"()": "studio.watching.logs.ObjectFormatter"},
        },
        "filters": {
            # links in letters need no sign-in: whoever reads a log shall find none that works
            "discreet": {"()": "studio.masks.Discretion"},
            "belonging": {"()": "studio.watching.logs.Belonging"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": env.choice("LOG_FORMAT", "line", {"line", "json"}),
                "filters": ["discreet", "belonging"],
            }
        },
        "root": {
            "handlers": ["console"],
            "level": env.choice("LOG_LEVEL", "INFO", {"DEBUG", "INFO", "WARNING", "ERROR"}),
        },
        "loggers": {
            # it tells of the beginning and the end of every task
            "django_tasks": {"level": "WARNING"},
            # it names the path of what it refuses, to whatever else listens as well
            "django.request": {"filters": ["discreet"]},
        },
    }
