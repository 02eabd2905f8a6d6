"""Whatever Wagtail does with an article, its markers keep their links (W6)."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction, Revision

from articles.citations import embed
from articles.models import ArticlePage
from articles.tests import editing
from articles.tests.editing import words
from articles.tests.linked import BODY, LINKS, REFERENCES, again, links, rewrite
from studio.tests import cast


def labels(response):
    return re.findall(r'role="doc-noteref"[^>]*>([^<]+)</a>', response.content.decode())


@pytest.fixture
def article(index):
    return cast.make_article(index, body=BODY, references=REFERENCES)


def test_a_published_article_shows_its_links(article):
    assert links(again(article)) == LINKS


def test_reverting_to_an_old_version_brings_its_links_back(admin_client, article):
    old = article.get_latest_revision()
    rewrite(article).publish()
    assert links(again(article)) == []
    url = reverse("wagtailadmin_pages:revisions_revert", args=[article.pk, old.pk])
    data = editing.filled(
        admin_client,
        article,
        body=[(kind, words(source)) for kind, source in BODY],
        action="publish",
        url=url,
    )
    data["revision"] = str(old.pk)

    assert admin_client.post(url, data).status_code == 302
    assert links(again(article)) == LINKS


def test_comparing_versions_shows_changed_references(admin_client, article):
    old = article.get_latest_revision()
    new = rewrite(article, BODY, [REFERENCES[0], {"key": "feet", "note": "On hands."}])
    url = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, old.pk, new.pk])

    shown = admin_client.get(url)

    assert shown.status_code == 200
    compared = shown.content.decode()
    assert "feet." in compared
    assert "hands." in compared
    assert "References" in compared
    assert "<dt>Key" not in compared


def test_comparing_versions_shows_an_added_reference_without_its_key(admin_client, article):
    old = article.get_latest_revision()
    new = rewrite(article, BODY, [*REFERENCES, {"key": "k3y-n0body-r3ads", "note": "On hands."}])
    url = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, old.pk, new.pk])

    compared = admin_client.get(url).content.decode()

    assert "On hands." in compared
    assert "k3y-n0body-r3ads" not in compared


def framed_by(response):
    directives = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return next(values for name, *values in directives if name == "frame-ancestors")


def test_the_preview_of_a_draft_has_the_labels_it_will_have_published(
    admin_client, article, client
):
    data = editing.filled(
        admin_client,
        article,
        body=[
            ("paragraph", words(f"<p>First{embed('c0', 'feet')}</p>")),
            *[(kind, words(source)) for kind, source in BODY],
        ],
    )
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    assert admin_client.post(url, data).json()["is_valid"]

    previewed = admin_client.get(url)
    admin_client.post(editing.edit_url(article), {**data.dict(), "action-publish": "1"})
    published = client.get(again(article).url)

    assert labels(previewed) == labels(published) == ["(1)", "(2)", "(3)", "(4)"]
    assert framed_by(previewed) == ["'self'"]  # the editor shows the preview beside the form
    assert framed_by(published) == ["'none'"]


def test_a_scheduled_article_goes_live_with_its_links(index):
    article = cast.make_article(index, body=BODY, references=REFERENCES, publish=False)
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()
    assert not again(article).live
    Revision.objects.filter(object_id=str(article.pk)).exclude(approved_go_live_at=None).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    revision = Revision.objects.exclude(approved_go_live_at=None).get()
    revision.content["go_live_at"] = None
    revision.save()

    call_command("publish_scheduled")

    assert again(article).live
    assert links(again(article)) == LINKS


def test_a_copy_has_the_links_of_its_original(admin_client, article):
    url = reverse("wagtailadmin_pages:copy", args=[article.pk])
    form = {
        "new_title": "Copied",
        "new_slug": "copied",
        "new_parent_page": article.get_parent().pk,
        "publish_copies": "on",
    }

    assert admin_client.post(url, form).status_code == 302

    copy = ArticlePage.objects.get(slug="copied")
    assert copy.live
    assert links(copy) == links(copy.get_latest_revision_as_object()) == LINKS
    assert links(again(article)) == LINKS


def test_an_alias_has_the_links_of_its_source_and_follows_it(admin_client, article):
    url = reverse("wagtailadmin_pages:copy", args=[article.pk])
    form = {
        "new_title": "Alias",
        "new_slug": "alias",
        "new_parent_page": article.get_parent().pk,
        "alias": "on",
    }
    assert admin_client.post(url, form).status_code == 302
    alias = ArticlePage.objects.get(slug="alias")
    assert links(alias) == LINKS

    rewrite(article, BODY[:1], REFERENCES).publish()

    assert links(again(alias)) == links(again(article)) == LINKS[:2]


def canonical(client, page):
    return re.findall(
        r'<link rel="canonical" href="([^"]+)">|<meta property="og:url" content="([^"]+)">',
        client.get(page.url).content.decode(),
    )


def test_an_alias_names_its_source_as_the_address_to_keep(client, home_page, index, article):
    alias = article.create_alias(update_slug="alias", parent=home_page)
    kept = [(article.full_url, ""), ("", article.full_url)]
    assert canonical(client, alias) == canonical(client, article) == kept

    PageViewRestriction.objects.create(
        page=index, restriction_type=PageViewRestriction.PASSWORD, password="juniper"
    )
    own = [(alias.full_url, ""), ("", alias.full_url)]
    assert canonical(client, alias) == own

    PageViewRestriction.objects.all().delete()
    ArticlePage.objects.filter(pk=article.pk).update(live=False)
    assert canonical(client, alias) == own


def test_an_alias_made_a_page_of_its_own_keeps_its_links(admin_client, article):
    alias = article.create_alias(update_slug="alias")

    admin_client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))

    assert again(alias).alias_of is None
    assert links(again(alias).get_latest_revision_as_object()) == LINKS
