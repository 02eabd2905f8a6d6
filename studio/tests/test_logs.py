"""Each line of the log says which request or task it belongs to, and nothing about people."""

import json
import logging
import re

import pytest
from django.db import transaction
from django.http import StreamingHttpResponse
from django_tasks import task

from studio.masks import impersonal
from studio.tests.cast import make_admin, make_staff
from studio.tests.served import ARTICLE
from studio.watching.logs import LineFormatter, ObjectFormatter
from studio.watching.middleware import WatchMiddleware

ID = "0123456789abcdef0123456789abcdef"
UUID = "123e4567-e89b-12d3-a456-426614174000"


@pytest.fixture
def console():
    (handler,) = [one for one in logging.getLogger().handlers if one.get_name() == "console"]
    return handler


@pytest.fixture
def lines(console, tmp_path):
    """What is logged from now on, as JSON, an object each."""
    before = console.formatter
    console.setFormatter(ObjectFormatter())
    path = tmp_path / "log"
    with path.open("w") as written:
        stream = console.setStream(written)
        yield lambda: [json.loads(line) for line in path.read_text().splitlines()]
        console.setStream(stream)
    console.setFormatter(before)


# --- ids ------------------------------------------------------------------------------------


def test_the_id_of_our_proxy_is_taken_and_sent_back(client, home_page, settings):
    settings.BEHIND_PROXY = True
    assert client.get("/nowhere/", headers={"X-Request-ID": ID})["X-Request-ID"] == ID
    assert client.get("/nowhere/", headers={"X-Request-ID": UUID})["X-Request-ID"] == UUID


@pytest.mark.parametrize(
    ("behind_proxy", "told"),
    [
        (False, ID),
        (True, ""),
        (True, "rosa@visitor.example"),
        (True, f"{ID}0"),
        (True, "x" * 32),
        (True, f"{ID[:31]}é"),
    ],
)
def test_whatever_else_comes_as_an_id_is_not_believed(
    client, home_page, settings, behind_proxy, told
):
    settings.BEHIND_PROXY = behind_proxy
    sent = client.get("/nowhere/", headers={"X-Request-ID": told})["X-Request-ID"]
    assert sent != told
    assert re.fullmatch(r"[0-9a-f]{32}", sent)


def test_two_requests_have_two_ids(client, home_page):
    assert client.get("/nowhere/")["X-Request-ID"] != client.get("/nowhere/")["X-Request-ID"]


@pytest.mark.own_database
def test_a_page_that_others_may_keep_carries_no_id_they_could_repeat(serve):
    site = serve(workers=1)
    first, kept = site.ask(ARTICLE), site.ask(ARTICLE)

    assert kept.getheader("Cache-Status") == "Studio; hit"
    assert [one.getheader("X-Request-ID") for one in (first, kept)] == [None, None]
    assert site.ask("/nowhere/").getheader("X-Request-ID")


# --- lines ----------------------------------------------------------------------------------


def test_a_line_of_a_request_carries_its_id(client, home_page, lines):
    sent = client.get("/nowhere/")["X-Request-ID"]
    logging.getLogger("somebody").warning("Afterwards")
    refused, afterwards = lines()

    assert (refused["message"], refused["request"]) == ("Not Found: /nowhere/", sent)
    assert "request" not in afterwards


def test_a_table_that_is_never_read_leaves_no_id_behind(client, home_page, lines):
    client.force_login(make_admin())
    table = client.get("/admin/reports/references/?export=csv")
    assert table.streaming
    logging.getLogger("somebody").warning("Afterwards")

    assert "request" not in lines()[-1]


def test_what_is_told_while_a_table_is_written_carries_the_id_of_its_request(rf, lines):
    def rows():
        logging.getLogger("somebody").warning("In between")
        yield b"name"

    answer = WatchMiddleware(lambda _request: StreamingHttpResponse(rows()))(rf.get("/"))
    assert answer.getvalue() == b"name"
    logging.getLogger("somebody").warning("Afterwards")
    between, afterwards = lines()

    assert between["request"] == answer["X-Request-ID"]
    assert "request" not in afterwards


def test_a_line_for_people_carries_it_as_well(client, home_page, console, tmp_path):
    with (tmp_path / "log").open("w") as written:
        stream = console.setStream(written)
        sent = client.get("/nowhere/")["X-Request-ID"]
        console.setStream(stream)
    (line,) = (tmp_path / "log").read_text().splitlines()
    assert line.endswith(f"WARNING django.request [request {sent}] Not Found: /nowhere/")


