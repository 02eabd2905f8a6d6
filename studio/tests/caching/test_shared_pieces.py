"""What pages share is made once, and every change of it is seen at the next look."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from articles.tests.sent import markers, tree, visible
from comments import services
from comments.models import Status
from comments.tests import cast as comments_cast
from home.models import PlainPage
from studio.caching import memory
from studio.models import Navigation, SiteSettings, SocialLink
from studio.models.navigation import FooterMenuItem, MainMenuItem
from studio.numbering import CitationNumbering
from studio.tests import cast
from studio.tests.in_two_languages import german_too, switch, translated

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_page_cache(settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "PageCache" not in one]


@pytest.fixture
def article(index):
    return cast.make_trunk_article(index)


@pytest.fixture
def look(client, article):
    """The article as it is sent at a second look, when what can be shared is."""

    def look(address=article.url, **extra):
        client.get(address, **extra)
        return tree(client.get(address, **extra))

    return look


def words(page, selector):
    return [visible(element) for element in page.cssselect(selector)]


def test_the_studio_goes_by_its_new_name(look):
    assert words(look(), ".site-footer__name") == ["Studio Elsewhere"]

    SiteSettings.objects.update(name="Studio Nowhere")

    assert words(look(), ".site-footer__name") == ["Studio Nowhere"]
    assert look().findtext(".//title").endswith("– Studio Nowhere")


def test_menus_follow_their_entries_their_pages_and_who_may_see_them(look, home_page):
    navigation = Navigation.objects.create(site=home_page.get_site())
    page = home_page.add_child(instance=PlainPage(title="About", slug="about"))
    shown = lambda: words(look(), ".site-header__menu a, .site-footer nav a")  # noqa: E731
    assert shown() == []

    MainMenuItem.objects.create(navigation=navigation, page=page)
    FooterMenuItem.objects.create(navigation=navigation, address="/imprint/", label="Imprint")
    assert shown() == ["About", "Imprint"]

    page.title = "About us"
    page.save_revision().publish()
    assert shown() == ["About us", "Imprint"]

    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert shown() == ["Imprint"]

    restriction.delete()
    page.refresh_from_db()
    page.unpublish()
    assert shown() == ["Imprint"]


def test_links_to_other_sites_are_there_at_once(look):
    look()
    SocialLink.objects.create(
        settings=SiteSettings.objects.get(), label="Mastodon", url="https://social.example/@studio"
    )

    assert words(look(), ".site-footer a[rel=me]") == ["Mastodon"]


def test_an_article_says_what_was_published_last(look, article):
    look()
    article.title = "Training the arch"
    article.save_revision()
    assert words(look(), "h1") == ["Training the trunk in spring"]

    article.get_latest_revision().publish()
    assert words(look(), "h1") == ["Training the arch"]


def test_notes_are_numbered_as_the_studio_wants(look):
    assert markers(look()) == ["(1)", "(2)"]

    SiteSettings.objects.update(citation_numbering=CitationNumbering.BY_REFERENCE)

    assert markers(look()) == ["(1)", "(1)"]


def test_an_author_goes_by_his_new_name(look, article):
    look()
    person = article.authors[0]
    person.name = "Juno Parable"
    person.save()

    assert words(look(), ".byline [rel=author]") == ["Juno Parable"]


def test_a_page_is_found_where_it_is_and_nowhere_else(client, look, home_page, article):
    look()
    article.slug = "elsewhere"
    article.save_revision().publish()
    article.refresh_from_db()
    assert article.url.endswith("/elsewhere/")
    assert [words(look(article.url), "h1"), client.get(article.url[:-1]).status_code] == [
        ["Training the trunk in spring"],
        301,
    ]

    page = home_page.add_child(instance=PlainPage(title="About", slug="about"))
    assert words(look(page.url), "h1") == ["About"]
    page.unpublish()
    assert client.get("/about/").status_code == 404
    page.delete()
    assert client.get("/about/").status_code == 404


def test_a_page_that_becomes_private_is_closed_at_once(client, look, article):
    look()
    PageViewRestriction.objects.create(page=article.get_parent(), restriction_type="login")

    answer = client.get(article.url)

    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (302, True)


def test_two_sites_share_nothing(look, article):
    other = Page.objects.get(depth=1).add_child(
        instance=PlainPage(title="Other", slug="other", locale=article.locale)
    )
    site = Site.objects.create(hostname="localhost", port=80, root_page=other)
    SiteSettings.objects.create(site=site, name="Another studio")

    names = [
        words(look("/", headers={"host": host}), ".site-footer__name")
        for host in ("testserver", "localhost")
    ]

    assert names == [["Studio Elsewhere"], ["Another studio"]]


def test_two_languages_share_nothing(look, home_page):
    with german_too():
        translated(home_page, "Zuhause", "zuhause")
        shown = lambda address: words(look(address), ".site-header__search span")  # noqa: E731

        assert [shown("/"), shown("/de/"), shown("/")] == [["Search"], ["Suche"], ["Search"]]
        assert switch(look("/de/")) == [("/", "en-gb", "English")]
        assert switch(look("/")) == [("/de/", "de", "Deutsch")]


def test_a_comment_is_seen_when_it_is_let_in_and_not_before(look, article):
    look()
    comment = comments_cast.say(article, "It helped my knees.", status=Status.WAITING)
    assert words(look(), ".comment__text") == []

    comments_cast.approve(comment)
    page = look()
    assert words(page, ".comment__text") == ["It helped my knees."]
    assert words(page, ".byline a[href='#comments']") == ["One comment"]

    services.decide([comment], status=Status.SPAM, by=comments_cast.make_moderator())
    assert words(look(), ".comment__text") == []


def test_what_one_reader_is_told_is_told_to_nobody_else(client, look, admin_client, article):
    comments_cast.say(article, "Nobody has read this yet.", status=Status.WAITING)
    seen = words(tree(admin_client.get(article.url)), ".comment__text")
    admin_client.logout()

    assert (seen, words(look(), ".comment__text")) == (["Nobody has read this yet."], [])
    reply = comments_cast.said(article, "Heard by all.")
    assert words(look(f"{article.url}?reply={reply.pk}"), ".comment-form__answered q")
    assert words(look(), ".comment-form__answered q") == []


def test_unknown_parameters_make_nothing_anew(look, article):
    look()
    kept = len(memory.memory._values)

    for number in range(5):
        look(f"{article.url}?utm_source={number}")

    assert len(memory.memory._values) == kept


def test_a_page_of_comments_that_is_not_there_leads_to_the_last_with_all_that_was_asked(
    client, look, article
):
    look()

    answer = client.get(f"{article.url}?comments=9&utm_source=letter")

    assert (answer.status_code, answer["Location"]) == (302, f"{article.url}?utm_source=letter")
    assert client.get(f"{article.url}?comments=x").status_code == 404


def test_a_conversation_closes_by_its_age_though_nothing_is_written(look, article, monkeypatch):
    comments_cast.arrange(close_after_days=14)
    assert look().cssselect("form[action]")
    later = timezone.localdate() + timedelta(days=20)
    monkeypatch.setattr(timezone, "localdate", lambda *_: later)

    assert words(look(), ".conversation__closed") != []
