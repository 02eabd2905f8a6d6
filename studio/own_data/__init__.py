"""What the site keeps about one address: shown, copied and erased for whoever proves that it is theirs.

Articles 15, 17 and 20 of the GDPR, on one page for the whole site. Each room holds something of
people and says so in its ``own_data.py``, which it brings through the hook
``register_own_data``: a :class:`Holding`. The ground asks all of them and knows none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from wagtail import hooks

#: The name of the hook; its ``order`` is that of the sections on the page.
HOOK = "register_own_data"

Words = str | Promise
#: A label and what stands beside it.
Facts = Sequence[tuple[Words, Words | int]]


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something else that whoever owns the address may want done: ``words``, a button, a verb."""

    words: Words
    label: Words
    do: Callable[[str], None]
    #: Whether it is offered for an address.
    is_open: Callable[[str], bool]


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What a room holds about people. Its functions take an e-mail address as somebody typed it."""

    #: In the copy, as a key of JSON.
    name: str
    title: Words
    #: Empty where nothing is held.
    facts: Callable[[str], Facts]
    #: All that is held, as plain values for JSON; empty where nothing is.
    export: Callable[[str], Any]
    #: Forgets all of it, in transactions of its own, and may be asked again after a failure;
    #: ``None`` for what is not erased on this page.
    erase: Callable[[str], None] | None = None
    #: What whoever erases must know of this part.
    warning: Words = ""
    #: By the name of its button.
    deeds: Mapping[str, Deed] = field(default_factory=dict)
    #: What it takes back from the browser in which was erased.
    leave_browser: Callable[[HttpRequest, HttpResponse], None] | None = None


def holdings() -> list[Holding]:
    """Those of all rooms, in the order of the page."""
    return [brought() for brought in hooks.get_hooks(HOOK)]
