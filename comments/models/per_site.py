from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from wagtail.models import Page, Site

from studio.models import RememberedSetting


def between(least: int, most: int) -> list:
    """The validators of a number with two bounds, both allowed."""
    return [MinValueValidator(least), MaxValueValidator(most)]


class PerSiteSetting(RememberedSetting):
    """What a site decides, and what holds for pages that stand on none."""

    class Meta:
        abstract = True

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        """Those of ``site``; unsaved defaults for what stands on none."""
        return cls() if site is None else super().for_site(site)

    @classmethod
    def of_page(cls, page: Page) -> Self:
        """Those of the site of ``page``; unsaved defaults where an editor moved it off all sites.

        Its comments are still there to be decided about, exported and erased.
        """
        return cls.for_site(page.get_site())
