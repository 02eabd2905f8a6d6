"""The nginx that is shipped does what docs/operating.md says it does."""

import gzip
import http.client
import re
import threading
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.contrib.frontend_cache.utils import purge_url_from_cache
from wagtail.models import Site

from studio.masks import masked
from studio.tests import cast
from studio.tests.outside import Outside
from studio.tests.post_office import wait_until
from studio.tests.proxy import HOST, PATIENCE, Proxy, find, media

# of many, what takes long is starting nginx; nothing here needs a browser
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.own_database]

PUBLIC = "public, max-age=0, s-maxage=60, stale-while-revalidate=600"
_numbers = count()
PAGE = "<!doctype html>" + "A page that was kept. " * 200
TOKEN = "WzEyLDAsMywiYXBwcm92ZWQiXQ:1xVC57:iwK-FAZCeCQpyN2fMMWxu8phdnEBbC8KleZQPsOW3aM"


@pytest.fixture(scope="module")
def _server(tmp_path_factory):
    """One nginx for all, before one site; what tests put there does not stay."""
    if not find():
        pytest.skip("No nginx here; .ci/tests.py installs one.")
    site = Outside()
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "BASE_URL", f"https://{HOST}", raising=False)
    patch.setattr(settings, "ALLOWED_HOSTS", [HOST, "www.studio.example"])
    patch.setattr(settings, "STATIC_ROOT", str(tmp_path_factory.mktemp("static")))
    proxy = Proxy(tmp_path_factory.mktemp("nginx"), site.port)
    yield proxy, site
    proxy.stop()
    site.close()
    patch.undo()


@pytest.fixture
def site(_server):
    """What stands behind nginx: answers what a test puts there, under addresses of its own."""
    _proxy, site = _server
    site.answers.clear()
    site.asked.clear()
    return site


@pytest.fixture
def proxy(_server, site):
    return _server[0]


@pytest.fixture
def kept(site):
    """The address of a page that may be kept, which no other test has asked for."""
    address = f"/page-{next(_numbers)}/"
    put(site, address)
    return address


def put(site, address, text=PAGE, **headers):
    headers = {
        "Cache_Control": PUBLIC,
        "Content_Type": "text/html",
        "Vary": "Accept-Encoding",
    } | headers
    site.put(address, body=text.encode(), **headers)


def how(answer):
    """What nginx says of its cache: HIT, MISS, …"""
    return (answer.headers["Cache-Status"] or "").rpartition("=")[2]


# --- who may ask -------------------------------------------------------------------


def test_the_file_is_without_fault(proxy):
    assert "[warn]" not in proxy.said
    assert "[emerg]" not in proxy.said


def test_http_leads_to_https_and_to_our_own_name(proxy):
    answer = proxy.ask("/articles/?page=2", secure=False, Host="www.studio.example")

    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/articles/?page=2"


def test_who_signs_certificates_is_answered_over_http(proxy):
    folder = proxy.folder / ".well-known" / "acme-challenge"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "one").write_text("proof")

    assert proxy.ask("/.well-known/acme-challenge/one", secure=False).body == b"proof"


def test_strangers_get_nothing(proxy, kept, site):
    with pytest.raises(http.client.RemoteDisconnected):
        proxy.ask(kept, secure=False, Host="evil.example")
    with pytest.raises(http.client.RemoteDisconnected):
        proxy.ask(kept, Host="evil.example")
    with pytest.raises(OSError, match=r"(?i)unrecognized.name"):
        proxy.connection(name="localhost")
    assert site.asked == []


def test_browsers_speak_http_2_over_modern_tls(proxy):
    with proxy.connection(protocols=("h2", "http/1.1")) as connection:
        assert connection.selected_alpn_protocol() == "h2"
        assert connection.version() == "TLSv1.3"


