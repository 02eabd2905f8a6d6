"""No way to publish brings an article live whose markers lead nowhere (W4)."""

import html
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, Workflow, WorkflowPage, WorkflowTask

from articles.citations import embed
from articles.models import ArticlePage
from articles.publishing import LostReferences
from articles.tests import editing
from articles.tests.editing import words
from articles.tests.linked import BODY, LINKS, REFERENCES, again, links, rewrite
from studio.tests import cast

BROKEN = [("paragraph", f"<p>A claim{embed('c9', 'gone')}</p>")]
WHY = (
    "“Training the trunk” was not published. "
    "The footnote after “A claim” has lost its reference, which was deleted. "
    "Choose another one, or remove the marker."
)


@pytest.fixture
def article(index):
    return cast.make_article(index, body=BODY, references=REFERENCES)


@pytest.fixture
def broken(index):
    """A draft whose marker leads nowhere."""
    return cast.make_article(index, body=BROKEN, publish=False)


def told(client):
    return html.unescape(client.get("/admin/").content.decode())


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
