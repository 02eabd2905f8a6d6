"""What a Sentry is told of an error: the error, and nothing about whoever met it."""

import gzip
import json

import pytest

from studio import VERSION
from studio.settings.environment import PROJECT
from studio.tests.outside import Outside
from studio.tests.post_office import wait_until
from studio.tests.served import manage
from studio.watching.reporting import told

ID = "0123456789abcdef0123456789abcdef"


class Collector(Outside):
    """Takes envelopes as a Sentry does, over HTTP; keeps them as they came."""

    def __init__(self):
        super().__init__()
        self.envelopes = []
        self.let("/api/7/envelope/", self._take)
        handler = self.server.RequestHandlerClass
        handler.do_POST = handler.do_GET

    def _take(self, handler):
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        packed = handler.headers.get("Content-Encoding") == "gzip"
        self.envelopes.append((gzip.decompress(body) if packed else body).decode())
        handler.send_response(200)
        handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"{}")

    @property
    def dsn(self):
        return f"http://public@127.0.0.1:{self.port}/7"


@pytest.fixture
def collector():
    one = Collector()
    yield one
    one.close()


@pytest.mark.own_database
def test_an_error_leaves_with_these_facts_and_no_others(serve, collector):
    site = serve(workers=1, SENTRY_DSN=collector.dsn, LOG_LEVEL="WARNING")
    dropped = (
        "from django.db import connection as c; c.cursor().execute('DROP TABLE home_homepage')"
    )
    assert manage(site.folder, "shell", "--no-imports", "--command", dropped).returncode == 0

    answer = site.ask(
        "/?kind=rosa@visitor.example",
        X_Request_ID=ID,
        Cookie="csrftoken=quillon",
        User_Agent="Zarevand/1.0",
        Referer="https://elsewhere.example/rosa",
    )
    assert answer.status == 500
    wait_until(lambda: collector.envelopes)

    (envelope,) = collector.envelopes
    head, kind, event = map(json.loads, envelope.splitlines()[:3])
    assert kind["type"] == "event"
    assert set(head) <= {"event_id", "sent_at", "trace"}
    (*_causes, last) = event["exception"]["values"]
    assert last["type"] == "OperationalError"
    assert last["value"] == "no such table: home_homepage"
    assert event["release"] == f"studio@{VERSION}"
    assert event["environment"] == "production"
    assert event["request"] == {"method": "GET"}
    assert event["tags"] == {"request": ID}
    assert set(event) == {
        *("event_id", "timestamp", "level", "platform", "release", "environment", "sdk"),
        *("exception", "request", "tags", "transaction"),
    }
    frame = last["stacktrace"]["frames"][-1]
    assert set(frame) <= {"filename", "function", "module", "lineno", "in_app", "context_line"}
    for secret in ("rosa", "quillon", "Zarevand", "192.0.2", "elsewhere", site.folder.name + "/"):
        assert secret not in envelope


def test_what_an_error_or_a_line_repeats_of_somebody_does_not_leave():
    event = {
        "logentry": {
            "message": "Refused %s",
            "formatted": "Refused rosa@visitor.example",
            "params": [],
        },
        "exception": {
            "values": [
                {
                    "type": "ValueError",
                    "value": "invalid literal: 'Rosa Fable' of 192.0.2.77",
                    "stacktrace": {"frames": [{"function": "f", "vars": {"name": "Rosa"}}]},
                }
            ]
        },
        "request": {
            "method": "POST",
            "url": "https://studio.example/comments/decide/secret",
            "query_string": "q=rosa",
            "data": {"name": "Rosa"},
            "cookies": {"sessionid": "rosa"},
            "headers": {"User-Agent": "Rosa"},
            "env": {"REMOTE_ADDR": "192.0.2.77"},
        },
        "user": {"id": 7, "ip_address": "192.0.2.77"},
        "breadcrumbs": {"values": [{"message": "rosa"}]},
        "extra": {"sys.argv": ["rosa"]},
        "contexts": {"trace": {"data": "rosa"}},
        "server_name": "rosas-machine",
        "modules": {},
    }
    assert told(event, {}) == {
        "logentry": {"message": "Refused …"},
        "exception": {
            "values": [
                {
                    "type": "ValueError",
                    "value": "invalid literal: … of …",
                    "stacktrace": {"frames": [{"function": "f"}]},
                }
            ]
        },
        "request": {"method": "POST"},
        "tags": {},
    }


def test_where_its_package_is_missing_the_start_ends_with_a_sentence(tmp_path):
    hidden = tmp_path / "sitecustomize.py"
    hidden.write_text(
        "import sys\n"
        "class Hidden:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'sentry_sdk':\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Hidden())\n"
    )
    done = manage(
        tmp_path, "check", SENTRY_DSN="https://k@sentry.example/1", PYTHONPATH=str(tmp_path)
    )
    assert done.returncode == 1
    assert done.stderr == (
        "Studio cannot start: SENTRY_DSN needs the package sentry-sdk, which is not installed.\n"
    )


def test_the_release_is_that_of_the_project():
    assert f'version = "{VERSION}"' in (PROJECT / "pyproject.toml").read_text()
