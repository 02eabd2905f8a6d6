"""Visitors and staff do all they can do, and what watches, keeps or leads knows nobody by it."""

import json
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from comments.models import Comment
from comments.tests import cast as comments_cast
from comments.tests import letterbox
from comments.tests.letters import link_in
from events.ledger import Registration
from events.tests import cast as events_cast
from events.tests import postbox
from home.models import Message
from home.tests import cast as home_cast
from studio.caching import shelf
from studio.models import Letter
from studio.tests import cast
from studio.tests.cast import make_article
from studio.watching.logs import LineFormatter

#: Of a visitor whom nobody else resembles, and of one of the staff.
NAME, EMAIL = "Quillon Zarevand", "quillon.zarevand@visitor-zq.example"
WORDS, SITE, SUBJECT = "my zyxophonic heel", "https://zarevand-home.example", "Gromphadel"
ADDRESS, WRONG, STAFF = "203.0.113.233", "pw-vexquizzle", "quorravine"
PERSONAL = ("quillon", "zarevand", "zyxophon", "gromphadel", ADDRESS, WRONG, STAFF)
SEARCHED = "gewurbelt"

pytestmark = pytest.mark.django_db(transaction=True)


def named(text):
    """Which of these are in ``text``."""
    text = text.lower() if isinstance(text, str) else text.decode("latin-1").lower()
    return [word for word in (*PERSONAL, SEARCHED) if word in text]


@pytest.fixture
def log(tmp_path, settings):
    """All that is logged: each request, as if it were slow."""
    settings.SLOW_REQUEST_SECONDS = 0
    (console,) = [one for one in logging.getLogger().handlers if one.get_name() == "console"]
    before = console.formatter, logging.getLogger().level
    console.setFormatter(LineFormatter("%(levelname)s %(name)s %(belongs)s%(message)s"))
    logging.getLogger().setLevel(logging.INFO)
    path = tmp_path / "log"
    with path.open("w") as written:
        stream = console.setStream(written)
        yield path
        console.setStream(stream)
    console.setFormatter(before[0])
    logging.getLogger().setLevel(before[1])


class Browser(Client):
    """Comes through the proxy, and notes where it is led and which links it is shown."""

    def __init__(self, **options):
        super().__init__(REMOTE_ADDR="127.0.0.1", **options)
        self.raise_request_exception = False
        self.led = []

    def request(self, **asked):
        asked["HTTP_X_FORWARDED_FOR"] = ADDRESS
        answer = super().request(**asked)
        self.led.append(answer.headers.get("Location", ""))
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            self.led += re.findall(r'(?:href|action|src)="([^"]*)"', answer.text)
        return answer


def test_nothing_personal_is_in_logs_caches_addresses_sessions_tasks_versions_or_the_index(
    settings, log, no_worker, post_office
):
    settings.BEHIND_PROXY = True
    settings.CACHE_MEGABYTES = 16
    shelf.current().clear()
    home = cast.make_site()
    index = cast.make_index(home)
    comments_cast.arrange(moderator_mail="never")
    article = make_article(index)
    event = events_cast.make_event(home)
    contact = home_cast.make_contact(home)
    visitor, staff = Browser(), Browser()

    # a visitor comments, registers, writes, is refused, searches, gets lost
    for page in (article, event, contact, home):
        assert visitor.get(page.url).status_code == 200
    who = {"name": NAME, "email": EMAIL}
    said = letterbox.write(
        visitor, article, **who, text=WORDS, website=SITE, wants_letters="on", remember="on"
    )
    assert said.status_code == 303
    visitor.get(said["Location"])
    assert letterbox.write(visitor, article, **who, text="").status_code == 422
    assert Comment.objects.get().name == NAME
    came = postbox.send(visitor, event, **who)
    visitor.get(came["Location"])
    assert Registration.objects.get().email == EMAIL
    home_cast.write(visitor, contact, **who, subject=SUBJECT, text=WORDS)
    assert Message.objects.get().text == WORDS
    visitor.get("/search/", {"q": SEARCHED})
    assert visitor.get(f"/{EMAIL}/").status_code == 404
    assert visitor.post(article.url, {"action": "comment", "name": "\x00" + NAME}).status_code < 500

    # asks what is kept
    visitor.post("/your-data/", {"email": EMAIL})
    call_command("worker", "--once")
    about = [one for one in post_office.taken if one["Subject"] == "What we keep about you"]
    path = link_in(about[0], "/your-data/")
    assert visitor.get(path).status_code == 200
    assert WORDS in visitor.get(f"{path}?format=json").text

    # staff sign in, wrong and right, look for the visitor and decide
    cast.make_admin(STAFF)
    for password in (WRONG, "studio"):
        staff.post("/admin/login/", {"username": STAFF, "password": password})
    assert staff.get("/admin/").status_code == 200
    staff.get("/admin/letters/")
    comments_cast.approve(Comment.objects.get())
    article.refresh_from_db()
    article.save_revision().publish()
    call_command("worker", "--once")
    visitor.get("/articles/")

    told = log.read_text()
    assert told.count("Slow: ") > 20
    assert "Slow: POST wagtail_serve 303" in told
    assert named(told) == []

    led = [one for one in visitor.led if "/search/" not in one]
    assert "zarevand-home.example" in " ".join(led) or len(led) > 50
    assert [one for one in led if named(one) and not one.startswith(SITE)] == []
    assert [one for one in staff.led if named(one) and STAFF not in one] == []

    pages = [path for path in Path(django_settings.CACHE_DIR).rglob("*") if path.is_file()]
    held = {path: path.read_bytes() for path in pages}
    assert any(article.url.encode() in one for one in held.values())
    secret = [word for word in PERSONAL if word not in ("zyxophon", "quillon", "zarevand")]
    for one in held.values():  # whoever was let in is read by everybody, but for the address
        assert not [word for word in (*secret, EMAIL, SEARCHED) if word.encode() in one.lower()]

    for key, value in cache._cache.items():
        assert named(key) == []
        assert named(value) == []

    assert named(json.dumps(_sessions())) == []
    done = [one for one in DBTaskResult.objects.all() if one.status != "READY"]
    assert done
    assert named(json.dumps([one.args_kwargs for one in done])) == []
    assert named(json.dumps(list(Revision.objects.values_list("content", flat=True)))) == []
    entries = [*ModelLogEntry.objects.all(), *PageLogEntry.objects.all()]
    assert named(json.dumps([[one.label, one.data] for one in entries], default=str)) == []
    assert named(_index()) == []
    keys = "".join(Letter.objects.values_list("dedupe_key", flat=True))
    assert named(keys) == []

    # has everything erased
    assert visitor.post(path, {"erase": "1", "sure": "on"}).status_code == 303
    call_command("worker", "--once")
    assert not Comment.objects.filter(name=NAME).exists()
    assert named(log.read_text()) == []
    assert named(json.dumps(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))) == []


def _sessions():
    rows = [row.get_decoded() for row in Session.objects.all()]
    assert rows
    return rows


def _index():
    """All that the search index holds, as text."""
    table = "wagtailsearch_indexentry"
    fields = "title, body, autocomplete"
    if connection.vendor == "sqlite":
        table = f"{table}_fts"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {fields} FROM {table}")
        told = str(cursor.fetchall())
    assert "trunk" in told.lower()
    return told
