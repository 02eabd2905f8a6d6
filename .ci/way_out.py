"""A way out of a network of its own: a small HTTP proxy, one end inside, the other outside.

The machine that the documentation is tried on (machine.py) has nothing but its loopback
interface, so nothing that it runs is reachable from anywhere else. What it installs comes
through here: ``GET http://…`` for apt, ``CONNECT host:443`` for pip.
"""

import ctypes
import os
import re
import socket
import threading
from contextlib import closing
from urllib.parse import urlsplit

PORT = 3128
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET of <sched.h>; os.setns came with Python 3.12
_PIECE = 1 << 16
_PATIENCE = 120.0
_PERSISTING = re.compile(rb"(?:Proxy-)?Connection:[^\r]*\r\n", re.IGNORECASE)


def enter_network(pid: int) -> None:
    """Let the calling thread make its sockets in the network of the process ``pid``."""
    handle = os.open(f"/proc/{pid}/ns/net", os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).setns(handle, _NEW_NETWORK):
            raise OSError(ctypes.get_errno(), "setns")
    finally:
        os.close(handle)


def listening(pid: int) -> socket.socket:
    """A socket that listens on the loopback of that network."""
    made: list[socket.socket] = []

    def make() -> None:
        enter_network(pid)
        made.append(socket.create_server(("127.0.0.1", PORT), backlog=64))

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    return made[0]


def open_for(pid: int) -> None:
    """Serve that network until the program ends."""
    threading.Thread(target=_accept, args=(listening(pid),), daemon=True).start()


def _accept(server: socket.socket) -> None:
    while True:
        inside, _address = server.accept()
        threading.Thread(target=_serve, args=(inside,), daemon=True).start()


def _serve(inside: socket.socket) -> None:
    with closing(inside):
        inside.settimeout(_PATIENCE)
        try:
            head = _head(inside)
            method, target, version = head.split(b"\r\n", 1)[0].split(b" ")
            address = f"//{target.decode()}" if method == b"CONNECT" else target.decode()
            parts = urlsplit(address)
            outside = socket.create_connection((parts.hostname, parts.port or 80), _PATIENCE)
        except (OSError, ValueError):
            return
        with closing(outside):
            if method == b"CONNECT":
                inside.sendall(version + b" 200 OK\r\n\r\n")
            else:
                path = parts._replace(scheme="", netloc="").geturl() or "/"
                rest = _PERSISTING.sub(b"", head.split(b"\r\n", 1)[1]).removesuffix(b"\r\n\r\n")
                # one question a connection: what is asked next may be of another host
                outside.sendall(
                    b"%s %s %s\r\n%s\r\nConnection: close\r\n\r\n"
                    % (method, path.encode(), version, rest)
                )
            back = threading.Thread(target=_pour, args=(outside, inside), daemon=True)
            back.start()
            if method == b"CONNECT":
                _pour(inside, outside)
            back.join()


def _head(inside: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        piece = inside.recv(1)
        if not piece:
            raise ValueError("hung up")
        head += piece
    return head


def _pour(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(_PIECE):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return
