from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudioConfig(AppConfig):
    name = "studio"
    verbose_name = _("Studio")

    def ready(self) -> None:
        from studio import signals  # noqa: F401 - connects them
        from studio.beginnings import write_choosers_as_data
        from studio.caching import generations

        write_choosers_as_data()
        generations.begin()
