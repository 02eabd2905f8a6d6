"""An author submits, an editor sends back with a word or publishes; each gets a readable letter."""

import pytest
from django.core import mail
from django.urls import reverse
from lxml import html
from wagtail.models import Page

from articles.models import ArticleIndexPage, ArticlePage
from articles.tests import editing
from studio.furnishing.beginning import begin
from studio.tests import cast
from studio.tests.first_page import HOME, make_member, said, today

pytestmark = pytest.mark.django_db

BODY = [("paragraph", editing.words("<p>The arch gives back what it took.</p>"))]
SITE = "http://127.0.0.1:8000"
FOOT = f"Which of these letters you get is set in your account:\n{SITE}/admin/account/"


@pytest.fixture
def people(db):
    """Who works on a site that has just begun: the owner, an author, two editors."""
    begin("Studio North")
    owner, ida = cast.make_admin(), make_member("ida", "Authors")
    edda, otto = make_member("edda", "Editors"), make_member("otto", "Editors")
    ida.first_name, edda.first_name = "Ida", "Edda"
    ida.save()
    edda.save()
    return {"owner": owner, "ida": ida, "edda": edda, "otto": otto}


@pytest.fixture
def article(people):
    index = ArticleIndexPage.objects.get()
    return cast.make_article(index, title="Feet & springs", owner=people["ida"], publish=False)


def edit(article):
    return f"{SITE}{reverse('wagtailadmin_pages:edit', args=[article.pk])}"


def act(client, article, name, **fields):
    state = Page.objects.get(pk=article.pk).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, name, state.pk])
    return client.post(url, fields)


def submit(client, people, article):
    client.force_login(people["ida"])
    editing.post(client, article, body=BODY, action="submit")
    client.get(HOME)  # says so


def letters():
    found = sorted(mail.outbox, key=lambda letter: letter.to)
    mail.outbox.clear()
    return found


def test_those_who_may_approve_get_one_letter_each(client, people, article):
    submit(client, people, article)
    sent = letters()
    assert [letter.to for letter in sent] == [
        ["admin@studio.example"],
        ["edda@studio.example"],
        ["otto@studio.example"],
    ]
    assert {letter.subject for letter in sent} == {"For your review: Feet & springs"}
    assert sent[1].body == (
        "Hello Edda,\n\n"
        "Ida has finished “Feet & springs” and asks you to look at it.\n\n"
        f"Read it, then approve it or ask for changes:\n{edit(article)}\n\n{FOOT}"
    )


def test_an_editor_sends_it_back_with_a_word(client, people, article):
    submit(client, people, article)
    letters()
    client.force_login(people["edda"])
    line = "“Feet & springs” waits for your review submitted by Ida"
    assert today(client) == {line: editing.edit_url(article)}
    act(client, article, "reject", comment="Who says so? Cite <Ker> & co.")

    (letter,) = letters()
    assert (letter.to, letter.subject) == (["ida@studio.example"], "Please change: Feet & springs")
    assert letter.body == (
        "Hello Ida,\n\n"
        "Edda has read “Feet & springs” and asks you to change something before it is"
        " published.\n\n"
        "Who says so? Cite <Ker> & co.\n\n"
        f"Change it, then submit it again:\n{edit(article)}\n\n{FOOT}"
    )
    client.force_login(people["ida"])
    assert "“Feet & springs” came back Edda: “Who says so? Cite <Ker> & co.”" in today(client)
    assert "Who says so?" in client.get(editing.edit_url(article)).text


def test_what_was_sent_back_is_submitted_again_and_published(client, people, article):
    submit(client, people, article)
    client.force_login(people["edda"])
    act(client, article, "reject", comment="Who says so?")
    client.force_login(people["ida"])
    editing.post(client, article, body=BODY, action="submit")
    letters()
    client.force_login(people["otto"])
    act(client, article, "approve")

    (letter,) = letters()
    assert (letter.to, letter.subject) == (["ida@studio.example"], "Approved: Feet & springs")
    url = ArticlePage.objects.get(pk=article.pk).full_url
    assert letter.body == (
        f"Hello Ida,\n\n“Feet & springs” was approved and is published:\n{url}\n\n{FOOT}"
    )
    assert ArticlePage.objects.get(pk=article.pk).live
    assert client.get(HOME).status_code == 200


