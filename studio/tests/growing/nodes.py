"""One of several machines: two processes of the site with a folder of their own."""

from urllib.parse import urlencode

from studio.tests.caching.conftest import Workers


class Node(Workers):
    """``folder`` is its own; ``variables`` are its settings beside those of the tests."""

    def __init__(self, folder, **variables):
        folder.mkdir(exist_ok=True)
        super().__init__(DATA_DIR=str(folder), **variables)

    def post(self, path, fields, **headers):
        """The answer to a form."""
        kind = "application/x-www-form-urlencoded"
        return self.get(
            path, method="POST", body=urlencode(fields), **{"Content_Type": kind} | headers
        )
