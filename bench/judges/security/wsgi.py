"""The site for judges who come without a proxy, under its own name and over HTTPS as far as it knows.

Each request comes from a network of its own, so that the limits, which have their own tests,
do not keep the judges at the door.
"""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from studio.wsgi import application as site

_numbers = itertools.count()


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    """The answer of the site."""
    number = next(_numbers)
    environ["HTTP_HOST"] = "studio.example"
    environ["HTTP_X_FORWARDED_PROTO"] = "https"
    environ["HTTP_X_FORWARDED_FOR"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return site(environ, start_response)