def test_an_author_can_neither_publish_nor_approve(client, people, article):
    submit(client, people, article)
    answer = act(client, article, "approve")
    assert answer.status_code in (302, 403)
    editing.post(client, article, body=BODY, action="publish")
    assert not ArticlePage.objects.get(pk=article.pk).live


def test_an_editor_schedules_an_article_from_its_form(client, people, article):
    client.force_login(people["edda"])
    answer = editing.post(
        client, article, body=BODY, action="publish", go_live_at="2090-01-01 10:00"
    )
    assert answer.status_code == 302
    assert ArticlePage.objects.get(pk=article.pk).approved_schedule


# --- what the editor is told, and offered --------------------------------------------------


def told(client):
    """{what was said: the texts of its buttons} on the page that is shown next."""
    shown = html.fromstring(client.get(HOME).text).cssselect(".messages > ul > li")
    return {
        said(one).split(" View live")[0].removesuffix(" Edit"): {
            said(button): button.get("href") for button in one.cssselect("a")
        }
        for one in shown
    }


def offered(client, article):
    """What the form's button does, and what its menu has, in order."""
    form = html.fromstring(client.get(editing.edit_url(article)).text)
    buttons = [said(one) for one in form.cssselect("footer button")]
    return [words for words in buttons if words != "More actions"]


def decide(client, article, action, **fields):
    """As the button of the form does."""
    pressed = {"action-workflow-action": "true", "workflow-action-name": action}
    return editing.post(client, article, body=BODY, **pressed, **fields)


@pytest.mark.parametrize("by", [act, decide], ids=["from a list", "in its form"])
def test_whoever_approves_reads_that_it_is_published_and_where(client, people, article, by):
    submit(client, people, article)
    client.force_login(people["edda"])
    by(client, article, "approve")

    url = ArticlePage.objects.get(pk=article.pk).url
    edit_url = editing.edit_url(article)
    assert told(client) == {"“Feet & springs” is published.": {"View live": url, "Edit": edit_url}}


@pytest.mark.parametrize("by", [act, decide], ids=["from a list", "in its form"])
def test_whoever_sends_back_reads_so(client, people, article, by):
    submit(client, people, article)
    client.force_login(people["edda"])
    by(client, article, "reject")

    edit_url = editing.edit_url(article)
    assert told(client) == {"“Feet & springs” is sent back to its author.": {"Edit": edit_url}}


def test_whoever_approves_for_a_later_day_reads_which(client, people, article):
    submit(client, people, article)
    client.force_login(people["edda"])
    decide(client, article, "approve", go_live_at="2090-01-01 10:00")

    sentence = "“Feet & springs” is approved and will be published on 1 Jan 2090, 10:00."
    assert told(client) == {sentence: {"Edit": editing.edit_url(article)}}


def test_a_reviewer_is_offered_the_decision_first_and_no_way_past_it(client, people, article):
    client.force_login(people["edda"])
    assert offered(client, article) == ["Save draft", "Publish", "Submit to Editors"]

    submit(client, people, article)
    client.force_login(people["edda"])
    assert offered(client, article) == [
        "Approve and publish",
        "Request changes",
        "Publish with a comment",
        "Save draft",
        "End the review, keep the draft",
    ]


def test_an_author_whose_article_is_reviewed_can_take_it_back(client, people, article):
    submit(client, people, article)
    assert offered(client, article) == ["End the review, keep the draft", "Page locked"]


def test_an_author_whose_article_came_back_is_offered_to_submit_it_again(client, people, article):
    submit(client, people, article)
    client.force_login(people["edda"])
    act(client, article, "reject", comment="Who says so?")
    client.force_login(people["ida"])
    assert offered(client, article) == [
        "Save draft",
        "End the review, keep the draft",
        "Resubmit to Approval by an editor",
    ]
