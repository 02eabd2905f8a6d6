"""The form of the rules: what it refuses, who may change them, and of which site."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import GroupSitePermission, ModelLogEntry, Page, Site

from comments.models import CommentRules, ModerationArea, Status
from comments.tests.cast import rule, say
from comments.tests.trial import fields, listed, try_out, words
from studio.tests.cast import make_article, make_staff

pytestmark = [pytest.mark.django_db]

DASHBOARD = reverse("wagtailadmin_home")


@pytest.fixture
def article(index):
    return make_article(index)


@pytest.fixture
def url(home_page):
    return reverse("reader_comments_rules", args=[Site.objects.get().pk])


# --- typing ---------------------------------------------------------------------


@pytest.mark.parametrize("button", [{}, {"try": "1"}])
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"max_links": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"max_links": "101"}, "Ensure this value is less than or equal to 100."),
        ({"max_links": "many"}, "Enter a whole number."),
        ({"moderation": "some"}, "Select a valid choice."),
        ({"posts_a_minute": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"min_seconds": ""}, "This field is required."),
        ({"watched": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_mistakes_are_told_and_keep_what_was_typed(admin_client, url, button, wrong, sentence):
    typed = fields(**{"disallowed": "casino\nlottery tickets", **wrong, **button})
    answer = admin_client.post(url, typed)
    page = html.fromstring(answer.text.replace("\x00", ""))
    assert answer.status_code == 200
    assert sentence in answer.text
    assert page.cssselect("textarea[name=disallowed]")[0].value.split() == [
        "casino",
        "lottery",
        "tickets",
    ]
    assert not page.cssselect("#changes-section")
    assert CommentRules.objects.get().disallowed == ""


def test_a_sample_that_is_none_is_told(admin_client, url, article):
    answer = admin_client.post(url, {"try": "1", **fields(sample="all", watched="arch")})
    assert "all is not one of the available choices." in answer.text
    assert (
        html.fromstring(answer.text).cssselect("textarea[name=watched]")[0].value.strip() == "arch"
    )


# --- saving and rights ------------------------------------------------------------


def test_a_change_stands_in_the_history_with_who_made_it(admin_client, admin_user, url):
    assert admin_client.get(url).status_code == 200
    admin_client.post(url, {"try": "1", **fields(watched="arch")})
    assert not ModelLogEntry.objects.exists()

    answer = admin_client.post(url, fields(watched="arch"), follow=True)

    assert "The rules are saved." in answer.text
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user, entry.content_type.model) == (
        "wagtail.edit",
        admin_user,
        "commentrules",
    )
    assert url in admin_client.get(reverse("wagtailadmin_reports:site_history")).text


@pytest.mark.parametrize(
    ("permissions", "may"),
    [
        ([], False),
        (["moderate_comment"], False),
        (["change_commentsettings"], False),
        (["change_commentrules"], True),
    ],
)
def test_only_who_may_change_the_rules_sees_them(client, url, permissions, may):
    client.force_login(make_staff("mara", *permissions))
    plain = reverse("reader_comments_rules")
    assert (plain in client.get(DASHBOARD).text) is may
    got, tried, saved = (
        client.get(url),
        client.post(url, {"try": "1", **fields(watched="arch")}),
        client.post(url, fields(watched="arch")),
    )
    if may:
        assert [got.status_code, tried.status_code, saved.status_code] == [200, 200, 302]
        assert client.get(plain).url == url == saved.url
    else:
        # as everywhere in Wagtail: back to the first page, with a message
        for answer in (got, tried, saved, client.get(plain)):
            assert (answer.status_code, answer.url) == (302, DASHBOARD)
    assert (CommentRules.objects.get().watched == "arch") is may


def test_visitors_are_asked_to_sign_in(client, url):
    for address in (url, reverse("reader_comments_rules")):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("wagtailadmin_login"))


def test_saving_needs_our_own_form(admin_user, url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(url, fields(watched="arch")).status_code == 403
    assert CommentRules.objects.get().watched == ""


def test_rules_are_tried_only_on_comments_one_may_decide_about(client, url, index, article):
    rule(moderation="none")
    elsewhere = make_article(index, title="Elsewhere")
    say(article, "My arch")
    say(elsewhere, "Her secret arch")
    user = make_staff("mara", "change_commentrules")
    group = Group.objects.create(name="Section")
    user.groups.add(group)
    ModerationArea.objects.create(group=group, page=article.page_ptr)
    client.force_login(user)

    page = try_out(client, url, watched="arch")

    assert listed(page) == ["My arch"]
    assert "Tried on 1 comment," in words(page)
    assert "Only comments that you may decide about" in client.get(url).text


# --- several sites ----------------------------------------------------------------


@pytest.fixture
def other_site(home_page):
    root = Page.objects.get(depth=1).add_child(instance=Page(title="Other", slug="other"))
    return Site.objects.create(hostname="other.example", root_page=root)


def test_each_site_has_rules_of_its_own(admin_client, url, article, other_site):
    other_url = reverse("reader_comments_rules", args=[other_site.pk])
    rule(moderation="none")
    say(article, "My arch")

    page = html.fromstring(admin_client.get(url).text)
    options = page.cssselect("#settings-site-switch option")
    assert {option.get("value") for option in options} == {url, other_url}
    assert "There is no comment to try" in words(try_out(admin_client, other_url, watched="arch"))
    admin_client.post(other_url, fields(watched="arch"))
    assert CommentRules.for_site(other_site).watched == "arch"
    assert say(article, "Your arch").status == Status.APPROVED


def test_a_group_may_change_the_rules_of_one_site_alone(client, url, other_site):
    other_url = reverse("reader_comments_rules", args=[other_site.pk])
    user, group = make_staff("mara"), Group.objects.create(name="Others")
    user.groups.add(group)
    permission = Group.permissions.rel.model.objects.get(codename="change_commentrules")
    GroupSitePermission.objects.create(group=group, site=other_site, permission=permission)
    client.force_login(user)
    assert client.get(other_url).status_code == 200
    assert client.get(reverse("reader_comments_rules")).url == other_url
    assert client.get(url).url == DASHBOARD
    assert client.get(reverse("reader_comments_rules", args=[9999])).status_code == 404
