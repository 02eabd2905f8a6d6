"""A reader reports another's comment: enough of them make it wait."""

import pytest
from django.test import Client

from comments.models import Comment, Report, Status
from comments.tests import cast
from comments.tests.letterbox import (
    asked,
    errors,
    followed,
    notice,
    places,
    report,
    section,
    texts,
)
from studio.tests import cast as studio_cast

pytestmark = pytest.mark.django_db

THANKS = "Thank you for telling us. A moderator looks at every report."


@pytest.fixture
def comment(article):
    return cast.said(article)


def reported(comment):
    """What an address asks for after a report."""
    return {"done": "reported", "comment": str(comment.pk)}


def thanked(response):
    """The number of the comment at which the notice stands; None above them all."""
    found = section(response).cssselect("article #comment-notice")
    return int(next(found[0].iterancestors("article")).get("id")[8:]) if found else None


def reader(number):
    return Client(REMOTE_ADDR=f"203.0.113.{number}")


def test_a_report_is_kept_with_its_reason(client, article, comment):
    answer = report(client, article, comment, reason="private", note=" My street.\r\n")

    assert asked(answer) == (article.url, reported(comment), "comment-notice")
    kept = Report.objects.get()
    assert (kept.comment, kept.reason, kept.note) == (comment, "private", " My street.")
    assert kept.user is None
    assert "127.0.0.1" not in kept.reporter
    assert notice(followed(client, answer)) == THANKS


def test_the_form_stands_at_the_comment_it_is_about(client, article, comment):
    cast.said(article)

    page = client.get(article.url, {"report": comment.pk})

    (form,) = section(page).cssselect(f"#{comment.anchor} form#report-{comment.pk}")
    assert form.cssselect("[name=comment]")[0].get("value") == str(comment.pk)
    assert page["X-Robots-Tag"] == "noindex"


def test_three_readers_make_a_comment_wait(article, comment):
    for number in (1, 2):
        report(reader(number), article, comment)
        assert Comment.objects.get().status == Status.APPROVED

    answer = report(reader(3), article, comment)

    held = Comment.objects.get()
    assert (held.status, held.why[0].rule) == (Status.WAITING, "reports")
    page = followed(Client(), answer)
    assert (notice(page), texts(page)) == (THANKS, [])


def test_one_reader_counts_once_and_hears_the_same(article, comment):
    answers = [asked(report(reader(1), article, comment)) for _again in range(5)]

    assert answers == [(article.url, reported(comment), "comment-notice")] * 5
    assert (Report.objects.count(), Comment.objects.get().status) == (1, Status.APPROVED)


def test_after_a_report_its_comment_says_so_and_offers_no_other(client, article, comment):
    other = cast.said(article)

    page = followed(client, report(client, article, comment))

    assert (notice(page), thanked(page)) == (THANKS, comment.pk)
    links = [link.get("href") for link in section(page).cssselect(".comment__actions a")]
    assert [link for link in links if "report" in link] == [f"?report={other.pk}#report-{other.pk}"]


def test_whatever_a_report_did_its_answer_is_the_same(article, comment):
    cast.rule(reports_to_hold=1)

    answer = report(reader(1), article, comment)

    assert asked(answer) == (article.url, reported(comment), "comment-notice")
    page = followed(Client(), answer)
    assert (notice(page), thanked(page), texts(page)) == (THANKS, None, [])


def test_one_connection_is_one_reader_whatever_its_browsers_are_called(article, comment):
    for name in ("Firefox", "Chrome", "Lynx"):
        report(Client(REMOTE_ADDR="203.0.113.1", HTTP_USER_AGENT=name), article, comment)

    assert (Report.objects.count(), Comment.objects.get().status) == (1, Status.APPROVED)


def test_who_is_signed_in_counts_once_from_everywhere(client, article, comment):
    user = studio_cast.make_staff("ida")
    for number in (1, 2, 3):
        browser = reader(number)
        browser.force_login(user)
        report(browser, article, comment)

    assert Report.objects.get().user == user


def test_the_number_of_readers_is_a_setting(article, comment):
    cast.rule(reports_to_hold=1)

    report(reader(1), article, comment)

    assert Comment.objects.get().status == Status.WAITING


def test_a_report_without_a_reason_is_asked_for_one(client, article, comment):
    for reason in ("", "because"):
        page = report(client, article, comment, reason=reason, note="It hurts.")
        assert (page.status_code, errors(page)) == (422, ["Choose what is wrong with it."])
        (note,) = section(page).cssselect(f"#report-{comment.pk} textarea")
        assert note.text.removeprefix("\n") == "It hurts."

    page = report(client, article, comment, note="a" * 501)
    assert errors(page) == ["There is room for 500 characters; this has 501."]
    assert report(client, article, comment, note="a\x00").status_code == 422
    assert report(client, article, comment, key="forged").status_code == 400
    assert not Report.objects.exists()


def test_what_nobody_sees_cannot_be_reported(client, index, article):
    statuses = [Status.WAITING, Status.SPAM, Status.REJECTED, Status.TRASHED, Status.ERASED]
    hidden = [cast.say(article, status=status) for status in statuses]
    elsewhere = cast.said(studio_cast.make_article(index, title="Elsewhere"))
    ours = cast.say(article, user=cast.make_moderator())

    for comment in [*hidden, elsewhere, ours]:
        assert report(client, article, comment).status_code == 404
        assert (
            section(client.get(article.url, {"report": comment.pk})).cssselect("form[id^=report]")
            == []
        )
    for nonsense in ("", "x", "0", "-1", "9" * 30, "\x00"):
        answer = client.post(article.url, {"action": "report", "comment": nonsense})
        assert answer.status_code == 404
    assert not Report.objects.exists()


def test_ten_reports_an_hour_are_enough(client, article):
    comments = [cast.said(article) for _number in range(11)]

    answers = [report(client, article, comment) for comment in comments]

    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    assert int(answers[-1]["Retry-After"]) > 3500
    assert Report.objects.count() == 10


def test_a_report_of_another_page_of_comments_comes_back_there(client, article):
    cast.arrange(per_page=5)
    comments = [cast.said(article) for _number in range(7)]

    assert comments[6].pk in places(client.get(article.url, {"report": comments[6].pk}))
    answer = report(client, article, comments[6])
    assert asked(answer)[1] == {"comments": "2", **reported(comments[6])}
    assert thanked(followed(client, answer)) == comments[6].pk


def test_a_closed_page_still_takes_reports(client, article, comment):
    article.comments_mode = "closed"
    article.save_revision().publish()
    assert report(client, article, comment).status_code == 303

    article.comments_mode = "off"
    article.save_revision().publish()
    assert report(client, article, comment).status_code == 404
