"""What is to be thought of an answer, and which addresses are looked at at all."""

import socket

import pytest

from articles.links import Reason, State, Verdict, look, of_text, of_work
from articles.models import Reference
from studio.tests.outside import Outside


def test_a_page_that_is_there_is_fine_and_its_body_is_not_asked_for(outside):
    assert look(outside.put("/here")) == Verdict(State.FINE, 200)
    assert outside.asked == [("HEAD", "/here")]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_its_server_knows_nothing_of_is_dead(outside, status):
    assert look(outside.put("/gone", status)) == Verdict(State.DEAD, status)


@pytest.mark.parametrize("status", [400, 401, 403, 405, 418, 429, 451, 999])
def test_a_server_that_lets_no_machine_in_is_not_dead(outside, status):
    assert look(outside.put("/shut", status)) == Verdict(State.SHUT, status)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_in_trouble_is_out_of_reach(outside, status):
    assert look(outside.put("/trouble", status)) == Verdict(State.AWAY, status)


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_a_server_that_answers_no_heads_is_asked_for_the_page(outside, status):
    def answer(handler):
        handler.send_response(status if handler.command == "HEAD" else 200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    assert look(outside.let("/odd", answer)) == Verdict(State.FINE, 200)
    assert outside.asked == [("HEAD", "/odd"), ("GET", "/odd")]


def test_a_server_that_hangs_up_on_a_head_is_asked_for_the_page(wire):
    def speak(_wire, connection):
        if connection.recv(1_000).startswith(b"GET"):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    assert look(wire(speak)) == Verdict(State.FINE, 200)


def test_who_asks_us_to_wait_is_not_asked_twice(outside):
    url = outside.put("/busy", 429, Retry_After="120")

    assert look(url) == Verdict(State.SHUT, 429, patience=120)
    assert outside.asked == [("HEAD", "/busy")]


@pytest.mark.parametrize(
    ("said", "patience"),
    [("-1", 0), ("soon", 0), ("9" * 8, 86_400), ("9" * 40, 0), ("٣", 0), ("", 0)],
)
def test_patience_has_an_end(outside, said, patience):
    said = said.encode().decode("latin-1")
    assert look(outside.put("/busy", 429, Retry_After=said)).patience == patience


def test_a_page_that_moved_for_good_tells_where_to(outside):
    new = outside.put("/new")

    assert look(outside.put("/old", 301, location="/new")) == Verdict(
        State.MOVED, 200, moved_to=new
    )


def test_a_page_that_moved_for_a_while_is_fine(outside):
    outside.put("/new")

    assert look(outside.put("/old", 302, location="/new")) == Verdict(State.FINE, 200)


def test_a_page_that_moved_to_where_nothing_is_is_dead(outside):
    assert look(outside.put("/old", 301, location="/nothing")) == Verdict(State.DEAD, 404)


def test_a_circle_is_out_of_reach(outside):
    url = outside.put("/circle", 301, location="/circle")

    assert look(url) == Verdict(State.AWAY, reason=Reason.CIRCLE)


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "file:///etc/passwd"]
)
def test_a_redirect_into_somebodys_house_is_not_followed(outside, target):
    url = outside.put("/trap", 302, location=target)

    assert look(url) == Verdict(State.CLOSED, reason=Reason.REFUSED)


def test_a_private_address_is_not_asked(settings, outside):
    settings.OUTGOING_ALLOWED = []

    assert look(outside.put("/private")) == Verdict(State.CLOSED, reason=Reason.REFUSED)
    assert outside.asked == []


def test_a_closed_door_and_an_unknown_name_are_told_apart(settings, outside):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings.OUTGOING_PORTS = [80, port]

    assert look(f"http://127.0.0.1:{port}/") == Verdict(State.AWAY, reason=Reason.SILENT)
    assert look(f"http://{'a' * 64}.example/") == Verdict(State.AWAY, reason=Reason.NAME)


def test_a_certificate_that_nobody_vouches_for_is_told(settings, outside):
    secure = Outside(secure=True)
    settings.OUTGOING_PORTS = [secure.port]
    try:
        verdict = look(secure.url(host="localhost"))
    finally:
        secure.close()

    assert verdict == Verdict(State.AWAY, reason=Reason.UNTRUSTED)


def test_something_that_is_not_http_is_told(wire):
    def speak(_wire, connection):
        connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n" * 9)
        connection.recv(1_000)

    assert look(wire(speak)).state is State.AWAY


# --- which ----------------------------------------------------------------------------


def test_a_work_leads_to_its_doi_its_page_and_its_copy():
    work = Reference(
        doi="10.1038/325147a0",
        url="https://nature.example/arch#abstract",
        archive_url="https://archive.example/arch",
    )

    assert of_work(work) == [
        "https://doi.org/10.1038/325147a0",
        "https://nature.example/arch",
        "https://archive.example/arch",
    ]


def test_a_work_without_an_address_leads_nowhere():
    assert of_work(Reference(title="A book")) == []


def test_running_text_leads_to_other_sites_alone(settings):
    settings.BASE_URL = "https://studio.example"
    texts = [
        '<p><a href="https://one.example/?a=1&amp;b=2#x">One</a>, <a href="/here/">here</a>.</p>',
        '<p><a linktype="page" id="3">Page</a> <a href="mailto:ida@visitor.example">Ida</a></p>',
        '<p><a href="https://studio.example/articles/">Ours</a> <a href="#note">Note</a></p>',
        '<p><a href="https://one.example/?a=1&amp;b=2">One again</a> <a href="tel:1">Call</a></p>',
        '<p><a href="http://[broken">Broken</a> <a href="http://">Nothing</a> <a>None</a></p>',
    ]

    assert of_text(texts) == ["https://one.example/?a=1&b=2"]
