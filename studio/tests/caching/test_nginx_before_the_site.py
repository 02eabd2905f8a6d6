"""The shipped nginx before two processes of the site: what is published is seen at once by all."""

import gzip

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django_tasks import TaskResultStatus
from wagtail.models import Site

from home.models import PlainPage
from studio.pictures import render_ahead
from studio.tests import cast
from studio.tests.caching.conftest import Workers
from studio.tests.proxy import HOST, Proxy, find

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proxy(home, tmp_path, monkeypatch, settings):
    if not find():
        pytest.skip("No nginx here; .ci/tests.py installs one.")
    monkeypatch.setenv("ALLOWED_HOSTS", HOST)
    settings.BASE_URL, settings.ALLOWED_HOSTS = f"https://{HOST}", [HOST]
    workers = Workers()
    proxy = Proxy(tmp_path, workers.port)
    settings.WAGTAILFRONTENDCACHE = proxy.tell()
    Site.objects.update(hostname=HOST, port=443)
    yield proxy
    proxy.stop()
    workers.stop()


def how(answer):
    return answer.headers.get_all("Cache-Status")[-1].rpartition("=")[2]


def test_a_page_is_kept_as_the_site_sent_it_and_anew_when_it_is_published(proxy, home):
    page = home.add_child(instance=PlainPage(title="Before", slug="one"))

    first, second = proxy.ask(page.url, Accept_Encoding="gzip"), proxy.ask(page.url)

    assert (how(first), how(second)) == ("MISS", "HIT")
    assert gzip.decompress(first.body) == second.body
    assert b"Before" in second.body
    assert proxy.ask(page.url, If_None_Match=second.headers["ETag"]).status == 304

    page.title = "After"
    page.save_revision().publish()

    third = proxy.ask(page.url)
    assert how(third) != "HIT"
    assert b"After" in third.body
    assert how(proxy.ask(page.url)) == "HIT"

    page.unpublish()

    assert proxy.ask(page.url).status == 404


def test_who_is_signed_in_sees_pages_of_their_own_and_leaves_none(proxy, home):
    page = home.add_child(instance=PlainPage(title="Shared", slug="one"))
    client = Client()
    client.force_login(cast.make_admin())
    name = django_settings.SESSION_COOKIE_NAME
    cookie = f"{name}={client.cookies[name].value}"

    own = proxy.ask(page.url, Cookie=cookie)
    public = proxy.ask(page.url)

    assert b"wagtail-userbar" in own.body
    assert b"wagtail-userbar" not in public.body
    assert how(public) == "MISS"
    assert b"wagtail-userbar" not in proxy.ask(page.url).body


def test_pictures_are_made_ahead_of_a_page_that_is_kept_already(proxy, home):
    page = home.add_child(instance=PlainPage(title="One", slug="one", hero_image=cast.make_image()))
    assert b"<source" not in proxy.ask(page.url).body

    assert render_ahead.enqueue(page.pk).status == TaskResultStatus.SUCCESSFUL

    assert b"<source" in proxy.ask(page.url).body


#: What somebody may send who would like others to be shown something else.
HOSTILE = [
    *({name: "evil.example"} for name in ("X_Forwarded_Host", "X_Host", "X_Forwarded_Server")),
    {"Forwarded": "host=evil.example;proto=http"},
    {"X_Forwarded_Proto": "http"},
    {"X_Forwarded_Scheme": "http"},
    {"X_Forwarded_Port": "1337"},
    {"X_Forwarded_Prefix": "/evil"},
    *({name: "/admin/login/"} for name in ("X_Original_URL", "X_Rewrite_URL")),
    {"X_HTTP_Method_Override": "POST"},
    {"Accept_Encoding": "identity"},
    {"Accept_Language": "de"},
    {"Range": "bytes=0-3"},
    {"If_Modified_Since": "Fri, 31 Dec 2100 00:00:00 GMT"},
    {"If_None_Match": "*"},
    {"User_Agent": "<script>alert(1)</script>"},
    {"Referer": "https://evil.example/"},
    {"Cookie": "x=<script>; csrftoken=evil"},
    {"Connection": "close, Cookie, Host"},
    {"X_Accel_Expires": "0"},
    {"X_Accel_Redirect": "/media/documents/"},
]


def test_whatever_the_first_sends_everybody_after_sees_the_page_as_it_is(proxy, home):
    pages = [
        home.add_child(instance=PlainPage(title="A page", slug=f"page-{number}"))
        for number in range(len(HOSTILE) + 1)
    ]
    clean = proxy.ask(pages[-1].url)

    for page, headers in zip(pages, HOSTILE, strict=False):
        first = proxy.ask(page.url, **headers)
        second, third = proxy.ask(page.url), proxy.ask(page.url)

        assert first.status in {200, 206, 304}, headers
        assert (second.status, third.status) == (200, 200), headers
        own = page.slug.encode()
        for one in (second, third):
            assert one.body.replace(own, b"page-N") == clean.body.replace(
                pages[-1].slug.encode(), b"page-N"
            ), headers
            assert one.headers["Location"] is None
            assert one.headers["Content-Encoding"] is None
        assert how(third) == "HIT", headers