def test_the_site_hears_who_asks_from_nginx_and_from_nobody_else(proxy, kept, site):
    proxy.ask(
        kept,
        X_Forwarded_For="192.0.2.7",
        X_Forwarded_Proto="http",
        X_Forwarded_Host="evil.example",
        Forwarded="for=192.0.2.7",
        Accept_Encoding="br, zstd",
    )

    told = site.last_headers
    assert told["X-Forwarded-For"] == "127.0.0.1"
    assert told["X-Forwarded-Proto"] == "https"
    assert told["Host"] == HOST
    assert told["Accept-Encoding"] == "gzip"
    assert not {"X-Forwarded-Host", "Forwarded"} & told.keys()


# --- files -------------------------------------------------------------------------


def static(name, content=b"a { color: red }" * 100):
    path = Path(settings.STATIC_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    Path(f"{path}.gz").write_bytes(gzip.compress(content))
    return content


def test_static_files_come_from_disk_compressed_and_for_ever_if_their_name_holds_their_digest(
    proxy, site
):
    content = static("css/base.0123456789ab.css")
    static("css/base.css")

    answer = proxy.ask("/static/css/base.0123456789ab.css", Accept_Encoding="gzip")

    assert gzip.decompress(answer.body) == content
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert proxy.ask("/static/css/base.0123456789ab.css").body == content
    assert proxy.ask("/static/css/base.css").headers["Cache-Control"] == "public, max-age=60"
    assert site.asked == []
    assert proxy.ask("/static/../nginx.conf").status == 404


@pytest.mark.parametrize("folder", ["images", "original_images", "avatar_images"])
def test_pictures_come_from_disk_and_are_no_page(proxy, site, folder):
    media(f"{folder}/arcs.width-640.avif", b"picture")

    answer = proxy.ask(f"/media/{folder}/arcs.width-640.avif")

    assert (answer.status, answer.body) == (200, b"picture")
    assert answer.headers["Content-Type"] == "image/avif"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert site.asked == []


def test_an_upload_that_is_no_picture_is_only_ever_downloaded(proxy):
    media("images/page.html", b"<script>alert(1)</script>")

    assert (
        proxy.ask("/media/images/page.html").headers["Content-Type"] == "application/octet-stream"
    )


@pytest.mark.parametrize(
    "address",
    [
        "/media/documents/secret.pdf",
        "/media/images/../documents/secret.pdf",
        "/media/images/%2e%2e/documents/secret.pdf",
        "/media/images%2f..%2fdocuments/secret.pdf",
        "/media//documents/secret.pdf",
        "/media/Documents/secret.pdf",
    ],
)
def test_documents_are_not_served_past_the_question_who_may_have_them(proxy, site, address):
    media("documents/secret.pdf", b"secret")

    assert proxy.ask(address).status == 404
    assert site.asked == []


# --- what is too large, or too slow -----------------------------------------------------


@pytest.mark.parametrize(
    ("address", "kilobytes", "status"),
    [("/contact/", 250, 200), ("/contact/", 263, 413), ("/admin/images/", 9000, 200)],
)
def test_a_post_is_as_large_as_its_place_allows(proxy, site, address, kilobytes, status):
    def swallow(handler):
        handler.rfile.read(int(handler.headers["Content-Length"]))
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.let(address, swallow)
    site.server.RequestHandlerClass.do_POST = site.server.RequestHandlerClass.do_GET

    answer = proxy.ask(address, method="POST", body=b"x" * kilobytes * 1000)

    assert answer.status == status
    assert len(site.asked) == (status == 200)


def test_a_request_with_endless_headers_is_refused(proxy, site):
    assert proxy.ask("/", X_Long="x" * 9000).status == 400
    assert proxy.ask("/" + "x" * 9000).status == 414
    assert site.asked == []


def test_two_hundred_slow_visitors_keep_nobody_from_the_site(proxy, kept, site):
    slow = [proxy.connection() for _ in range(200)]
    for one in slow:
        one.sendall(f"POST {kept} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9\r\n\r\nx".encode())

    answer = proxy.ask(kept)

    assert answer.status == 200
    assert site.asked == [("GET", kept)]  # the others wait here, not there
    for one in slow:
        one.close()


# --- pages that are kept ------------------------------------------------------------------


def test_a_page_is_asked_for_once_and_shown_to_all(proxy, kept, site):
    answers = [proxy.ask(kept, Accept_Encoding=each) for each in ("gzip", "br", "identity", "")]

    assert [how(answer) for answer in answers] == ["MISS", "HIT", "HIT", "HIT"]
    assert site.asked == [("GET", kept)]
    assert gzip.decompress(answers[0].body) == answers[1].body == PAGE.encode()
    assert answers[1].headers["Cache-Control"] == PUBLIC
    assert proxy.ask(kept, method="HEAD").body == b""


def test_what_the_site_compressed_is_kept_so_and_unpacked_for_who_cannot(proxy, kept, site):
    def packed(handler):
        body = gzip.compress(PAGE.encode())
        handler.send_response(200)
        for name, value in {
            "Cache-Control": PUBLIC,
            "Content-Type": "text/html",
            "Content-Encoding": "gzip",
            "Vary": "Accept-Encoding",
            "ETag": 'W/"one"',
            "Content-Length": str(len(body)),
        }.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    site.let(kept, packed)

    assert gzip.decompress(proxy.ask(kept, Accept_Encoding="gzip").body) == PAGE.encode()
    assert proxy.ask(kept).body == PAGE.encode()
    unchanged = proxy.ask(kept, Accept_Encoding="gzip", If_None_Match='W/"one"')
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert site.asked == [("GET", kept)]


@pytest.mark.parametrize("who", [{"Cookie": "a=1; sessionid=x"}, {"Authorization": "Basic eDp5"}])
def test_who_is_signed_in_gets_pages_of_their_own_and_leaves_none(proxy, kept, site, who):
    assert how(proxy.ask(kept, **who)) == "BYPASS"
    assert how(proxy.ask(kept)) == "MISS"

    put(site, kept, "Yours alone", Cache_Control="private")

    assert proxy.ask(kept, **who).body == b"Yours alone"
    assert proxy.ask(kept).body == PAGE.encode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache_Control": "private"},
        {"Cache_Control": "no-store"},
        {"Set_Cookie": "a=1"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Encoding, Accept-Language"},
    ],
)
def test_what_is_personal_is_not_kept(proxy, kept, site, headers):
    put(site, kept, **headers)

    assert [how(proxy.ask(kept)) for _ in range(2)] == ["MISS", "MISS"]


