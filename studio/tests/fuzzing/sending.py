"""A request as bytes, without the client's good manners; and what it wrote."""

import re
from contextlib import contextmanager
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.db import connection, transaction
from django.test.client import FakePayload

#: What may be written though nothing was taken: what was counted, what a session holds, and
#: that somebody of the staff saw people, which they do as well on a page that asks once more
#: (docs/decisions/0028-who-saw-what.md).
COUNTING = {"studio_tally", "django_session", "studio_remembered", "studio_access"}
_WRITING = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO) "?(\w+)', re.IGNORECASE)


def send(client, path, *, method="GET", query=b"", body=b"", content_type="", headers=None):
    """The answer to a request that says just this."""
    environ = {
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "REQUEST_METHOD": method,
        **(headers or {}),
    }
    if body or content_type:
        environ |= {
            "wsgi.input": FakePayload(body),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": content_type,
        }
    if cookies := headers and headers.get("HTTP_COOKIE"):
        # the client would write its own over it
        kept = "; ".join(f"{one.key}={one.value}" for one in client.cookies.values())
        environ["HTTP_COOKIE"] = "; ".join(filter(None, (kept, cookies)))
    return client.request(**environ)


def text_of(response) -> str:
    """Its body; that of a file is not read."""
    if response.streaming:
        return ""
    return response.content.decode(response.charset or settings.DEFAULT_CHARSET, "replace")


@contextmanager
def undone():
    """Whatever is written within is taken back; gives the tables that were written."""
    written = set()

    def note(execute, sql, params, many, context):
        if found := _WRITING.match(sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        yield written
        transaction.set_rollback(True)


def rows() -> dict[str, int]:
    """How many rows every table has."""
    names = set(connection.introspection.table_names()) - COUNTING
    counted = {}
    with connection.cursor() as cursor:
        for name in sorted(names):
            cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
            counted[name] = cursor.fetchone()[0]
    return counted
