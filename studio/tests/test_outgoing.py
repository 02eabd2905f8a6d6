"""Whoever may write a link cannot make the site speak to its neighbours, nor keep it busy."""

import gzip
import ipaddress
import socket
import threading
import time

import pytest

from studio import outgoing
from studio.networks import is_open, networks
from studio.outgoing import ask
from studio.tests.outside import AUTHORITY, Outside

pytestmark = pytest.mark.usefixtures("outside")


# --- where it goes --------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.0.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
        *("169.254.169.254", "0.0.0.0", "0.1.2.3", "192.0.0.8", "192.0.2.1", "198.18.0.1"),
        *("224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
        *("::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "2002:808:808::"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2001::1", "fec0::1"),
    ],
)
def test_an_address_that_is_not_public_is_closed(address):
    assert not is_open(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "8.8.8.8", "2606:4700::6810:84e5", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_a_public_address_is_open(address):
    assert is_open(ipaddress.ip_address(address))


def test_a_network_that_the_owner_allows_is_open_and_its_neighbour_is_not():
    allowed = networks(["10.1.0.0/16", "fd00:1::/32"])

    opened = [is_open(ipaddress.ip_address(a), allowed) for a in ("10.1.2.3", "fd00:1::5")]
    closed = [is_open(ipaddress.ip_address(a), allowed) for a in ("10.2.0.1", "fd00:2::5")]

    assert (opened, closed) == ([True, True], [False, False])


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0"),
        *("[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "127.0.0.1.", "localhost."),
        "１２７.０.０.１",
    ],
)
def test_no_spelling_of_our_own_machine_is_asked(settings, outside, host):
    settings.OUTGOING_ALLOWED = []

    with pytest.raises((outgoing.AddressRefused, outgoing.NameUnknown)):
        ask(outside.url(host=host))

    assert outside.asked == []


def test_a_name_cannot_change_its_meaning_between_the_look_and_the_call(
    settings, outside, monkeypatch
):
    settings.OUTGOING_ALLOWED = []
    answers = iter(["93.184.215.14", "127.0.0.1"])
    dialled = []

    def resolve(host, port, *args, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def dial(address, *args, **kwargs):
        dialled.append(address[0])
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", dial)

    with pytest.raises(outgoing.Unreachable):
        ask(outside.url(host="rebinding.example"))
    assert dialled == ["93.184.215.14"]
    with pytest.raises(outgoing.AddressRefused):
        ask(outside.url(host="rebinding.example"))
    assert dialled == ["93.184.215.14"]


def test_a_name_with_one_address_that_is_not_public_is_refused_as_a_whole(
    settings, outside, monkeypatch
):
    settings.OUTGOING_ALLOWED = []
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)

    with pytest.raises(outgoing.AddressRefused, match=r"10\.0\.0\.1"):
        ask(outside.url(host="two.example"))


@pytest.mark.parametrize(
    "url",
    [
        *("", "nonsense", "//studio.example/", "http://", "https:///path", "http://[::1"),
        *("file:///etc/passwd", "ftp://studio.example/", "gopher://studio.example/"),
        *("javascript:alert(1)", "data:text/plain,x", "mailto:ida@visitor.example"),
        *("http://ida@studio.example/", "http://ida:word@studio.example/", "http://:@a.example/"),
        *("http://studio.example:22/", "http://studio.example:0/", "http://studio.example:99999/"),
        *("http://studio.example:abc/", "http://studio.example/\r\nHost: other", "http://a b/"),
        *(
            "http://studio.example/\0",
            "http://studio.example/" + "a" * 2_000,
            "http://a\tb.example/",
        ),
        *("http://\u202eexample.studio/", "http://-\u0301.example/"),
    ],
)
def test_an_address_that_is_none_of_ours_to_ask_is_refused(url):
    with pytest.raises(outgoing.AddressRefused):
        ask(url)


def test_other_ports_are_asked_where_the_owner_says_so(settings, outside):
    url = outside.put("/here")
    assert ask(url).status == 200
    settings.OUTGOING_PORTS = [80, 443]

    with pytest.raises(outgoing.AddressRefused, match="port"):
        ask(url)


def test_a_name_that_nobody_has_is_told_apart():
    with pytest.raises(outgoing.NameUnknown):
        ask(f"http://{'a' * 64}.example/")


