from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class StudioConfig(AppConfig):
    name = "studio"
    verbose_name = _("Studio")

    def ready(self) -> None:
        from studio import content_types, signals  # noqa: F401 - connects them
        from studio.beginnings import write_choosers_as_data
        from studio.caching import generations
        from studio.entrance import signals as entrance_signals  # noqa: F401 - connects them
        from studio.exports import mend_exports
        from studio.image_forms import measure_profile_pictures
        from studio.watching import doing, reporting

        write_choosers_as_data()
        mend_exports()
        measure_profile_pictures()
        generations.begin()
        doing.watch_tasks()
        reporting.begin(settings.SENTRY_DSN)
