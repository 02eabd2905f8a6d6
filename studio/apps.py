from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class StudioConfig(AppConfig):
    name = "studio"
    verbose_name = _("Studio")

    def ready(self) -> None:
        from studio import signals  # noqa: F401 - connects them
        from studio.caching import generations
        from studio.watching import doing, reporting

        generations.begin()
        doing.watch_tasks()
        reporting.begin(settings.SENTRY_DSN)
