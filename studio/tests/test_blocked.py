"""What browsers refuse is counted, believed only where it can be true, kept of nobody, and bounded."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from studio import chores, keeping
from studio.blocked import reception, services
from studio.blocked.reports import MOST_BYTES, MOST_REPORTS, NEW, OLD
from studio.models import Blockage
from studio.tests import cast

pytestmark = pytest.mark.django_db

ADDRESS = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["report-uri"][0]


def old(**told):
    """What Firefox sends."""
    return {
        "csp-report": {
            "document-uri": "http://testserver/articles/spring/?utm_source=letter#part",
            "effective-directive": "script-src-elem",
            "violated-directive": "script-src-elem",
            "blocked-uri": "https://evil.example/steal.js?from=us",
            "source-file": "http://testserver/articles/spring/",
            "original-policy": "default-src 'none'",
            "referrer": "https://ida.example/diary/",
            "status-code": 200,
        }
        | {key.replace("_", "-"): value for key, value in told.items()}
    }


def new(**told):
    """What Chromium sends."""
    return {
        "type": "csp-violation",
        "age": 10,
        "url": "http://testserver/events/",
        "user_agent": "Mozilla/5.0 (of Ida)",
        "body": {
            "documentURL": "http://testserver/events/?page=2",
            "effectiveDirective": "img-src",
            "blockedURL": "https://pictures.example/cat.png",
            "sourceFile": None,
            "disposition": "enforce",
            "sample": "",
        }
        | told,
    }


def send(client, content, content_type=OLD, **extra):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post(ADDRESS, body, content_type=content_type, **extra)


def kept():
    return sorted(Blockage.objects.values_list("directive", "origin", "path", "count"))


def test_the_policy_names_the_address_that_is_there():
    assert reverse("browser_reports") == ADDRESS


# --- what is kept -------------------------------------------------------------------------


def test_a_report_is_counted_by_what_where_from_and_on_which_page(strict_client):
    for _ in range(3):
        answer = send(strict_client, old(), HTTP_USER_AGENT="Mozilla/5.0 (of Ida)")
        assert (answer.status_code, answer.content) == (204, b"")

    assert kept() == [("script-src-elem", "https://evil.example", "/articles/spring/", 3)]


def test_the_list_of_the_newer_kind_is_counted_one_by_one(client):
    others = [{"type": "deprecation", "body": {"id": "x"}}, new(blockedURL="inline")]

    assert send(client, [new(), new(), *others], NEW).status_code == 204

    assert kept() == [
        ("img-src", "https://pictures.example", "/events/", 2),
        ("img-src", "inline", "/events/", 1),
    ]


def test_nothing_of_a_person_is_kept(client):
    send(client, old(), HTTP_USER_AGENT="Ida's browser", REMOTE_ADDR="192.0.2.7")
    send(client, [new()], NEW, HTTP_USER_AGENT="Ida's browser", REMOTE_ADDR="192.0.2.7")

    everything = str(list(Blockage.objects.values()))
    for secret in ("Ida", "ida", "192.0", "utm", "page=2", "steal", "cat.png", "Mozilla"):
        assert secret not in everything


def test_the_key_of_a_mailed_link_is_not_kept(client):
    key = "MTI:1uXo4T:Zk3vTq5d9mYw0RJ8yqLxC7bNfPsHaE2gKiVoUz1wQ"
    send(client, old(document_uri=f"http://testserver/registrations/{key}/"))

    assert kept() == [("script-src-elem", "https://evil.example", "/registrations/…/", 1)]


@pytest.mark.parametrize(
    ("blocked", "origin"),
    [
        ("inline", "inline"),
        ("eval", "eval"),
        ("", "inline"),
        ("data", "data"),
        ("data:text/html,words", "data"),
        ("blob:http://testserver/1", "blob"),
        ("https://Evil.Example:8443/a?b#c", "https://evil.example:8443"),
        ("wss://evil.example/socket", "wss://evil.example"),
    ],
)
def test_of_what_was_refused_the_place_is_kept_and_no_more(client, blocked, origin):
    send(client, old(blocked_uri=blocked))

    assert [row[1] for row in kept()] == [origin]


def test_an_older_browser_says_the_whole_line_of_the_policy(client):
    send(client, old(effective_directive=None, violated_directive="style-src 'self'"))

    assert kept() == [("style-src", "https://evil.example", "/articles/spring/", 1)]


# --- what is not believed -------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        {"blocked_uri": "chrome-extension://abc/inject.js"},
        {"blocked_uri": "moz-extension"},
        {"blocked_uri": "about"},
        {"source_file": "chrome-extension://abc/content.js"},
        {"source_file": "moz-extension"},
        {"source_file": "safari-web-extension://abc"},
        {"source_file": "sandbox eval code"},
        {"source_file": "user-script:3"},
    ],
)
def test_the_noise_of_extensions_is_left_out(client, told):
    assert send(client, old(**told)).status_code == 204
    assert kept() == []


@pytest.mark.parametrize(
    "told",
    [
        {"document_uri": "https://elsewhere.example/"},
        {"document_uri": "http://testserver@elsewhere.example/"},
        {"document_uri": "file:///home/ida/page.html"},
        {"document_uri": "http://testserver/a\x00b"},
        {"document_uri": "http://testserver/\ud800"},
        {"document_uri": "http://[testserver/"},
        {"document_uri": ["http://testserver/"]},
        {"document_uri": None},
        {"effective_directive": "love-src"},
        {"effective_directive": {"a": 1}},
        {"effective_directive": "script-src-elem\x00"},
        {"blocked_uri": {"a": 1}},
        {"blocked_uri": "https://evil\x00.example/"},
        {"blocked_uri": "https://müll.example/"},
        {"blocked_uri": "https://[::1"},
        {"source_file": 7},
    ],
)
def test_what_no_browser_says_of_our_pages_is_left_out(client, told):
    assert send(client, old(**told)).status_code == 204
    assert kept() == []


def test_long_addresses_are_cut(client):
    path = "/" + "walk-" * 400
    send(
        client,
        old(document_uri=f"http://testserver{path}", blocked_uri=f"https://{'a' * 900}.example/"),
    )

    ((_directive, origin, told, _count),) = kept()
    assert (len(origin), told) == (120, path[:200])


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\x00\x01\x02", OLD),
        (b"\xff\xfe", NEW),
        (b"csp-report", OLD),
        (b"null", OLD),
        (b"[]", OLD),
        (b"{}", NEW),
        (b'{"csp-report": []}', OLD),
        (b'{"csp-report": "x"}', OLD),
        (b"[" * 16_000, NEW),
        (b'{"csp-report":' * 1_100, OLD),
        (b"9" * 10_000, NEW),
    ],
)
def test_what_is_no_report_is_refused_in_one_word(client, body, content_type):
    assert send(client, body, content_type).status_code == 400
    assert kept() == []


@pytest.mark.parametrize("content_type", [OLD, NEW])
def test_an_empty_body_is_no_report(client, content_type):
    assert client.generic("POST", ADDRESS, b"", CONTENT_TYPE=content_type).status_code == 400


@pytest.mark.parametrize("content", [[], [None, 7, "x", [], {}], [{"type": "csp-violation"}]])
def test_a_list_without_a_report_of_ours_counts_nothing(client, content):
    assert send(client, content, NEW).status_code == 204
    assert kept() == []


def test_a_body_of_more_than_16_kib_is_refused_unread(client):
    fits = json.dumps(old(script_sample="x" * MOST_BYTES))[: MOST_BYTES - 2].encode()

    assert send(client, fits).status_code == 400  # read, and found to have no end
    assert send(client, b"x" * (MOST_BYTES + 1)).status_code == 413
    assert kept() == []


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "", "multipart/form-data"]
)
def test_other_kinds_of_bodies_are_refused(client, content_type):
    answer = client.generic("POST", ADDRESS, json.dumps(old()), content_type=content_type)

    assert answer.status_code == 415
    assert kept() == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_the_address_takes_posts_alone(client, method):
    answer = client.generic(method, ADDRESS)

    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_no_answer_sets_a_cookie_or_asks_for_a_session(admin_client):
    answer = send(admin_client, old())

    assert answer.cookies == {}
    assert "Cookie" not in answer.get("Vary", "")


# --- what has an end ------------------------------------------------------------------------


def test_of_one_body_twenty_reports_are_counted(client):
    send(client, [new() for _ in range(MOST_REPORTS + 5)], NEW)

    assert [row[3] for row in kept()] == [MOST_REPORTS]


def test_one_neighbourhood_is_heard_twenty_times_a_minute(client):
    statuses = [
        send(client, old(), REMOTE_ADDR=f"192.0.2.{number}").status_code
        for number in range(reception.A_MINUTE + 2)
    ]
    refused = send(client, old(), REMOTE_ADDR="192.0.2.200")
    elsewhere = send(client, old(), REMOTE_ADDR="198.51.100.1")

    assert statuses == [204] * reception.A_MINUTE + [429] * 2
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert elsewhere.status_code == 204
    assert kept()[0][3] == reception.A_MINUTE + 1


def test_garbage_counts_as_well(client):
    statuses = [send(client, b"x").status_code for _ in range(reception.A_MINUTE + 1)]

    assert statuses == [400] * reception.A_MINUTE + [429]


def test_all_together_are_heard_so_often_an_hour(client, monkeypatch):
    monkeypatch.setattr(services, "REPORTS_AN_HOUR", 3)
    answers = [send(client, old(), REMOTE_ADDR=f"198.51.{n}.1") for n in range(5)]

    assert [answer.status_code for answer in answers] == [204, 204, 204, 429, 429]
    assert 3_000 < int(answers[-1]["Retry-After"]) <= 3_600
    assert kept()[0][3] == 3


def test_there_is_an_end_to_the_rows_and_the_newest_stay(client, monkeypatch):
    monkeypatch.setattr(services, "MOST_ROWS", 4)
    for number in range(3):
        send(client, [new(documentURL=f"http://testserver/{number}/{n}/") for n in range(3)], NEW)

    paths = sorted(row[2] for row in kept())
    assert len(paths) == 4
    assert paths[1:] == ["/2/0/", "/2/1/", "/2/2/"]


def test_what_nobody_reported_for_thirty_days_is_forgotten(client):
    send(client, old())
    send(client, [new()], NEW)
    a_while_ago = timezone.now() - keeping.BLOCKAGES - timedelta(minutes=1)
    Blockage.objects.filter(directive="img-src").update(last_at=a_while_ago)
    Blockage.objects.filter(directive="script-src-elem").update(first_at=a_while_ago)

    chores.forget_blockages()

    assert [row[0] for row in kept()] == ["script-src-elem"]
    assert timedelta(days=30) == keeping.BLOCKAGES


# --- what is told ---------------------------------------------------------------------------


def test_the_report_tells_it_in_plain_words_the_most_frequent_first(admin_client, home_page):
    send(admin_client, old())
    send(admin_client, [new(), new(), new(blockedURL="inline")], NEW)

    body = admin_client.get("/admin/reports/blocked-by-browsers/").content.decode()

    rows = lxml_html.fromstring(body).xpath("//table[contains(@class, 'listing')]/tbody/tr")
    assert [[" ".join(cell.text_content().split()) for cell in row[:4]] for row in rows] == [
        ["A picture", "https://pictures.example", "/events/", "2"],
        ["A picture", "written inside the page", "/events/", "1"],
        ["A script", "https://evil.example", "/articles/spring/", "1"],
    ]
    assert "nothing needs to be done" in body
    assert "30 days after it was last counted" in body


def test_the_report_costs_the_same_for_one_row_and_for_many(
    admin_client, home_page, django_assert_num_queries
):
    address = "/admin/reports/blocked-by-browsers/"
    send(admin_client, old())
    admin_client.get(address)
    with django_assert_num_queries(9):
        admin_client.get(address)
    send(admin_client, [new(documentURL=f"http://testserver/{n}/") for n in range(15)], NEW)
    with django_assert_num_queries(9):
        admin_client.get(address)


def test_it_is_exported_as_it_is_counted(admin_client, home_page):
    send(admin_client, old())

    answer = admin_client.get("/admin/reports/blocked-by-browsers/?export=csv")

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1].startswith("script-src-elem,https://evil.example,/articles/spring/,1,")


def test_only_those_who_may_are_told(client, home_page):
    address = "/admin/reports/blocked-by-browsers/"
    client.force_login(cast.make_staff("editor", "change_sitesettings"))
    assert client.get(address).status_code == 302
    client.force_login(cast.make_staff("keeper", "view_blockage"))
    assert client.get(address).status_code == 200
    assert "Blocked by browsers" in client.get(reverse("wagtailadmin_home")).content.decode()
