"""The editor's own saving is still on its way when somebody saves or publishes (W2, W5).

On SQLite one transaction waits for the other; on PostgreSQL the page's row does.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection
from django.test import Client
from wagtail import hooks

from articles.citations import citations_in, embed
from articles.models import ArticlePage
from articles.tests import editing
from studio.tests import cast

pytestmark = pytest.mark.django_db(transaction=True)

CORE = {"key": "core", "title": "Core Stability"}
#: Seconds for which the slow request waits for the other one, which in turn waits for it.
PATIENCE = 2


def body(words):
    return [("paragraph", editing.words(f"<p>{words}</p>"))]


def marked(text):
    return [
        citation.reference_key
        for source in text.rich_texts()
        for citation in citations_in(source.source)
    ]


@pytest.mark.parametrize("action", [None, "publish"], ids=["saved", "published"])
def test_an_autosave_on_its_way_takes_nothing_from_what_is_saved_meanwhile(home_page, action):
    article = cast.make_article(cast.make_index(home_page), references=[CORE], publish=False)
    owner, clients = cast.make_admin(), [Client(), Client()]
    for client in clients:
        client.force_login(owner)
    early = editing.filled(clients[0], article, body=body("A claim"))
    late = editing.filled(
        clients[1], article, body=body(f"A claim{embed('c1', 'core')}"), action=action
    )
    read, saved = Event(), Event()

    def dawdle(request, page):
        if "json" in request.headers.get("accept", ""):
            read.set()
            saved.wait(PATIENCE)

    def save_by_itself():
        try:
            headers = {"accept": "application/json"}
            return clients[0].post(editing.edit_url(article), early, headers=headers).status_code
        finally:
            connection.close()

    with hooks.register_temporarily("before_edit_page", dawdle), ThreadPoolExecutor(1) as pool:
        slow = pool.submit(save_by_itself)
        assert read.wait(20)
        assert clients[1].post(editing.edit_url(article), late).status_code == 302
        saved.set()
        assert slow.result() in {200, 400}

    stored = ArticlePage.objects.get(pk=article.pk)
    assert stored.live is (action == "publish")
    assert marked(stored.get_latest_revision_as_object().text()) == ["core"]
    if action:
        assert marked(stored.text()) == ["core"]
