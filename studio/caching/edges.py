"""Caches of others between us and visitors, such as nginx and a CDN, told what has changed.

They cannot see which tables are written. Through ``wagtail.contrib.frontend_cache`` they are
told of what people look at first after they did something: the page itself (Wagtail does
that), what it stands in, and the addresses it left. All else they ask for again within a
minute, as they are told with every answer.
"""

from django.db import transaction
from wagtail.contrib.frontend_cache.utils import PurgeBatch, get_backends
from wagtail.models import Page

from studio import languages

#: Pages of a branch that was moved of which caches are told; of the others within a minute.
MOST = 1000


def refresh_around(page: Page) -> None:
    """What lists ``page``: the page above it, and the front doors of its site."""
    if not get_backends():
        return
    site = page.get_site()
    fronts = languages.fronts_of(site) if site else []
    above = page.get_parent()
    pages = [*fronts, above] if above is not None and above.depth > 1 else fronts
    _tell([one.specific_deferred for one in pages], [])


def forget_moved(page: Page, before: str, after: str) -> None:
    """The addresses that ``page``, and what is below it, had and has; ``url_path`` of both times."""
    if before == after or not get_backends():
        return
    branch = Page.objects.descendant_of(page, inclusive=True).live()[:MOST]
    urls = []
    for one in branch:
        parts = one.get_url_parts()
        if parts is not None and one.url_path.startswith(after):
            _site, root, path = parts
            # the path ends as the url_path does, which begins with the site's
            ending = one.url_path.removeprefix(after)
            root_path = one.url_path.removesuffix(path)
            old = (before + ending).removeprefix(root_path)
            urls += [root + path, f"{root}/{old.lstrip('/')}"]
    _tell([], urls)


def _tell(pages: list[Page], urls: list[str]) -> None:
    batch = PurgeBatch()
    batch.add_pages(pages)
    batch.add_urls(urls)
    transaction.on_commit(batch.purge, robust=True)
