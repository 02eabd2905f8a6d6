"""The memory that all machines of the site share: a Redis, and what is done when it does not answer.

One line to it for each process, and one question at a time: a question costs some 10 µs of CPU,
so threads hardly wait for each other, and of all that ask a silent one only the first waits.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.crypto import salted_hmac

try:
    import redis
except ImportError:  # nobody named one; the settings refuse an address without its package
    redis = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

#: Seconds that a question may take, and the way to the server.
PATIENCE = 0.2
#: Seconds for which one that did not answer is not asked again by the same process.
PAUSE = 2.0


class Away(Exception):
    """The common memory does not answer, or does not do what it is asked."""


class CommonMemory:
    """What is at ``url``, as in ``redis://host:6379/0``."""

    def __init__(self, url: str) -> None:
        options = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "protocol": 2}
        retry = redis.retry.Retry(redis.backoff.NoBackoff(), 0)
        self._pool = redis.ConnectionPool.from_url(url, retry=retry, **options)
        self._line: Any = None
        self._process = 0
        self._lock = Lock()
        self._away_until = 0.0
        #: Tells which server answers: another one, or the same started again, remembers otherwise.
        self.server = ""

    def ask(self, *command: str | bytes | int) -> Any:
        """The answer to a command; :class:`Away` at once while it is known that none will come."""
        self._look()
        with self._lock:
            self._look()  # while we waited for the line, somebody may have found out
            try:
                return self._answer(command)
            except BaseException as error:
                # an answer that comes late must not be taken for that to another question
                self._hang_up()
                if isinstance(error, redis.exceptions.RedisError | OSError):
                    self._leave_alone(error)
                    raise Away from error
                raise

    def _answer(self, command: tuple[str | bytes | int, ...]) -> Any:
        if self._line is not None and self._process == os.getpid():
            try:
                return self._tell(command)
            except redis.exceptions.TimeoutError:
                raise
            except redis.exceptions.ConnectionError:
                pass  # hung up meanwhile, as a server does that is started again
        self._connect()
        return self._tell(command)

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Whatever fails within is :class:`Away`, and is not tried again for a while."""
        self._look()
        try:
            yield
        except (redis.exceptions.RedisError, OSError) as error:
            self._leave_alone(error)
            raise Away from error

    def _leave_alone(self, error: BaseException) -> None:
        self._away_until = time.monotonic() + PAUSE
        # its text may hold the address, and with it a password
        logger.warning("The common memory does not answer: %s", type(error).__name__)

    def _look(self) -> None:
        if time.monotonic() < self._away_until:
            raise Away

    def _tell(self, command: tuple[str | bytes | int, ...]) -> Any:
        self._line.send_packed_command([_packed(*command)], check_health=False)
        return self._line.read_response()

    def _connect(self) -> None:
        self._hang_up()
        self._line = self._pool.make_connection()
        self._line.connect()
        self._process = os.getpid()
        told = self._tell(("INFO", "server"))
        self.server = next(line for line in told.decode().split() if line.startswith("run_id:"))

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None and self._process == os.getpid():
            line.disconnect()


@lru_cache(maxsize=256)
def _packed(*command: str | bytes | int) -> bytes:
    """As the protocol has it (RESP): an array of texts, each with its length."""
    words = [word if isinstance(word, bytes) else str(word).encode() for word in command]
    told = [b"$%d\r\n%s\r\n" % (len(word), word) for word in words]
    return b"*%d\r\n%s" % (len(words), b"".join(told))


def current() -> CommonMemory | None:
    """That of this site; none where ``CACHE_URL`` is not set."""
    return _at(settings.CACHE_URL) if settings.CACHE_URL else None


@lru_cache(maxsize=8)
def _at(url: str) -> CommonMemory:
    return CommonMemory(url)


def key(name: str) -> str:
    """Where this site keeps what it calls ``name``: the same on all its machines.

    Made of SECRET_KEY and of what the database is called, so that sites may share a Redis. Machines
    may reach the database by different addresses.
    """
    database = str(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"])
    site = salted_hmac("studio.common_memory", database, secret=settings.SECRET_KEY).hexdigest()
    return f"studio:{site[:16]}:{name}"
