"""Of which site a letter is: what its links begin with, and whose name stands below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from wagtail.models import Page, Site

from studio import languages
from studio.look import Look
from studio.models import SiteSettings

#: How the house looks where nobody has chosen.
OURS = Look()


@dataclass(frozen=True)
class Letterhead:
    """A site, as far as a letter shows it."""

    site_id: int
    root_url: str
    studio: str
    #: Where answers go; empty where the studio has told no address.
    email: str = ""
    look: Look = OURS

    @classmethod
    def of_site(cls, site: Site) -> Self:
        """That of ``site``."""
        settings = SiteSettings.for_site(site)
        return cls(site.pk, site.root_url, settings.name, settings.email, settings.look)

    @property
    def front_url(self) -> str:
        """The address of the front door, in the language that is spoken."""
        language = languages.active_other()
        return f"{self.root_url}/{language}/" if language else self.root_url

    def link(self, name: str, *args: object) -> str:
        """The absolute address of the view of that name."""
        return self.root_url + reverse(name, args=args)


def of_pages(pages: Iterable[Page]) -> dict[int, Letterhead]:
    """By the number of the page; one query, and nothing for pages that stand on no site."""
    parts = {page.pk: page.get_url_parts() for page in pages}
    sites = {found[0]: found[1] for found in parts.values() if found and found[1] is not None}
    known = SiteSettings.objects.filter(site__in=sites)
    names = {one.site_id: (one.name, one.email, one.look) for one in known}
    unnamed = (SiteSettings().name, "", OURS)
    heads = {pk: Letterhead(pk, url, *names.get(pk, unnamed)) for pk, url in sites.items()}
    return {pk: heads[found[0]] for pk, found in parts.items() if found and found[0] in heads}


def of_page(page: Page) -> Letterhead | None:
    """That of the site on which ``page`` stands, if it stands on one."""
    return of_pages([page]).get(page.pk)