def test_what_is_missing_is_not_kept(proxy, kept, site):
    site.put(kept, 404, Cache_Control=PUBLIC)

    assert [proxy.ask(kept).status for _ in range(2)] == [404, 404]
    assert len(site.asked) == 2


def test_what_is_asked_makes_no_pages_but_those_of_lists(proxy, kept, site):
    for question in ("?page=2", "?q=trunk", "?page=2&page=3", "?mine=x", "?page=0", "?page=99999"):
        put(site, kept + question, question)

    assert [how(proxy.ask(kept)) for _ in range(2)] == ["MISS", "HIT"]
    assert [how(proxy.ask(f"{kept}?page=2")) for _ in range(2)] == ["MISS", "HIT"]
    assert how(proxy.ask(f"{kept}?utm_source=a&utm_medium=b&fbclid=c")) == "HIT"
    for question in ("?q=trunk", "?page=2&page=3", "?mine=x", "?page=0", "?page=99999"):
        answers = [proxy.ask(kept + question) for _ in range(2)]
        assert [how(answer) for answer in answers] == ["BYPASS", "BYPASS"]
        assert answers[0].body == question.encode()


@pytest.mark.parametrize(
    ("question", "is_taken_off"),
    [
        ("gclid=", True),
        ("gclid=a&", True),
        ("utm_source=a&gclid=b=c", True),
        ("gclid=gclid=gclid=a", True),
        ("mc_cid=a&mc_eid=b&gbraid=&wbraid=&msclkid=&fbclid=", True),
        ("gclid", False),
        ("gclid=a&b", False),
        ("gclid=a&&gclid=b", False),
        ("a=1&gclid=b", False),
        ("utm_=a", False),
        ("xgclid=a", False),
    ],
)
def test_words_by_which_others_follow_people_are_taken_off(
    proxy, kept, site, question, is_taken_off
):
    put(site, f"{kept}?{question}")

    proxy.ask(f"{kept}?{question}")

    assert site.asked == [("GET", kept if is_taken_off else f"{kept}?{question}")]


