"""Two machines with a folder each behind the shipped nginx: one site, also when one is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Site

from home.models import Message, PlainPage
from home.tests.cast import make_contact, sent
from studio.tests import cast
from studio.tests.proxy import HOST, Proxy, find

pytestmark = [pytest.mark.django_db(transaction=True)]
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def pair(bucket, nodes):
    """Two nodes that share database, Redis and bucket; this process is a third machine."""
    return nodes


@pytest.fixture
def proxy(pair, tmp_path, settings):
    if not find():
        pytest.skip("No nginx here; .ci/tests.py installs one.")
    settings.BASE_URL, settings.ALLOWED_HOSTS = f"https://{HOST}", [HOST]
    proxy = Proxy(tmp_path, *(node.port for node in pair))
    settings.WAGTAILFRONTENDCACHE = proxy.tell()
    Site.objects.update(hostname=HOST, port=443)
    yield proxy
    proxy.stop()


def test_what_is_done_on_one_node_is_done_on_the_other(pair, bucket, plain):
    one, two = pair
    name = django_settings.SESSION_COOKIE_NAME
    client = Client()
    client.force_login(cast.make_admin())
    token = "x" * 32
    known = {
        "Cookie": f"{name}={client.cookies[name].value}; csrftoken={token}",
        "X_CSRFToken": token,
    }
    edit = f"/admin/pages/{plain.pk}/edit/"
    assert [node.get(edit, **known).status for node in pair] == [200, 200]
    assert [node.get(plain.url).status for node in pair] == [200, 200]

    assert one.post(f"/admin/pages/{plain.pk}/unpublish/", {}, **known).status == 302

    assert [node.get(plain.url).status for node in (two, one)] == [404, 404]
    two.post("/admin/logout/", {}, **known)
    assert [node.get(edit, **known).status for node in pair] == [302, 302]


def test_pictures_and_documents_are_on_both(pair, bucket, plain):
    home = plain.get_parent()
    page = home.add_child(
        instance=PlainPage(title="Shown", slug="shown", hero_image=cast.make_image())
    )
    document = get_document_model().objects.create(title="A", file=ContentFile(b"A", "a.txt"))

    texts = [node.get(page.url).text for node in pair]

    small = [name for name in bucket.names() if name.startswith("images/")]
    assert small
    shown = [f"{bucket.origin}/studio/{name}" for name in small]
    assert all(any(address in text for address in shown) for text in texts)
    assert [node.get(document.url).body for node in pair] == [b"A", b"A"]


def test_through_nginx_five_forms_a_minute_get_through_however_many_nodes(proxy, plain):
    contact = make_contact(plain.get_parent().specific)

    def write(number):
        body = urlencode(sent(contact, text=f"Number {number}."))
        return proxy.ask(contact.url, method="POST", body=body, **FORM).status

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(write, range(24))) == [303] * 5 + [429] * 19
    assert Message.objects.count() == 5


def test_a_node_that_is_lost_costs_no_visitor_an_answer(proxy, pair):
    asked = threading.Semaphore(0)

    def ask(number):
        status = proxy.ask(f"/search/?q=word{number}").status  # what nginx does not keep
        asked.release()
        return status

    def lose():
        for _ in range(40):
            asked.acquire()
        pair[0].die()

    loser = threading.Thread(target=lose)
    loser.start()
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(ask, range(200)))
    loser.join()

    assert answers == [200] * 200


# --- what nginx asks again ------------------------------------------------------------


@pytest.fixture
def hanging_up(wire, tmp_path, settings):
    """nginx before two nodes that take a request and hang up; what they were asked."""
    if not find():
        pytest.skip("No nginx here; .ci/tests.py installs one.")
    asked = []

    def hang_up(_wire, line):
        first = line.recv(65536)
        if first:
            asked.append(first.split()[0].decode())

    settings.BASE_URL, settings.ALLOWED_HOSTS = f"https://{HOST}", [HOST]
    ports = [int(wire(hang_up).rstrip("/").rpartition(":")[2]) for _ in range(2)]
    proxy = Proxy(tmp_path, *ports)
    yield proxy, asked
    proxy.stop()


def test_a_form_that_was_sent_is_never_sent_again(hanging_up):
    proxy, asked = hanging_up

    answer = proxy.ask("/contact/", method="POST", body="text=Hello", **FORM)

    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert asked == ["POST"]


def test_a_page_is_asked_of_the_other_node(hanging_up):
    proxy, asked = hanging_up

    assert proxy.ask("/one/").status == 503
    assert asked == ["GET", "GET"]


def test_with_a_bucket_nginx_shows_no_pictures_of_its_own(bucket, capsys):
    call_command("configure", "nginx")
    printed = capsys.readouterr().out

    assert "location ~ ^/media/" not in printed
    assert "location /media/ {\n        return 404;" in printed