@task()
def complain() -> None:
    logging.getLogger("somebody").warning("At work")


def test_a_line_of_a_task_carries_the_tasks_id(db, lines):
    with transaction.atomic():
        result = complain.enqueue()
    logging.getLogger("somebody").warning("Afterwards")
    at_work, afterwards = lines()

    assert (at_work["message"], at_work["task"]) == ("At work", str(result.id))
    assert "task" not in afterwards


def test_a_slow_request_is_told_in_one_line_by_its_view_and_who_by_number(
    client, home_page, settings, lines
):
    settings.SLOW_REQUEST_SECONDS = 0
    user = make_staff("rosa-fable")
    client.force_login(user)
    sent = client.get("/admin/?q=sore+back")["X-Request-ID"]
    (line,) = lines()

    milliseconds = line.pop("milliseconds")
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "WARNING",
        "logger": "studio.requests",
        "message": f"Slow: GET wagtailadmin_home 200 after {milliseconds} ms, user {user.pk}",
        "request": sent,
        "view": "wagtailadmin_home",
        "method": "GET",
        "status": 200,
        "user": user.pk,
    }


def test_a_request_that_is_quick_is_not_told_of(client, home_page, settings, lines):
    settings.SLOW_REQUEST_SECONDS = 60
    assert client.get("/").status_code == 200
    assert lines() == []


@pytest.mark.own_database
def test_a_failure_is_told_once_with_its_traceback_beside_and_no_word_of_the_visitor(serve):
    site = serve(workers=1, LOG_FORMAT="json", LOG_LEVEL="WARNING")
    from studio.tests.served import manage

    dropped = (
        "from django.db import connection as c; c.cursor().execute('DROP TABLE home_homepage')"
    )
    assert manage(site.folder, "shell", "--no-imports", "--command", dropped).returncode == 0

    answer = site.ask("/?kind=rosa@visitor.example", X_Request_ID=ID)

    assert answer.status == 500
    assert answer.getheader("X-Request-ID") == ID
    told = [json.loads(line) for line in site.said().splitlines() if line.startswith("{")]
    assert {one["request"] for one in told} == {ID}
    traceback, line = told
    assert "no such table: home_homepage" in traceback["exception"]
    assert re.fullmatch(r"Failed: GET wagtail_serve 500 after \d+ ms", line["message"])
    assert "rosa" not in site.said()
    assert "192.0.2" not in site.said()


# --- what an error repeats -------------------------------------------------------------------


@pytest.mark.parametrize("formatter", [LineFormatter("%(message)s"), ObjectFormatter()])
def test_a_traceback_repeats_nothing_that_was_typed(formatter):
    try:
        try:
            raise ValueError("invalid literal for int(): 'Rosa Fable'")
        except ValueError as cause:
            raise RuntimeError(
                "duplicate key\nDETAIL:  Key (email)=(rosa@visitor.example) already exists."
            ) from cause
    except RuntimeError as error:
        kind = type(error), error, error.__traceback__
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "Failed", (), kind)
    told = formatter.format(record)

    assert "Rosa" not in told
    assert "rosa" not in told
    assert "invalid literal for int(): …" in told
    assert "RuntimeError: duplicate key" in told


@pytest.mark.parametrize("formatter", [LineFormatter("%(message)s"), ObjectFormatter()])
def test_a_traceback_repeats_no_endless_value(formatter):
    typed = "Rosa Fable! " * 2_000
    try:
        raise ValueError(f"invalid literal for int(): {typed!r}, and " + "so on " * 2_000)
    except ValueError as error:
        kind = type(error), error, error.__traceback__
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "Failed", (), kind)
    told = formatter.format(record)

    assert "Rosa" not in told
    assert "so on so on" not in told
    assert "ValueError: invalid literal for int(): … (" in told
    assert " more characters)" in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Mail to rosa.fable+x@visitor.example failed", "Mail to … failed"),
        ("/articles/rosa%40visitor.example/", "/articles/…/"),
        ("from 192.0.2.77:1234", "from …:1234"),
        ("from 2001:db8:7::1", "from …"),
        (
            "value too long for type character varying(60)",
            "value too long for type character varying(60)",
        ),
        ("Key (name)=(Rosa) exists", "Key (name)=… exists"),
        ("at 21:53:29 after 5 ms", "at 21:53:29 after 5 ms"),
    ],
)
def test_what_an_error_says_is_told_without_people(said, told):
    assert impersonal(said) == told