#: Each is repeated until a line of a request holds no more, or close to it.
HOSTILE = [
    ("/?", "gclid=", "&x"),
    ("/?", "gclid=&", "x"),
    ("/?", "gclid=a&utm_a=", "&"),
    ("/?utm_", "a", ""),
    ("/?page=", "1", "x"),
    ("/", "a", ""),
    ("/", "a", "!"),
    ("/", "a-", "!"),
    ("/", "a1-", "/"),
    ("/", "aaaaaaaaaaaaaaaaaaaaaaaa-", "!"),
    ("/", "aaaaaaaaaaaaaaaaaaaaaaaa.00000000_", "/"),
    ("/", "aaaaaaaaaaaaaaaaaaa/", ""),
    ("/", "/", ""),
    ("/", "?", ""),
    ("/static/a", ".0123456789ab", "."),
    ("/static/a", ".0123456789ab.0123456789ab", "!"),
    ("/static/a.0123456789ab.", "a", "!"),
    ("/media/", "images/", ""),
    ("/media/images/", "a", "/"),
]


@pytest.mark.parametrize("most_steps", [None, 200_000], ids=["as it is shipped", "counted"])
def test_no_request_makes_everybody_wait_while_a_pattern_is_tried(tmp_path, site, most_steps):
    # PCRE gives up after ten million steps, and nginx writes the whole question down. 200,000 are
    # enough for what grows with the 8,000 signs of a request, and too few for their square.
    other = Proxy(tmp_path, site.port, most_steps=most_steps)
    try:
        for begin, again, end in HOSTILE:
            address = begin + again * ((8_000 - len(begin + end)) // len(again)) + end
            assert other.ask(address).status == 404
        assert other.troubles() == ""
    finally:
        other.stop()


def test_addresses_that_only_look_alike_are_pages_of_their_own(proxy, kept, site):
    for address in (kept, kept + "/", kept.rstrip("/") + "%2F", f"{kept}%3Fpage=2"):
        put(site, address, address)
        assert proxy.ask(address).body == address.encode()


def test_a_hundred_visitors_of_a_new_page_ask_the_site_once(proxy, kept, site):
    go_on = threading.Event()

    def slowly(handler):
        go_on.wait(PATIENCE)
        put(site, kept)
        site.answers[kept](handler)

    site.let(kept, slowly)
    answers = []
    visitors = [
        threading.Thread(target=lambda: answers.append(proxy.ask(kept))) for _ in range(100)
    ]
    for visitor in visitors:
        visitor.start()
    wait_until(lambda: site.asked)
    go_on.set()
    for visitor in visitors:
        visitor.join()

    assert site.asked == [("GET", kept)]
    assert {answer.body for answer in answers} == {PAGE.encode()}


def test_what_grew_old_is_shown_while_it_is_made_anew_behind_the_visitors_back(proxy, kept, site):
    put(site, kept, Cache_Control="public, s-maxage=1, stale-while-revalidate=600")
    assert how(proxy.ask(kept)) == "MISS"
    put(site, kept, "Anew", Cache_Control=PUBLIC)

    wait_until(lambda: how(proxy.ask(kept)) == "STALE")  # and nobody waited for it

    wait_until(lambda: proxy.ask(kept).body == b"Anew")
    assert site.asked == [("GET", kept)] * 2


def test_what_is_older_than_the_site_allows_is_not_shown(proxy, kept, site):
    put(site, kept, Cache_Control="public, s-maxage=1")
    proxy.ask(kept)
    put(site, kept, "Anew", Cache_Control="public, s-maxage=1")

    wait_until(lambda: how(proxy.ask(kept)) == "EXPIRED")

    assert proxy.ask(kept).body == b"Anew"


@pytest.mark.parametrize("trouble", ["failing", "away"])
def test_while_the_site_is_in_trouble_what_was_kept_is_shown(tmp_path, proxy, site, kept, trouble):
    short = Outside()
    put(short, kept, Cache_Control="public, s-maxage=1")
    other = Proxy(tmp_path, short.port)
    try:
        assert other.ask(kept).body == PAGE.encode()
        if trouble == "away":
            short.close()
        else:
            short.put(kept, 500)
        wait_until(lambda: how(other.ask(kept)) == "STALE")
        assert other.ask(kept).body == PAGE.encode()
        if trouble == "away":
            away = other.ask(f"/comments/decide/{TOKEN}/")
            assert (away.status, away.headers["Retry-After"]) == (503, "30")
            assert "away" in away.body.decode()
            logs = [path.read_text() for path in (tmp_path / "logs").iterdir()]
            assert not any(TOKEN in log for log in logs)
    finally:
        other.stop()
        if trouble != "away":
            short.close()


def test_what_is_kept_stays_within_its_bounds(tmp_path, site):
    small = Proxy(tmp_path, site.port, cache_size="64k")
    try:
        for number in range(60):
            put(site, f"/{number}/")
            small.ask(f"/{number}/")

        wait_until(lambda: sum(1 for one in (tmp_path / "cache").rglob("*") if one.is_file()) <= 16)
    finally:
        small.stop()


# --- forgetting --------------------------------------------------------------------------


def test_a_page_that_is_published_is_asked_for_again(proxy, site, settings, index):
    settings.WAGTAILFRONTENDCACHE = proxy.tell()
    Site.objects.update(hostname=HOST, port=443)
    article = cast.make_article(index)
    put(site, article.url, "Before")
    assert [proxy.ask(article.url).body for _ in range(2)] == [b"Before"] * 2
    put(site, article.url, "After")
    assert proxy.ask(article.url).body == b"Before"

    article.get_latest_revision().publish()

    assert how(answer := proxy.ask(article.url)) != "HIT"
    assert answer.body == b"After"
    assert how(proxy.ask(article.url)) == "HIT"


def test_a_page_that_was_taken_away_is_gone_at_once(proxy, kept, site, settings):
    settings.WAGTAILFRONTENDCACHE = proxy.tell()
    proxy.ask(kept)
    site.put(kept, 404)

    purge_url_from_cache(f"https://{HOST}{kept}")

    assert proxy.ask(kept).status == 404


def test_a_page_that_became_private_is_nobody_elses_at_once(proxy, kept, site, settings):
    settings.WAGTAILFRONTENDCACHE = proxy.tell()
    proxy.ask(kept)
    put(site, kept, "A password, please", Cache_Control="private")

    purge_url_from_cache(f"https://{HOST}{kept}")

    assert [proxy.ask(kept).body for _ in range(2)] == [b"A password, please"] * 2


def test_a_page_that_was_purged_is_not_shown_while_the_site_is_away(tmp_path, settings):
    short = Outside()
    put(short, "/page/")
    other = Proxy(tmp_path, short.port)
    settings.WAGTAILFRONTENDCACHE = other.tell()
    try:
        assert other.ask("/page/").status == 200
        short.close()

        purge_url_from_cache(f"https://{HOST}/page/")

        assert other.ask("/page/").status == 503
    finally:
        other.stop()


def test_nobody_outside_can_have_a_page_forgotten(proxy, kept, site):
    proxy.ask(kept)
    site.server.RequestHandlerClass.do_PURGE = site.server.RequestHandlerClass.do_GET

    proxy.ask(kept, method="PURGE")

    assert how(proxy.ask(kept)) == "HIT"
    connection = http.client.HTTPConnection("127.0.0.1", proxy.purging, timeout=PATIENCE)
    connection.request("GET", kept, headers={"Host": HOST})
    assert connection.getresponse().status == 405
    assert all(
        re.fullmatch(r"127\.0\.0\.1:\d+", address)
        for address in re.findall(r"listen ([^ ;]+)", (proxy.folder / "studio.conf").read_text())
    )


# --- logs -----------------------------------------------------------------------------------


def test_each_answer_has_the_id_of_its_own_request_one_that_was_kept_as_well(proxy, site):
    address = f"/page-{next(_numbers)}/"
    put(site, address, X_Request_ID="of-the-first-who-asked")
    visitors = "0123456789abcdef0123456789abcdef"

    made, kept = (proxy.ask(address, X_Request_ID=visitors) for _ in range(2))

    assert how(kept) == "HIT"
    (first,), (second,) = (one.headers.get_all("X-Request-ID") for one in (made, kept))
    assert site.last_headers["X-Request-ID"] == first
    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert len({first, second, visitors}) == 3
    wait_until(lambda: any(f" {second} HIT" in line for line in proxy.logged()))


@pytest.mark.parametrize(
    "address",
    [
        f"/comments/decide/{TOKEN}/",
        f"/de/your-data/{TOKEN}/more/",
        "/f/550e8400-e29b-41d4-a716-446655440000/",
        "/f/0123456789abcdef0123456789abcdef.pdf",
        "/admin/password_reset/confirm/MQ/d8k2x3-0123456789abcdef0123456789abcdef/",
        "/articles/how-to-train-the-trunk-in-2024/",
        "/articles/",
    ],
)
def test_no_key_of_a_letter_and_no_question_is_logged(proxy, site, address):
    lines = len(proxy.logged())

    proxy.ask(f"{address}?mine={TOKEN}&q=sore+back", Referer=f"https://{HOST}/?mine={TOKEN}")

    def found():
        # what was asked before may be written late
        return [line for line in proxy.logged()[lines:] if '" 404 ' in line]

    wait_until(found)
    (line,) = found()
    assert "mine" not in line
    assert "sore" not in line
    assert TOKEN not in line
    seen = re.search(r'"GET (\S+)" 404', line)[1]
    assert seen == masked(address).partition("…")[0] + "..." * ("…" in masked(address))


def test_the_log_is_kept_as_long_as_the_page_about_privacy_says(settings, capsys):
    settings.ACCESS_LOG_DAYS = 9
    call_command("configure", "logrotate")
    rotated = capsys.readouterr().out
    assert "rotate 8\n" in rotated
    assert "maxage 9\n" in rotated

    settings.ACCESS_LOG_DAYS = 0
    call_command("configure", "nginx")
    assert "access_log /" not in capsys.readouterr().out
    with pytest.raises(CommandError, match="writes no access log"):
        call_command("configure", "logrotate")


def test_what_is_printed_for_a_server_names_everything(settings, capsys):
    settings.BASE_URL = f"https://{HOST}"
    settings.ALLOWED_HOSTS = [HOST, "www.studio.example"]

    call_command("configure", "nginx")

    printed = capsys.readouterr().out
    assert f"server_name {HOST} www.studio.example;" in printed
    assert "listen 443 ssl http2;\n    listen [::]:443 ssl http2;" in printed
    assert f"/etc/letsencrypt/live/{HOST}/fullchain.pem;" in printed
    assert not re.search(r"@[A-Z_]+@", printed.partition("\n")[2])
