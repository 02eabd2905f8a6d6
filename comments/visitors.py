"""Who reads or writes, as far as a request tells; nothing of it is stored as it is."""

from dataclasses import dataclass
from typing import Any, Self

from django.http import HttpRequest

from studio.visitors import address_of, connection_of, has_session, network_of, pseudonym

#: Characters of what a browser calls itself that tell it from others.
_AGENT = 300


@dataclass(frozen=True)
class Visitor:
    """Somebody in front of a page."""

    has_session: bool  # the browser sent a session cookie, so forms need a token
    user: Any  # who is signed in with all that they owe, else None; never asked without a session
    address: str  # the whole IP address; "" where nobody tells it
    agent: str  # what the browser calls itself

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Whoever sent ``request``. Reads the session only where there is a cookie of one."""
        with_session = has_session(request)
        user = request.user if with_session and request.user.is_authenticated else None
        if user and user.owes_second_factor:
            user = None  # a password alone speaks in nobody's name
        agent = request.headers.get("User-Agent", "")[:_AGENT]
        return cls(with_session, user, address_of(request), agent)

    @property
    def network(self) -> str:
        """The shortened address, as it may be stored."""
        return network_of(self.address)

    @property
    def connection(self) -> str:
        """What is counted for a limit: the address, or the part of it that a line is given."""
        return connection_of(self.address)

    @property
    def reporter(self) -> str:
        """64 characters that tell readers apart who report something: a connection is one reader.

        What a browser calls itself does not count, for one person can call it three
        names. Two readers in one house count as one, which holds nothing by mistake.
        """
        who = f"user {self.user.pk}" if self.user else self.connection
        return pseudonym(who, purpose="comments.reporter")

    @property
    def pseudonym(self) -> str:
        """64 characters that tell one browser, or one who is signed in, from others."""
        who = f"user {self.user.pk}" if self.user else f"{self.address}\n{self.agent}"
        return pseudonym(who, purpose="comments.visitor")
