"""Whatever Wagtail does with an article, its markers keep their links (W6).

And no way to publish brings an article live whose markers lead nowhere (W4).
"""

import html
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, Workflow, WorkflowPage, WorkflowTask

from articles.citations import embed
from articles.models import ArticlePage, Reference
from articles.publishing import LostReferences
from articles.tests import editing
from articles.tests.editing import words
from studio.tests import cast

BODY = [
    ("paragraph", f"<p>One{embed('c1', 'core')}, two{embed('c2', 'feet')}.</p>"),
    ("paragraph", f"<p>Three{embed('c3', 'core')}.</p>"),
]
REFERENCES = [{"key": "core", "title": "Core Stability"}, {"key": "feet", "note": "On feet."}]
#: Each marker's label and the words it leads to.
LINKS = [("(1)", "Core Stability"), ("(2)", "On feet."), ("(3)", "Core Stability")]

BROKEN = [("paragraph", f"<p>A claim{embed('c9', 'gone')}</p>")]
WHY = (
    "“Training the trunk” was not published. "
    "The footnote after “A claim” has lost its reference. Remove it or cite again."
)

SHOWN = Template(
    "{% load articles_tags wagtailcore_tags %}{% citations text.numbering %}"
    "{% for each in texts %}{{ each.source|richtext }}{% endfor %}{% endcitations %}"
)


def links(article):
    """What a reader sees of the markers, and where each leads."""
    text = article.text()
    shown = SHOWN.render(Context({"text": text, "texts": list(text.rich_texts())}))
    lines = {line.entry.anchor: line.reference.text for line in text.lines}
    found = re.findall(r'href="#([^"]+)"[^>]*>([^<]+)</a>', shown)
    return [(label, lines[target]) for target, label in found]


def labels(response):
    return re.findall(r'role="doc-noteref"[^>]*>([^<]+)</a>', response.content.decode())


@pytest.fixture
def article(index):
    return cast.make_article(index, body=BODY, references=REFERENCES)


@pytest.fixture
def broken(index):
    """A draft whose marker leads nowhere."""
    return cast.make_article(index, body=BROKEN, publish=False)


def again(article):
    return ArticlePage.objects.get(pk=article.pk)


def told(client):
    return html.unescape(client.get("/admin/").content.decode())


def rewrite(article, body=(("paragraph", "<p>Nothing.</p>"),), references=()):
    """A new draft with another body and other references."""
    page = again(article).get_latest_revision_as_object()
    page.body = list(body)
    page.references = [Reference(**fields) for fields in references]
    return page.save_revision()


# --- markers keep their links ------------------------------------------------


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


def test_an_alias_made_a_page_of_its_own_keeps_its_links(admin_client, article):
    alias = article.create_alias(update_slug="alias")

    admin_client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))

    assert again(alias).alias_of is None
    assert links(again(alias).get_latest_revision_as_object()) == LINKS


# --- nothing unfinished goes live --------------------------------------------


def test_submitting_for_moderation_needs_whole_references(admin_client, broken):
    moderate(broken)
    body = [("paragraph", words(BROKEN[0][1]))]

    answer = editing.post(admin_client, broken, body=body, action="submit")

    assert answer.status_code == 200
    assert again(broken).current_workflow_state is None


def test_scheduling_needs_whole_references(admin_client, broken):
    later = timezone.localtime() + timedelta(days=1)
    body = [("paragraph", words(BROKEN[0][1]))]

    answer = editing.post(
        admin_client, broken, body=body, action="publish", go_live_at=f"{later:%Y-%m-%d %H:%M}"
    )

    assert answer.status_code == 200
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def bulk_publish(client, *pages, **form):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?next=/admin/&{ids}", form)


def test_bulk_publishing_refuses_lost_references(admin_client, index, broken):
    fine = cast.make_article(index, title="Fine", publish=False)

    answer = bulk_publish(admin_client, broken, fine)

    assert answer.status_code == 302
    assert not again(broken).live
    assert not again(fine).live
    assert WHY in told(admin_client)


def test_bulk_publishing_refuses_lost_references_below(admin_client, index, broken):
    bulk_publish(admin_client, index, include_descendants="on")

    assert not again(broken).live
    assert WHY in told(admin_client)


def test_bulk_publishing_publishes_whole_articles(admin_client, index):
    fine = cast.make_article(index, body=BODY, references=REFERENCES, publish=False)

    bulk_publish(admin_client, fine)

    assert links(again(fine)) == LINKS


