"""What the site says of itself to machines: schema.org data, from plain arguments."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from studio.models import SiteSettings


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the front door to a page."""

    text: str
    path: str


def breadcrumb_list(trail: Iterable[Crumb], root_url: str) -> dict[str, Any]:
    """The way to a page, front door first."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.text,
                "item": root_url + crumb.path,
            }
            for position, crumb in enumerate(trail, 1)
        ],
    }


def studio(
    settings: SiteSettings,
    root_url: str,
    social_urls: Iterable[str],
    geo: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The studio as a place where one moves; says nothing about what is not known."""
    known = {
        "description": settings.words.tagline,
        "email": settings.email,
        "telephone": settings.phone,
        "address": ", ".join(settings.address.split("\n")).replace("\r", ""),
        "geo": geo,
        "sameAs": list(social_urls),
    }
    return {
        "@context": "https://schema.org",
        "@type": "SportsActivityLocation",
        "@id": f"{root_url}/#studio",
        "name": settings.name,
        "url": f"{root_url}/",
        **{name: value for name, value in known.items() if value},
    }