def test_a_closed_door_is_told_apart(settings):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings.OUTGOING_PORTS = [port]

    with pytest.raises(outgoing.Unreachable, match="refused"):
        ask(f"http://127.0.0.1:{port}/")


# --- what it says ---------------------------------------------------------------------


def test_it_gives_what_was_answered_and_says_who_asks(settings, outside):
    settings.BASE_URL = "https://studio.example"
    url = outside.put("/page", 200, body=b"Good day.", X_Kind="greeting")

    answer = ask(url + "?q=a b".replace(" ", "%20") + "#part")

    assert outside.asked == [("GET", "/page?q=a%20b")]
    assert outside.last_headers == {
        "Host": f"127.0.0.1:{outside.port}",
        "User-Agent": "Studio (+https://studio.example)",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    assert answer.status == 404
    answer = ask(url)
    assert (answer.url, answer.status, answer.body, answer.is_whole, answer.moved_to) == (
        *(url, 200, b"Good day.", True, ""),
    )
    assert answer.headers["x-kind"] == "greeting"


def test_letters_beyond_ascii_are_written_as_browsers_write_them(outside):
    outside.put("/f%C3%BC%C3%9Fe/%20?q=%C3%A4")

    assert ask(outside.url("/füße/%20?q=ä")).status == 200


def test_neither_proxies_nor_stored_passwords_of_the_environment_are_used(
    outside, monkeypatch, tmp_path
):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ida password word\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert ask(outside.put("/here")).status == 200
    assert "Authorization" not in outside.last_headers


def test_whoever_wants_no_body_is_given_none(outside):
    answer = ask(outside.put("/here"), with_body=False)

    assert (answer.status, answer.body) == (200, b"")


# --- redirects ------------------------------------------------------------------------


def test_redirects_are_followed_to_where_they_lead(outside):
    end = outside.put("/end", body=b"The end")
    outside.put("/middle", 302, location="end")
    answer = ask(outside.put("/start", 307, location=f"//127.0.0.1:{outside.port}/middle"))

    assert (answer.url, answer.body, answer.moved_to) == (end, b"The end", "")


@pytest.mark.parametrize(
    ("first", "second", "moved_to"),
    [
        (301, 308, "/end"),
        (301, 302, "/middle"),
        (302, 301, ""),
    ],
)
def test_what_moved_for_good_is_told_as_far_as_it_holds(outside, first, second, moved_to):
    outside.put("/end")
    outside.put("/middle", second, location="/end")

    answer = ask(outside.put("/start", first, location="/middle"))

    assert answer.moved_to == (outside.url(moved_to) if moved_to else "")


def test_five_redirects_are_followed_and_not_six(outside):
    outside.put("/0", body=b"There")
    for step in range(1, 7):
        outside.put(f"/{step}", 302, location=f"/{step - 1}")

    assert ask(outside.url("/5")).body == b"There"
    with pytest.raises(outgoing.TooManyRedirects):
        ask(outside.url("/6"))


def test_a_circle_ends(outside):
    with pytest.raises(outgoing.TooManyRedirects):
        ask(outside.put("/circle", 301, location="/circle"))
    assert len(outside.asked) == 6


@pytest.mark.parametrize(
    "target",
    [
        *("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/"),
        *("file:///etc/passwd", "ftp://studio.example/", "http://ida:word@127.0.0.1/"),
        *("http://127.0.0.1:22/", "javascript:alert(1)", "//[broken", "http://\u202e/"),
    ],
)
def test_a_redirect_passes_the_same_door(outside, target):
    target = target.encode().decode("latin-1")  # as a server sends it
    with pytest.raises(outgoing.AddressRefused):
        ask(outside.put("/trap", 302, location=target))


def test_a_redirect_to_a_machine_beside_the_allowed_one_is_refused(settings, outside):
    settings.OUTGOING_ALLOWED = ["127.0.0.1/32"]
    url = outside.put("/trap", 302, location=f"http://127.0.0.2:{outside.port}/secret")

    with pytest.raises(outgoing.AddressRefused, match=r"127\.0\.0\.2"):
        ask(url)

    assert outside.asked == [("GET", "/trap")]


# --- bounds ---------------------------------------------------------------------------


def drip(wire, connection):
    """A byte now and then, for ever."""
    connection.recv(1_000)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while wire.is_open.is_set():
        connection.sendall(b"X")
        time.sleep(0.02)


def drip_body(wire, connection):
    connection.recv(1_000)
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while wire.is_open.is_set():
        connection.sendall(b"X")
        time.sleep(0.02)


def say_nothing(wire, connection):
    while wire.is_open.is_set() and connection.recv(1_000):
        pass


@pytest.mark.parametrize("speak", [drip, drip_body, say_nothing])
def test_the_time_is_bounded_as_a_whole(wire, speak):
    with pytest.raises(outgoing.OutOfTime):
        ask(wire(speak), deadline=0.3)


def test_the_time_is_bounded_for_all_redirects_together(outside):
    def wait_and_lead_on(handler):
        time.sleep(0.2)
        handler.send_response(302)
        handler.send_header("Location", handler.path + "x")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    for length in range(1, 8):
        outside.let("/" + "x" * length, wait_and_lead_on)

    with pytest.raises(outgoing.OutOfTime):
        ask(outside.url("/x"), deadline=0.5)


def test_a_resolver_that_is_silent_is_not_waited_for(monkeypatch):
    silence = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: silence.wait(20))

    with pytest.raises(outgoing.OutOfTime):
        ask("http://slow.example/", deadline=0.2)
    silence.set()


