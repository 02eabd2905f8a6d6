"""A real Redis for tests, which can fall silent, die and come back."""

import os
import shutil
import signal
import socket
import subprocess

from studio.tests.post_office import wait_until
from studio.tests.proxy import free_ports


def find() -> str | None:
    """Where a server is, if there is one; Valkey speaks the same."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


class RedisServer:
    """Listens on a port of its own, keeps nothing on disk and knows nothing when it starts."""

    def __init__(self):
        [self.port] = free_ports(1)
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process = None
        self.start()

    def start(self):
        options = {"port": self.port, "bind": "127.0.0.1", "save": "", "appendonly": "no"}
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        self.process = subprocess.Popen(
            [find(), *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(self._answers)

    def _answers(self):
        assert self.process.poll() is None, "the Redis has ended"
        try:
            return self.tell("PING") == "+PONG"
        except OSError:
            return False

    def tell(self, *words):
        """The first line of the answer, as the protocol has it."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
            line.sendall(" ".join(words).encode() + b"\r\n")
            return line.makefile().readline().strip()

    def lines_opened(self):
        """How many connections it has taken since it started."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
            line.sendall(b"INFO stats\r\n")
            told = line.recv(65536).decode()
        return int(told.split("total_connections_received:")[1].split()[0])

    def fall_silent(self):
        """It takes connections, as its kernel does, and answers nothing."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def speak(self):
        os.kill(self.process.pid, signal.SIGCONT)

    def die(self):
        self.process.kill()
        self.process.wait()

    def revive(self):
        """Alive, speaking, and without memory."""
        if self.process.poll() is None:
            self.speak()
            self.tell("FLUSHALL")
        else:
            self.start()

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