def moderate(article):
    """A workflow of one approval for everything below the article's list."""
    workflow = Workflow.objects.create(name="Second pair of eyes")
    task = GroupApprovalTask.objects.create(name="Read")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=article.get_parent())
    return workflow


def approval_url(article):
    state = article.current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.pk])


def test_approving_from_the_dashboard_refuses_lost_references(admin_client, admin_user, broken):
    moderate(broken).start(broken, admin_user)

    answer = admin_client.post(approval_url(broken))

    assert answer.url == editing.edit_url(broken)
    assert WHY in told(admin_client)
    assert not again(broken).live
    assert again(broken).workflow_in_progress


def test_approving_with_a_comment_refuses_lost_references(admin_client, admin_user, broken):
    moderate(broken).start(broken, admin_user)

    answer = admin_client.post(
        approval_url(broken), {"comment": "Fine"}, headers={"x-requested-with": "XMLHttpRequest"}
    )

    assert answer.json() == {"step": "success", "redirect": editing.edit_url(broken)}
    assert WHY in told(admin_client)
    assert not again(broken).live


def test_approving_publishes_a_whole_article(admin_client, admin_user, index):
    article = cast.make_article(index, body=BODY, references=REFERENCES, publish=False)
    moderate(article).start(article, admin_user)

    admin_client.post(approval_url(article))

    assert links(again(article)) == LINKS


def test_approving_in_the_editor_refuses_lost_references(admin_client, admin_user, broken):
    moderate(broken).start(broken, admin_user)
    form = {"body": [("paragraph", words(BROKEN[0][1]))], "action": "workflow-action"}

    answer = editing.post(admin_client, broken, **form, **{"workflow-action-name": "approve"})

    assert answer.status_code == 200
    assert not again(broken).live


def test_an_article_with_lost_references_can_be_sent_back(admin_client, admin_user, broken):
    moderate(broken).start(broken, admin_user)
    form = {"body": [("paragraph", words(BROKEN[0][1]))], "action": "workflow-action"}

    editing.post(admin_client, broken, **form, **{"workflow-action-name": "reject"})

    assert again(broken).current_workflow_state.status == "needs_changes"


def test_pretending_to_send_back_does_not_publish(admin_client, admin_user, broken):
    form = {"body": [("paragraph", words(BROKEN[0][1]))], "action": "publish"}

    answer = editing.post(admin_client, broken, **form, **{"workflow-action-name": "reject"})

    assert answer.url == editing.edit_url(broken)
    assert not again(broken).live


def test_reverting_to_a_version_with_lost_references_does_not_publish(admin_client, index):
    article = cast.make_article(index, body=BODY, references=REFERENCES)
    old = rewrite(article, BROKEN, [])
    rewrite(article, BODY, REFERENCES).publish()
    url = reverse("wagtailadmin_pages:revisions_revert", args=[article.pk, old.pk])
    data = editing.filled(
        admin_client,
        article,
        body=[("paragraph", words(BROKEN[0][1]))],
        references=[],
        action="publish",
    )

    assert admin_client.post(url, data).status_code == 200
    assert links(again(article)) == LINKS


def test_a_copy_of_a_draft_with_lost_references_is_not_live(admin_client, broken):
    url = reverse("wagtailadmin_pages:copy", args=[broken.pk])
    form = {
        "new_title": "Copied",
        "new_slug": "copied",
        "new_parent_page": broken.get_parent().pk,
        "publish_copies": "on",
    }

    admin_client.post(url, form)

    assert not ArticlePage.objects.get(slug="copied").live


def test_a_copy_of_a_published_article_shows_what_was_published(admin_client, article):
    rewrite(article, BROKEN, [])
    url = reverse("wagtailadmin_pages:copy", args=[article.pk])
    form = {
        "new_title": "Copied",
        "new_slug": "copied",
        "new_parent_page": article.get_parent().pk,
        "publish_copies": "on",
    }

    admin_client.post(url, form)

    assert links(ArticlePage.objects.get(slug="copied")) == LINKS


def test_a_script_cannot_publish_lost_references(broken):
    with pytest.raises(LostReferences):
        broken.save_revision().publish()

    assert not again(broken).live


def test_the_timer_passes_over_lost_references_and_goes_on(index, broken):
    fine = cast.make_article(index, title="Fine", publish=False)
    for page in (broken, fine):
        page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))

    call_command("publish_scheduled")

    assert not again(broken).live
    assert again(fine).live