def endless(wire, connection):
    connection.recv(1_000)
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while wire.is_open.is_set():
        connection.sendall(b"400\r\n" + b"X" * 1024 + b"\r\n")


def test_a_body_without_end_is_cut(wire):
    answer = ask(wire(endless))

    assert answer.status == 200
    assert 0 < len(answer.body) <= outgoing.MOST_BYTES
    assert not answer.is_whole


def endless_head(wire, connection):
    connection.recv(1_000)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while wire.is_open.is_set():
        connection.sendall(b"X-More: " + b"y" * 2_000 + b"\r\n")


@pytest.mark.parametrize(
    "said",
    [
        endless_head,
        lambda wire, connection: connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n" * 9),
        lambda wire, connection: connection.sendall(b"HTTP/1.1 999999 \xff\r\n\r\n"),
        lambda wire, connection: connection.sendall(b"\0" * 70_000),
    ],
)
def test_what_is_not_http_is_told_apart(wire, said):
    with pytest.raises((outgoing.Garbled, outgoing.Unreachable)):
        ask(wire(said), deadline=5)


def test_whoever_hangs_up_without_a_word_is_unreachable(wire):
    with pytest.raises(outgoing.Unreachable):
        ask(wire(lambda wire, connection: connection.recv(1_000)))


def test_a_body_shorter_than_it_was_said_to_be_is_given_as_a_part(wire):
    def lie(_wire, connection):
        connection.recv(1_000)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")

    answer = ask(wire(lie))

    assert (answer.body, answer.is_whole) == (b"only this", False)


def test_what_is_packed_is_never_unpacked(outside):
    bomb = gzip.compress(b"\0" * 20_000_000)

    answer = ask(outside.put("/bomb", body=bomb, Content_Encoding="gzip"))

    assert answer.body == bomb
    assert len(answer.body) < outgoing.MOST_BYTES


# --- who answers ----------------------------------------------------------------------


@pytest.fixture
def secure(settings):
    server = Outside(secure=True)
    settings.OUTGOING_PORTS = [server.port]
    yield server
    server.close()


@pytest.fixture
def trusted(monkeypatch, tmp_path):
    """The authority that vouches for the server is one this machine trusts."""
    path = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


def test_whom_nobody_vouches_for_is_not_trusted(secure):
    with pytest.raises(outgoing.NotTrusted):
        ask(secure.url(host="localhost"))
    assert secure.asked == []


def test_whoever_is_vouched_for_is_asked_by_name(secure, trusted):
    secure.put("/here", body=b"It is me.")

    assert ask(secure.url("/here", host="localhost")).body == b"It is me."
    assert secure.last_headers["Host"] == f"localhost:{secure.port}"


def test_whoever_has_another_name_in_his_certificate_is_not_trusted(secure, trusted):
    with pytest.raises(outgoing.NotTrusted):
        ask(secure.url(host="127.0.0.1"))


def test_https_where_nobody_speaks_it_is_told_apart(outside):
    with pytest.raises(outgoing.NotTrusted):
        ask(outside.put("/here").replace("http:", "https:"))
