"""What machines read of the people and places of the front door: schema.org's vocabulary."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import Truncator

from home.maps import Spot
from home.portraits import SHARED
from studio.models import Person, SiteSettings
from studio.models.people import PersonLink


def person(
    someone: Person,
    *,
    address: str,
    links: Iterable[PersonLink],
    settings: SiteSettings,
    root_url: str,
) -> dict[str, Any]:
    """Somebody who teaches at the studio; says nothing about what is not known."""
    known = {
        "jobTitle": someone.role,
        "description": Truncator(" ".join(someone.bio.split())).chars(200),
        "image": someone.photo and someone.photo.get_rendition(SHARED).full_url,
        "sameAs": [link.url for link in links],
    }
    return {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": f"{address}#person",
        "name": someone.name,
        "url": address,
        **{name: value for name, value in known.items() if value},
        "worksFor": {
            "@type": "SportsActivityLocation",
            "@id": f"{root_url}/#studio",
            "name": settings.name,
            "url": f"{root_url}/",
        },
    }


def coordinates(spot: Spot | None) -> dict[str, Any] | None:
    """Where a spot is."""
    if spot is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(spot.latitude),
        "longitude": float(spot.longitude),
    }


def place(*, name: str, address: str, spot: Spot | None) -> dict[str, Any]:
    """A place with a name; says nothing about what is not known."""
    known = {
        "address": ", ".join(line.strip() for line in address.splitlines() if line.strip()),
        "geo": coordinates(spot),
        "hasMap": spot.link if spot else "",
    }
    return {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": name,
        **{word: value for word, value in known.items() if value},
    }
