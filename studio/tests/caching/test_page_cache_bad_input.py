"""Addresses and headers made to fill the page cache, to poison it, or to break it."""

from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import Client

from studio.caching import shelf
from studio.tests import cast
from studio.tests.caching.conftest import Workers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article(home):
    return cast.make_article(cast.make_index(home))


@pytest.fixture
def kept():
    """How many pages are kept."""
    shelf.current().clear()
    return lambda: shelf.current().size()[0]


def test_words_that_somebody_invents_are_no_pages_to_keep(article, kept):
    for number in range(50):
        Client().get(f"{article.url}?x={number}")
        Client().get(f"{article.url}?{number}")

    assert kept() == 0


def test_what_follows_people_makes_no_page_of_its_own_and_shows_in_none(site, article):
    made = site.get(f"{article.url}?utm_source=letter&fbclid=abc&utm_term=%3Cb%3E")
    kept = site.get(f"{article.url}?gclid=other")

    assert made.getheader("Cache-Status") == "Studio; fwd=miss; stored"
    assert kept.getheader("Cache-Status") == "Studio; hit"
    assert not any(word in made.text for word in ("utm_", "fbclid", "letter&"))
    assert kept.body == site.get(article.url).body


@pytest.mark.parametrize(
    "query",
    [
        "page=1&page=2",
        "page=1&x=1",
        "page=" + "1" * 600,
        "done=posted",
        "mine=abc",
        "comment=1",
        "%00=1",
        "page[]=1",
        "&=&=",
    ],
)
def test_a_question_that_makes_no_page_for_everybody_is_let_through(article, kept, query):
    answer = Client().get(f"{article.url}?{query}")

    assert answer.status_code < 500
    assert "Cache-Status" not in answer
    assert kept() == 0


@pytest.mark.parametrize("value", ["0", "-1", "1e9", "%00", "%ff", "%F0%9F%98%80", "9" * 99])
def test_a_page_of_comments_that_there_is_not_is_not_kept(article, kept, value):
    answer = Client().get(f"{article.url}?comments={value}")

    assert answer.status_code in (302, 404)
    assert kept() == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 400),
        ({"Host": "a b"}, 400),
        ({"X_Forwarded_Host": "evil.example"}, 200),
        ({"X_Forwarded_Proto": "https"}, 200),
        ({"X_Original_URL": "/admin/"}, 200),
        ({"X_Rewrite_URL": "/admin/"}, 200),
        ({"Accept_Language": "de"}, 200),
        ({"Accept_Encoding": "gzip" * 500}, 200),
        ({"Cookie": "utm=1; x=<script>"}, 200),
        ({"User_Agent": "<script>alert(1)</script>"}, 200),
        ({"Referer": "https://evil.example/"}, 200),
        ({"If_None_Match": "*" * 4000}, 200),
        ({"Range": "bytes=0-3"}, 200),
        ({"Forwarded": "host=evil.example"}, 200),
    ],
)
def test_no_header_changes_what_others_are_shown(site, article, headers, status):
    clean = site.get(article.url).body
    shelf.current().clear()
    site.get("/")

    assert site.get(article.url, **headers).status == status
    assert site.get(article.url).body == clean


def test_a_host_in_other_letters_makes_no_page_of_its_own(article, kept):
    visitor = Client(SERVER_NAME="TestServer")

    assert "Cache-Status" not in visitor.get(article.url)
    assert kept() == 0


def test_addresses_without_end_do_not_fill_the_disk(article):
    small = Workers(megabytes=2)
    try:
        small.get("/")
        for number in range(250):
            status = small.get(f"/articles/?kind={number}{quote('ü')}").status
            assert status == 200
        folders = list(shelf.current().place.parent.glob("pages-*"))
        taken = [
            sum(one.stat().st_size for one in folder.glob("*/*") if one.is_file())
            for folder in folders
        ]
    finally:
        small.stop()

    assert 1024 * 1024 < max(taken) <= 2 * 1024 * 1024


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00\xff\n", b'{"key": 1}\nxyz', b"[]\n"])
def test_what_was_damaged_on_disk_is_made_anew(article, damage):
    Client().get(article.url)
    (file,) = (one for one in shelf.current().place.glob("*/[0-9a-f]*") if one.is_file())
    file.write_bytes(damage)
    shelf.current()._memory.clear()

    answer = Client().get(article.url)

    assert (answer.status_code, answer["Cache-Status"]) == (200, "Studio; fwd=miss; stored")


def test_a_folder_that_cannot_be_used_costs_the_cache_and_nothing_else(article, settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.CACHE_DIR = str(tmp_path / "file")

    answers = [Client().get(article.url) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert not any("Cache-Status" in answer for answer in answers)


def test_a_shelf_that_takes_nothing_more_costs_nothing_else(article, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    Client().get("/")
    monkeypatch.setattr("os.replace", full)

    answers = [Client().get(article.url) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content


def test_the_owner_is_told_how_full_it_is_and_how_often_it_had_the_page(article, capsys):
    call_command("page_cache", "--clear")
    capsys.readouterr()
    for _ in range(4):
        Client().get(article.url)

    call_command("page_cache")

    told = capsys.readouterr().out
    assert "Pages kept   1, " in told
    assert "Asked for    4 times" in told
    assert "Of these from the cache  3 (75.0%)" in told


def test_what_is_cleared_is_made_anew(article):
    Client().get(article.url)

    call_command("page_cache", "--clear")

    assert Client().get(article.url)["Cache-Status"] == "Studio; fwd=miss; stored"


def test_without_a_cache_the_owner_is_told_so(settings, capsys):
    settings.CACHE_MEGABYTES = 0

    call_command("page_cache")

    assert "Nothing is kept" in capsys.readouterr().out
