from typing import Self

from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Site

from studio.caching import recalled


class RememberedSetting(BaseSiteSetting):
    """What a site decides and pages show: looked up once for all requests.

    Whoever asks gets an instance of his own, as from the database.
    """

    class Meta:
        abstract = True

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        find = super().for_site
        return recalled((cls._meta.label, site.pk), lambda: find(site)) if site else find(site)
