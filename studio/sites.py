"""Which of the sites somebody asks, from what a template or a block knows."""

from collections.abc import Mapping
from typing import Any

from django.template import Context
from wagtail.models import Site


def of_context(context: Context | Mapping[str, Any]) -> Site | None:
    """The site of the request; none where there is no request, or where it is of no site."""
    request = context.get("request")
    return Site.find_for_request(request) if request else None
