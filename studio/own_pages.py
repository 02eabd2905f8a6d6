"""Which people have pages of their own: a room that has such pages tells those that name people."""

from collections.abc import Collection

from django.http import HttpRequest
from wagtail import hooks

from studio.models import Person

#: Of functions of people and the request that give the address of each who has a page, by number.
HOOK = "find_pages_of_people"


def addresses(people: Collection[Person], request: HttpRequest) -> dict[int, str]:
    """The addresses of those of ``people`` who have a page; nobody named, nothing asked."""
    found: dict[int, str] = {}
    if people:
        for find in hooks.get_hooks(HOOK):
            found |= find(people, request)
    return found
