"""What the page cache keeps, for whom, and when it makes it anew: two processes, asked by HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from gzip import decompress

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from comments.tests import cast as comments
from events.ledger import SeatPool
from events.tests import cast as events
from home.models import PlainPage
from studio.models import MainMenuItem, Navigation, SiteSettings
from studio.tests import cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.every_value]


@pytest.fixture
def article(home):
    return cast.make_article(cast.make_index(home))


# --- what is kept ---------------------------------------------------------------


def test_a_page_is_made_once_for_both_processes(site, article):
    told = [site.told(article.url) for _ in range(12)]

    assert told == ["fwd=miss; stored"] + ["hit"] * 11


def test_what_is_kept_is_what_was_made_to_the_letter(site, article):
    made, kept = site.get(article.url), site.get(article.url)
    ours = {"age", "cache-status", "date"}

    def heads(answer):
        return {name: value for name, value in answer.getheaders() if name.lower() not in ours}

    assert (kept.body, heads(kept)) == (made.body, heads(made))


def test_browsers_and_caches_on_the_way_are_told_how_long_it_is_right(site, article):
    for answer in (site.get(article.url), site.get(article.url)):
        assert answer.getheader("Cache-Control") == (
            "public, max-age=0, s-maxage=60, stale-while-revalidate=600"
        )
        assert answer.getheader("Vary") == "Accept-Encoding"
        assert answer.getheader("Set-Cookie") is None


def test_who_has_it_already_is_told_so_in_few_bytes(site, article):
    etag = site.get(article.url).getheader("ETag")
    answers = [
        site.get(article.url, If_None_Match=asked)
        for asked in (etag, f'"other", {etag}', "*", '"other"', "nonsense")
    ]

    assert [answer.status for answer in answers] == [304, 304, 304, 200, 200]
    assert answers[0].body == b""
    assert answers[0].getheader("ETag") == etag


def test_who_asks_whether_it_has_changed_is_told_the_first_time_too(site, article):
    etag = site.get(article.url).getheader("ETag")
    SiteSettings.objects.update(name="Studio Elsewhere ")  # stale, and the same to the eye

    assert site.get(article.url, If_None_Match=etag).status in (200, 304)
    assert site.told(article.url) == "hit"


def test_it_is_sent_compressed_to_who_can_read_that(site, article):
    plain = site.get(article.url)
    packed = [site.get(article.url, Accept_Encoding=asked) for asked in ("gzip", "br, gzip;q=0.5")]

    assert {answer.getheader("Content-Encoding") for answer in packed} == {"gzip"}
    assert {decompress(answer.body) for answer in packed} == {plain.body}
    assert plain.getheader("Content-Encoding") is None


def test_a_head_request_is_told_the_same_without_the_text(site, article):
    site.get(article.url)
    answer = site.get(article.url, method="HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.getheader("Content-Length") == str(len(site.get(article.url).body))


def test_a_kept_page_asks_the_database_nothing(article, django_assert_num_queries):
    visitor = Client()
    visitor.get(article.url)

    with django_assert_num_queries(0):
        answer = visitor.get(article.url)

    assert answer["Cache-Status"] == "Studio; hit"
    assert (answer.cookies, visitor.cookies) == ({}, {})


@pytest.mark.parametrize("path", ["/", "/articles/", "/articles/feed/", "/sitemap.xml"])
def test_lists_feeds_and_maps_are_kept_as_well(site, article, path):
    assert [site.told(path), site.told(path)] == ["fwd=miss; stored", "hit"]


# --- what is not kept -----------------------------------------------------------


def test_who_is_signed_in_is_shown_and_leaves_nothing_of_theirs(site, article):
    owner = Client()
    owner.force_login(cast.make_admin())
    cookie = f"{settings.SESSION_COOKIE_NAME}={owner.cookies[settings.SESSION_COOKIE_NAME].value}"

    mine = site.get(article.url, Cookie=cookie)
    first = site.told(article.url)
    again = site.get(article.url, Cookie=cookie)

    assert [one.getheader("Cache-Status") for one in (mine, again)] == [None, None]
    assert "private" in mine.getheader("Cache-Control")
    assert first == "fwd=miss; stored"
    assert "wagtail-userbar" in again.text
    assert "wagtail-userbar" not in site.get(article.url).text


def test_a_page_that_becomes_private_is_gone_at_once(site, article):
    site.texts(article.url)

    PageViewRestriction.objects.create(page=article, restriction_type="login")

    answers = [site.get(article.url) for _ in range(12)]
    assert {answer.status for answer in answers} == {302}
    assert {answer.getheader("Cache-Status") for answer in answers} == {None}


def test_the_form_for_a_password_is_nobodys_but_theirs(site, article):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="x")

    answers = [site.get(article.url) for _ in range(3)]

    assert {answer.getheader("Cache-Status") for answer in answers} == {None}
    assert not any("A claim" in answer.text for answer in answers)


@pytest.mark.parametrize(
    "path", ["/nothing/", "/articles/?page=99", "/admin/login/", "/search/?q=x"]
)
def test_what_is_no_page_for_everybody_is_not_kept(site, article, path):
    assert [site.told(path), site.told(path)] == ["", ""]


def test_a_redirect_is_not_kept(site, article):
    Redirect.objects.create(old_path="/old", redirect_link="/articles/")

    assert [site.get("/old/").status for _ in range(2)] == [301, 301]
    assert site.told("/old/") == ""


def test_a_preview_is_not_kept(article):
    owner = Client()
    owner.force_login(cast.make_admin())
    article.title = "Only a draft"
    article.save_revision()

    shown = owner.get(f"/admin/pages/{article.pk}/revisions/{article.latest_revision_id}/view/")

    assert b"Only a draft" in shown.content
    assert b"Only a draft" not in Client().get(article.url).content


# --- what makes it anew ---------------------------------------------------------


def publish(article):
    article.title = "Something new"
    article.save_revision().publish()


def unpublish(article):
    article.unpublish()


def move(article):
    home = article.get_parent().get_parent()
    other = home.add_child(instance=PlainPage(title="Something new", slug="other"))
    Page.objects.get(pk=article.pk).move(other, pos="last-child")


def change_menu(article):
    navigation = Navigation.objects.get_or_create(site=article.get_site())[0]
    MainMenuItem.objects.create(
        navigation=navigation, label="Something new", address="https://else.example/", sort_order=0
    )


def change_settings(article):
    SiteSettings.objects.update(name="Something new")


def rename_author(article):
    article.authors[0].name = "Something new"
    article.authors[0].save()


def approve_comment(article):
    comments.approve(comments.say(article, "Something new"))


@pytest.mark.parametrize(
    "change",
    [publish, unpublish, move, change_menu, change_settings, rename_author, approve_comment],
)
def test_whatever_it_shows_makes_it_anew_in_both_processes(site, article, change):
    (before,) = site.texts(article.url)

    change(article)

    (after,) = site.texts(article.url)
    assert after != before
    assert ("Something new" in after) == (change not in (unpublish, move))


def test_a_site_that_moves_is_known_to_move_by_both_processes(site, article):
    (before,) = site.texts("/sitemap.xml")

    Site.objects.update(hostname="elsewhere.example", port=443)

    (after,) = site.texts("/sitemap.xml")
    assert ("//127.0.0.1" in before, "//elsewhere.example/" in after) == (True, True)


def test_a_list_knows_at_once_what_was_published(site, article):
    (before,) = site.texts("/articles/")
    cast.make_article(article.get_parent().specific, title="Something new")

    (after,) = site.texts("/articles/")

    assert ("Something new" in before, "Something new" in after) == (False, True)


def test_places_that_were_taken_show_at_once(site, home):
    page = events.make_event(home, capacity=8)
    (before,) = site.texts(page.url)

    events.register(page)

    (after,) = site.texts(page.url)
    assert ("8 of 8 places left" in before, "7 of 8 places left" in after) == (True, True)


@pytest.mark.parametrize(
    "change",
    [
        lambda article: comments.say(article, "Something that waits"),
        lambda article: article.save_revision(),
        lambda article: cast.write_letter(),
        lambda article: Client().post("/admin/login/", {"username": "x", "password": "y"}),
    ],
    ids=["a comment that waits", "a draft", "a letter", "a failed sign-in"],
)
def test_what_visitors_do_not_see_makes_nothing_anew(site, article, change):
    comments.arrange(moderator_mail="never")
    site.get(article.url)

    change(article)

    assert [site.told(article.url) for _ in range(6)] == ["hit"] * 6


def test_what_is_said_below_one_article_leaves_the_others(site, article):
    other = cast.make_article(article.get_parent().specific, title="Another")
    site.get(article.url), site.get(other.url)

    approve_comment(article)

    assert [site.told(article.url), site.told(other.url)] == ["fwd=miss; stored", "hit"]


def test_of_many_who_ask_at_once_one_makes_it(site, article):
    site.get("/")
    with ThreadPoolExecutor(16) as crowd:
        told = list(crowd.map(lambda _: site.told(article.url), range(16)))

    assert told.count("fwd=miss; stored") == 1
    assert set(told) <= {"fwd=miss; stored", "hit; detail=waited", "hit"}


# --- time -----------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    """Lets time pass, for everything that asks what time it is."""
    import time

    passed = [0.0]
    really = time.time
    now = timezone.now

    def let_pass(seconds):
        passed[0] += seconds

    monkeypatch.setattr(time, "time", lambda: really() + passed[0])
    monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(seconds=passed[0]))
    return let_pass


def told(path):
    return Client().get(path)["Cache-Status"].removeprefix("Studio; ")


def test_after_a_minute_it_is_shown_once_more_and_made_behind_the_visitors_back(article, clock):
    told(article.url)

    clock(61)

    assert [told(article.url), told(article.url)] == ["hit; detail=stale", "hit"]


def test_after_a_long_while_nobody_is_shown_what_was(article, clock):
    told(article.url)

    clock(661)

    assert [told(article.url), told(article.url)] == ["fwd=miss; stored", "hit"]


def test_what_was_written_past_django_shows_after_a_minute(article, clock):
    first = Client().get(article.url).content
    from django.db import connection

    # as another program would, which tells nobody
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    SiteSettings.objects.update(name="Something new")
    connection.execute_wrappers = wrappers
    seen = [Client().get(article.url).content == first]
    clock(61)
    seen += [Client().get(article.url).content == first for _ in range(2)]

    assert seen == [True, True, False]


def test_a_page_knows_when_it_says_something_else(home, clock):
    page = events.make_event(home)
    SeatPool.objects.update(opens_at=timezone.now() + timedelta(seconds=30))
    seen = [b"Registration opens on" in Client().get(page.url).content]

    clock(31)

    answer = Client().get(page.url)
    assert seen == [True]
    assert b"Registration opens on" not in answer.content
    assert answer["Cache-Status"] == "Studio; fwd=miss; stored"


def test_where_making_it_anew_fails_the_old_one_is_shown(article, clock, monkeypatch):
    told(article.url)
    clock(700)

    def fail(*_args, **_kwargs):
        raise OSError("The disk is gone")

    visitor = Client(raise_request_exception=False)
    with monkeypatch.context() as broken:
        broken.setattr(type(article), "get_context", fail)
        shown = visitor.get(article.url)
        publish(article)
        failed = visitor.get(article.url)

    assert (shown.status_code, shown["Cache-Status"]) == (200, "Studio; hit; detail=failed")
    assert failed.status_code == 500  # what the tables say is wrong is shown to nobody


def test_who_is_nobody_and_who_is_somebody_share_no_page(article):
    assert AnonymousUser().is_anonymous
    visitor, owner = Client(), Client()
    owner.force_login(cast.make_admin())

    assert visitor.get(article.url).content != owner.get(article.url).content
