"""One of several machines: two processes of the site with a folder of their own."""

import os
import signal
from pathlib import Path
from urllib.parse import urlencode

from studio.tests.caching.conftest import Workers


class Node(Workers):
    """``folder`` is its own; ``variables`` are its settings beside those of the tests."""

    def __init__(self, folder, **variables):
        folder.mkdir(exist_ok=True)
        super().__init__(DATA_DIR=str(folder), **variables)

    def die(self):
        """As when the machine loses its power: nothing is ended, everything is gone."""
        children = self.children()
        self.process.kill()
        for child in children:
            os.kill(child, signal.SIGKILL)
        self.process.wait()

    def children(self):
        """The processes that answer, by their numbers."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(child) for child in told.split()]

    def revive(self):
        """Start it again, if it died."""
        if self.process.poll() is not None:
            self.start()

    def post(self, path, fields, **headers):
        """The answer to a form."""
        kind = "application/x-www-form-urlencoded"
        return self.get(
            path, method="POST", body=urlencode(fields), **{"Content_Type": kind} | headers
        )
