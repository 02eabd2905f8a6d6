"""The site while its PostgreSQL is stopped, frozen and back: real processes, a real server."""

import tempfile
import threading

import pytest

from studio.tests import served
from studio.tests.postgresql import Server
from studio.tests.served import ARTICLE

pytestmark = pytest.mark.own_database

#: A page that is kept before the fault.
KEPT = ARTICLE


@pytest.fixture(scope="module")
def postgresql():
    # not in a folder of pytest's, which is root's alone: PostgreSQL runs as somebody else
    with tempfile.TemporaryDirectory(prefix="studio-faults-") as folder:
        server = Server(folder)
        yield server
        server.server.cleanup()


@pytest.fixture(scope="module")
def site(postgresql, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    served.furnish(folder, DATABASE_URL=postgresql.url)
    one = served.Served(folder, workers=2, threads=2, DATABASE_URL=postgresql.url)
    yield one
    one.stop()


def all_at_once(site, paths):
    """What many visitors are told who come at the same moment."""
    found = [None] * len(paths)

    def visit(number):
        found[number] = site.ask(paths[number])

    visitors = [threading.Thread(target=visit, args=[number]) for number in range(len(paths))]
    for each in visitors:
        each.start()
    for each in visitors:
        each.join(90)
    return found


def told(answer):
    return answer.status, answer.getheader("Retry-After"), answer.getheader("Cache-Control")


AWAY = (503, "30", "max-age=0, no-cache, no-store, must-revalidate, private")


def test_while_the_database_is_stopped_kept_pages_go_on_and_others_say_so(site, postgresql):
    assert site.ask(KEPT).status == 200

    postgresql.stop()
    kept, unkept, staff, search = map(
        site.ask, (KEPT, "/articles/?page=2", "/admin/", "/search/?q=trunk")
    )
    postgresql.start()
    back = site.ask("/articles/?page=1")

    assert kept.status == 200
    assert told(unkept) == told(search) == AWAY
    assert "This page is away for a moment" in unkept.text
    assert "frame-ancestors 'none'" in unkept.getheader("Content-Security-Policy")
    assert "Set-Cookie" not in unkept.headers
    assert staff.status in (302, 503)  # who is not signed in is led to the door without a question
    assert back.status == 200


def test_staff_are_told_so_as_well(site, postgresql):
    postgresql.stop()
    answer = site.ask("/admin/", Cookie="sessionid=0123456789abcdefghijklmnopqrstuv")
    postgresql.start()

    assert told(answer) == AWAY
    assert "This page is away for a moment" in answer.text
    assert site.ask("/admin/login/").status == 200


def test_a_frozen_database_holds_nobody_for_ever_and_the_first_after_it_is_answered(
    site, postgresql
):
    assert site.ask(KEPT).status == 200
    postgresql.freeze()
    try:
        # more than there are threads, and none of these pages is kept
        found = all_at_once(site, [f"/search/?q=trunk{number}" for number in range(12)])
        kept = site.ask(KEPT)
    finally:
        postgresql.thaw()
    back = site.ask("/search/?q=trunk")

    assert {told(one) for one in found} == {AWAY}
    assert kept.status == 200
    assert back.status == 200


def test_a_probe_is_told_that_it_is_not_ready(site, postgresql):
    postgresql.freeze()
    try:
        probe = site.ask("/health/ready/")
    finally:
        postgresql.thaw()
    assert probe.status == 503
    assert site.ask("/health/ready/").status == 200


def test_a_file_that_is_damaged_is_told_of_likewise_until_it_is_put_right(serve):
    sqlite = serve(workers=1, threads=1)
    file = sqlite.folder / "studio.sqlite3"
    assert [sqlite.ask(KEPT).status for _ in range(2)] == [200, 200]
    whole = file.read_bytes()

    with file.open("r+b") as opened:
        opened.write(b"no database " * (len(whole) // 12))
    kept, unkept = sqlite.ask(KEPT), sqlite.ask("/search/?q=trunk")
    with file.open("r+b") as opened:
        opened.write(whole)
    back = sqlite.ask("/search/?q=trunk")

    assert kept.status == 200
    assert told(unkept) == AWAY
    assert back.status == 200
