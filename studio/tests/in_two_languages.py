"""A site whose pages are written in German as well: what its tests know by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import override_settings
from django.urls import clear_url_caches
from lxml import html
from wagtail.models import Locale, Page, Site

SETTINGS = {
    "OTHER_LANGUAGES": ["de"],
    "WAGTAIL_I18N_ENABLED": True,
    "WAGTAIL_CONTENT_LANGUAGES": [("en-gb", "British English"), ("de", "German")],
}


@contextmanager
def german_too() -> Iterator[None]:
    """While it lasts; addresses and the site's front doors are remembered, so they are forgotten."""
    with override_settings(**SETTINGS):
        _forget()
        yield
    _forget()


def _forget() -> None:
    clear_url_caches()
    Site.clear_site_root_paths_cache()


def translated(page: Page, title: str, slug: str, *, publish: bool = True, **fields: Any) -> Page:
    """The page once more in German, as an editor makes it: copied, rewritten, published."""
    locale, _created = Locale.objects.get_or_create(language_code="de")
    copy = page.specific.copy_for_translation(locale).specific
    for name, value in {"title": title, "slug": slug, **fields}.items():
        setattr(copy, name, value)
    copy.save()
    revision = copy.save_revision()
    if publish:
        revision.publish()
    return type(copy).objects.get(pk=copy.pk)


# --- what a reader sees ---


def tree(response):
    return html.fromstring(response.content.decode())


def read(client, address, **headers):
    response = client.get(address, headers=headers)
    assert (address, response.status_code) == (address, 200)
    return tree(response)


def switch(page):
    """Address, language and words of each way into another language."""
    return [
        (link.get("href"), link.get("lang"), link.cssselect("span")[0].text)
        for link in page.cssselect(".site-header__languages a")
    ]


def menu(page):
    return [
        (link.get("href"), link.text, link.get("lang"))
        for link in page.cssselect(".site-header__menu a")
    ]
