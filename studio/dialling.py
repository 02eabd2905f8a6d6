"""A connection to the world outside: to whom, how long, and for how many bytes."""

import io
import ipaddress
import queue
import socket
import ssl
import threading
import time
from typing import Any

from django.conf import settings

from studio.networks import Address, is_open, networks

#: Of one name, so many addresses are tried.
_MOST_ADDRESSES = 4


class NoAnswer(Exception):
    """A question that was not answered, or never asked; its text tells engineers why."""


class AddressRefused(NoAnswer):
    """We do not go there: not http, not a usual port, a password in it, or not public."""


class NameUnknown(NoAnswer):
    """No machine has that name."""


class Unreachable(NoAnswer):
    """There is a machine perhaps, and it takes no connection or breaks it off."""


class OutOfTime(NoAnswer):
    """The answer was not there in time."""


class NotTrusted(NoAnswer):
    """The other side does not prove that it is who the address says."""


class Garbled(NoAnswer):
    """What came back is not HTTP, or its head has no end."""


class TooManyRedirects(NoAnswer):
    """It leads from one address to the next, and perhaps in a circle."""


def connected(host: str, port: int, until: float) -> socket.socket:
    """A connection to one of the addresses of ``host``, all of which were looked at."""
    addresses = _resolved(host, port, until)
    allowed = networks(settings.OUTGOING_ALLOWED)
    for address in addresses:
        # one that is not public spoils the name: it is somebody's trick, or his mistake
        if not is_open(address, allowed):
            raise AddressRefused(f"{host} is {address}, which is not public")
    failure: OSError = OSError("has no address")
    tried = addresses[:_MOST_ADDRESSES]
    for count, address in enumerate(tried, start=1):
        # half of the time, where others are left to be tried
        share = 1 if count == len(tried) else 2
        try:
            return socket.create_connection((str(address), port), timeout=left_until(until) / share)
        except OSError as error:
            failure = error
    if isinstance(failure, TimeoutError):
        raise OutOfTime(f"{host} does not take the call") from failure
    raise Unreachable(failure.strerror or str(failure)) from failure


def _resolved(host: str, port: int, until: float) -> list[Address]:
    """The addresses of ``host`` as the system's resolver spells them, in its order.

    It has no time limit of its own, so it is asked in a thread that nobody waits for.
    """
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def resolve() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=resolve, name="resolve", daemon=True).start()
    try:
        found = answers.get(timeout=left_until(until))
    except queue.Empty:
        raise OutOfTime("its name is not found in time") from None
    if isinstance(found, Exception) or not found:
        raise NameUnknown(host) from (found or None)
    texts = dict.fromkeys(entry[4][0].partition("%")[0] for entry in found)
    return [ipaddress.ip_address(text) for text in texts]


def secured(sock: socket.socket, host: str, until: float) -> ssl.SSLSocket:
    """The connection, encrypted, once ``host`` has proved its name to those whom the system trusts."""
    context = ssl.create_default_context()
    sock.settimeout(left_until(until))
    try:
        return context.wrap_socket(sock, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        raise NotTrusted(error.verify_message) from error
    except TimeoutError as error:
        raise OutOfTime("no handshake") from error
    except ssl.SSLError as error:
        raise NotTrusted(error.reason or "no handshake") from error
    except OSError as error:
        raise Unreachable("breaks off the handshake") from error


def left_until(until: float) -> float:
    """The seconds that are left."""
    left = until - time.monotonic()
    if left <= 0:
        raise OutOfTime("the time is up")
    return left


class Overfull(OSError):
    """More bytes came than are read."""


class BoundedSocket:
    """As much of a socket as ``http.client`` needs, with an end in time and in size."""

    def __init__(self, sock: socket.socket, until: float, most_bytes: int) -> None:
        self._sock, self._until, self._most_bytes = sock, until, most_bytes

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(left_until(self._until))
        self._sock.sendall(data)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_BoundedReader(self._sock, self._until, self._most_bytes))

    def close(self) -> None:
        """The reader may not be through yet; whoever made the connection closes it."""


class _BoundedReader(io.RawIOBase):
    """Reads a socket until the time is up or the bytes are used up, whichever comes first."""

    def __init__(self, sock: socket.socket, until: float, most_bytes: int) -> None:
        super().__init__()
        self._sock, self._until, self._bytes = sock, until, most_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._bytes <= 0:
            raise Overfull
        self._sock.settimeout(left_until(self._until))
        room = memoryview(buffer)[: self._bytes]
        count = self._sock.recv_into(room)
        self._bytes -= count
        return count
