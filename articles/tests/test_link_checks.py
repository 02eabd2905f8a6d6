"""Links are looked at now and then, a few at a time, behind everybody's back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import checking, chores, inspecting
from articles.models import Finding, LinkCheck, LinkHost, LinkUse, Source
from studio.chores import go_round
from studio.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asks(settings):
    settings.CHECK_LINKS = True


def leading_to(index, *urls, **fields):
    """A published article whose references lead to ``urls``."""
    references = [{"key": f"r{n}", "title": f"Work {n}", "url": url} for n, url in enumerate(urls)]
    body = [("paragraph", "".join(f"<p>A{cast.cite(each['key'])}</p>" for each in references))]
    article = cast.make_article(index, body=body, references=references, **fields)
    inspecting.inspect_articles([article.pk])
    return article


def link_of(url):
    return LinkCheck.objects.get(url=url)


def a_day_later():
    """As if a day had gone by since the last look."""
    for link in LinkCheck.objects.all():
        link.failed_on = link.failed_on and link.failed_on - timedelta(days=1)
        link.next_check_at = timezone.now()
        link.save()


def found():
    return {(finding.kind, finding.link.url) for finding in Finding.objects.exclude(link=None)}


def test_the_links_of_published_articles_and_of_the_library_are_known(home_page, index):
    leading_to(index, "https://one.example/", "https://two.example/a")
    source = Source.objects.create(title="A source", doi="10.1000/182", url="https://one.example/")
    inspecting.inspect_sources([source.pk])

    assert {link.url: link.uses.count() for link in LinkCheck.objects.all()} == {
        "https://one.example/": 2,
        "https://two.example/a": 1,
        "https://doi.org/10.1000/182": 1,
    }
    assert {link.state for link in LinkCheck.objects.all()} == {"new"}


def test_links_in_the_text_and_on_buttons_are_known(index):
    body = [
        ("paragraph", '<p>See <a href="https://text.example/">there</a>.</p>'),
        ("button", {"text": "Go", "page": None, "url": "https://button.example/"}),
    ]
    block = cast.ArticlePage._meta.get_field("body").stream_block
    raw = [{"type": kind, "value": value} for kind, value in body]
    article = cast.make_article(
        index,
        body=[(child.block_type, child.value) for child in block.to_python(raw)],
        postscript='<p>Thanks to <a href="https://note.example/">them</a>.</p>',
    )
    inspecting.inspect_articles([article.pk])

    assert set(article.link_uses.values_list("link__url", flat=True)) == {
        *("https://text.example/", "https://button.example/", "https://note.example/")
    }


def test_drafts_and_aliases_are_left_alone(index):
    draft = leading_to(index, "https://one.example/", publish=False)
    article = leading_to(index, "https://two.example/", title="Another")
    alias = article.create_alias(update_slug="alias")
    inspecting.inspect_articles([draft.pk, alias.pk])

    assert list(LinkUse.objects.values_list("page", "link__url")) == [
        (article.pk, "https://two.example/")
    ]


def test_what_a_look_shows_is_kept_and_looked_at_again_in_a_month(index, outside):
    url = outside.put("/here")
    leading_to(index, url)
    before = timezone.now()

    assert checking.check_due() == 1

    link = link_of(url)
    assert (link.state, link.http_status, link.failures) == ("fine", 200, 0)
    assert before <= link.checked_at <= timezone.now()
    assert timedelta(days=30) <= link.next_check_at - link.checked_at <= timedelta(days=36)
    assert checking.check_due() == 0
    assert found() == set()


def test_a_page_that_is_gone_is_dead_at_once(index, outside):
    url = outside.url("/gone")
    leading_to(index, url)

    checking.check_due()

    assert link_of(url).state == "dead"
    assert found() == {("dead", url)}


def test_a_server_in_trouble_is_dead_after_three_days_and_alive_after_one_good_answer(
    index, outside
):
    url = outside.put("/trouble", 503)
    leading_to(index, url)
    checking.check_due()
    link = link_of(url)
    assert (link.state, link.failures, found()) == ("away", 1, set())
    assert timedelta(days=1) <= link.next_check_at - link.checked_at <= timedelta(days=1.2)

    # the same day again counts once
    LinkCheck.objects.update(next_check_at=timezone.now())
    checking.check_due()
    assert (link_of(url).state, link_of(url).failures) == ("away", 1)

    a_day_later()
    checking.check_due()
    assert (link_of(url).state, link_of(url).failures) == ("away", 2)

    a_day_later()
    checking.check_due()
    assert (link_of(url).state, link_of(url).failures) == ("dead", 3)
    assert found() == {("dead", url)}

    outside.put("/trouble")
    a_day_later()
    checking.check_due()
    assert (link_of(url).state, link_of(url).failures) == ("fine", 0)
    assert found() == set()


def test_a_page_that_moved_is_told_with_its_new_address(index, outside):
    new = outside.put("/new")
    url = outside.put("/old", 301, location="/new")
    leading_to(index, url)

    checking.check_due()

    assert (link_of(url).state, link_of(url).moved_to) == ("moved", new)
    assert found() == {("moved", url)}


def test_a_private_address_is_told_and_never_asked(settings, index, outside):
    settings.OUTGOING_ALLOWED = []
    url = outside.put("/private")
    leading_to(index, url)

    checking.check_due()

    assert link_of(url).state == "closed"
    assert link_of(url).told == "It leads to an address that is not on the public internet."
    assert (found(), outside.asked) == ({("closed", url)}, [])


def test_a_run_ends_after_so_many_links_and_begins_with_those_that_wait_longest(index, outside):
    urls = [outside.put(f"/{number}") for number in range(5)]
    leading_to(index, *urls)
    for number, url in enumerate(urls):
        days = timedelta(days=number)
        LinkCheck.objects.filter(url=url).update(next_check_at=timezone.now() - days)

    assert checking.check_due(most=2) == 2
    assert outside.asked == [("HEAD", "/4"), ("HEAD", "/3")]


def test_a_run_ends_when_its_time_is_up(index, outside):
    leading_to(index, outside.put("/here"))

    assert checking.check_due(seconds=0) == 0
    assert outside.asked == []


def test_a_server_is_left_alone_between_two_questions(settings, index, outside):
    leading_to(index, *(outside.put(f"/{number}") for number in range(3)))
    settings.LINK_CHECK_PAUSE = 3_600.0

    assert checking.check_due() == 1
    assert checking.check_due() == 0
    assert len(outside.asked) == 1


def test_a_short_pause_is_waited_for(settings, index, outside):
    leading_to(index, *(outside.put(f"/{number}") for number in range(3)))
    settings.LINK_CHECK_PAUSE = 0.05

    assert checking.check_due() == 3


def test_a_server_that_asks_for_patience_gets_it(index, outside):
    outside.put("/busy", 429, Retry_After="600")
    leading_to(index, outside.url("/busy"), outside.put("/here"))
    LinkCheck.objects.filter(url__endswith="busy").update(
        next_check_at=timezone.now() - timedelta(days=1)
    )

    assert checking.check_due() == 1
    host = LinkHost.objects.get()
    assert timedelta(minutes=9) < host.free_at - timezone.now() <= timedelta(minutes=10)
    assert link_of(outside.url("/busy")).state == "shut"
    assert found() == set()


def test_what_a_dead_worker_held_another_takes_over_when_its_time_is_up(index, outside):
    url = outside.put("/here")
    leading_to(index, url)
    LinkHost.objects.update(held_until=timezone.now() + timedelta(minutes=1))
    assert checking.check_due(seconds=0.2) == 0

    LinkHost.objects.update(held_until=timezone.now() - timedelta(seconds=1))

    assert checking.check_due() == 1
    assert link_of(url).state == "fine"
    assert LinkHost.objects.get().held_until is None


def test_links_that_nobody_uses_are_forgotten(index):
    article = leading_to(index, "https://one.example/", "https://two.example/")
    article.body = [("paragraph", "<p>A claim.</p>")]
    article.references = [one for one in article.references.all() if "one.example" in one.url]
    article.save_revision().publish()
    inspecting.inspect_articles([article.pk])

    chores.inspect_everything()

    assert [link.url for link in LinkCheck.objects.all()] == ["https://one.example/"]
    assert [host.name for host in LinkHost.objects.all()] == ["one.example"]


def test_the_worker_looks_by_itself(index, outside):
    url = outside.put("/here")
    leading_to(index, url)

    _letters, done = go_round(all_of_them=True)

    assert {"articles.chores.check_links", "articles.chores.inspect_everything"} <= set(done)
    assert link_of(url).state == "fine"


def test_a_site_that_is_told_to_asks_nobody(settings, index, outside):
    settings.CHECK_LINKS = False
    url = outside.put("/here")
    leading_to(index, url)

    go_round(all_of_them=True)

    assert (checking.check_due(), checking.check(link_of(url).pk)) == (0, False)
    assert (link_of(url).state, outside.asked) == ("new", [])


def test_addresses_of_any_length_and_script_are_kept(index, outside):
    path = "/" + "%C3%B6" * 300
    outside.put(path)
    written = outside.url("/" + "ö" * 300)
    leading_to(index, written)

    checking.check_due()

    assert (link_of(written).state, outside.asked) == ("fine", [("HEAD", path)])
