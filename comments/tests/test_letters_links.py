"""Links that decide: GET shows, POST acts, once, as whom the letter was written to (M5)."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from comments import chores, services, tokens
from comments.models import Comment, Rejection, Status
from comments.services import history
from comments.tests import cast
from comments.tests.clock import ALMOST_A_WEEK, MORE_THAN_A_WEEK, back
from comments.tests.letters import delivered, header, links_in, text_of
from comments.tokens import Decision
from studio.tests.cast import make_article, make_index


@pytest.fixture
def article(index):
    return make_article(index, title="Training the trunk")


@pytest.fixture
def ida(db):
    ida = cast.make_moderator("ida")
    ida.first_name, ida.last_name = "Ida", "Storey"
    ida.save()
    return ida


@pytest.fixture
def comment(article, ida):
    return cast.say(article, "Because the *feet* talk.", name="Rosa")


def link(comment, user, status=Status.APPROVED):
    decision = Decision(comment.pk, comment.turn, user.pk, str(status))
    return f"/comments/decide/{tokens.of_decision(decision)}/"


def state(comment):
    return Comment.objects.get(pk=comment.pk).status


def test_the_links_of_a_letter_do_what_they_say(comment, ida, post_office, client):
    (letter,) = delivered(post_office)
    approve, reject, spam = links_in(letter, "/comments/decide/")
    for address, words in (
        (approve, "Approve the comment"),
        (reject, "Reject the comment"),
        (spam, "Mark the comment as spam"),
    ):
        assert address in text_of(letter)
        assert words in client.get(address).content.decode()
    answer = client.post(approve)
    assert (answer.status_code, answer["Location"]) == (303, approve)
    assert state(comment) == Status.APPROVED


def test_looking_changes_nothing(comment, ida, client):
    for status in (Status.APPROVED, Status.REJECTED, Status.SPAM):
        for method in (client.get, client.head):
            assert method(link(comment, ida, status)).status_code == 200
    assert Comment.objects.get().turn == comment.turn
    assert state(comment) == Status.WAITING
    assert client.cookies == {}


def test_the_page_shows_the_comment_and_why_it_waits(comment, ida, client):
    page = client.get(link(comment, ida)).content.decode()
    assert "Because the <em>feet</em> talk." in page
    assert "Rosa wrote" in page
    assert "We do not know this writer yet" in page
    assert "rosa@reader.example" not in page


def test_the_history_tells_who_decided_and_where(comment, ida, client):
    client.post(link(comment, ida, Status.SPAM))
    entry = history.of(comment).first()
    assert (entry.action, entry.user) == (history.DECIDED, ida)
    assert (entry.data["status"], entry.data["via"]) == ("spam", "letter")


def test_a_rejection_takes_a_reason_and_a_note(comment, ida, client):
    address = link(comment, ida, Status.REJECTED)
    client.post(address, {"rejection": "off_topic", "note": "About shoes."})
    rejected = Comment.objects.get()
    assert rejected.status == Status.REJECTED
    assert (rejected.rejection, rejected.note) == (Rejection.OFF_TOPIC, "About shoes.")


@pytest.mark.parametrize(
    "typed",
    [{"rejection": ""}, {"rejection": "nonsense"}, {"rejection": "other", "note": "x" * 501}],
)
def test_a_rejection_without_a_known_reason_changes_nothing(comment, ida, client, typed):
    answer = client.post(link(comment, ida, Status.REJECTED), typed)
    assert answer.status_code == 422
    assert state(comment) == Status.WAITING


def test_after_the_click_the_page_says_what_was_done(comment, ida, client):
    answer = client.post(link(comment, ida), follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Done" in page
    assert re.search(r"Ida Storey decided about the comment \([^)]+\): approved", page)
    assert f"?comment={comment.pk}#comment-{comment.pk}" in page


def test_the_second_click_is_refused_and_told_why(comment, ida, client):
    address = link(comment, ida)
    client.post(address)
    answer = client.post(address)
    assert answer.status_code == 409
    assert re.search(
        r"Ida Storey decided about the comment \([^)]+\): approved", answer.content.decode()
    )
    assert Comment.objects.get().turn == comment.turn + 1


def test_what_another_decided_meanwhile_is_not_decided_again(comment, ida, client):
    otto = cast.make_moderator("otto")
    services.decide([comment], status=Status.REJECTED, by=otto)
    for answer, status in (
        (client.get(link(comment, ida)), 410),
        (client.post(link(comment, ida)), 409),
    ):
        assert answer.status_code == status
        assert re.search(
            r"otto decided about the comment \([^)]+\): rejected", answer.content.decode()
        )
    assert state(comment) == Status.REJECTED


def test_an_undone_decision_does_not_bring_the_link_back(comment, ida, client):
    address = link(comment, ida)
    client.post(address)
    services.undo([comment], by=ida)
    assert client.post(address).status_code == 409
    assert state(comment) == Status.WAITING


def test_a_link_is_for_the_words_of_its_letter(comment, ida, client):
    address = link(comment, ida)
    services.edit(comment, text="Buy *soles*.")
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Its writer has edited it since" in page
        assert "Buy <em>soles</em>." in page
        assert f'href="/admin/reader-comments/inspect/{comment.pk}/"' in page
        assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    assert state(comment) == Status.WAITING


def test_an_edit_brings_a_letter_with_links_for_the_new_words(comment, ida, post_office, client):
    delivered(post_office)
    services.edit(comment, text="Because the feet sing.")
    (letter,) = delivered(post_office)
    assert header(letter, "Subject") == "Edited comment waits: Rosa below “Training the trunk”"
    assert "> Because the feet sing." in text_of(letter)
    approve, _reject, _spam = links_in(letter, "/comments/decide/")
    assert client.post(approve).status_code == 303
    assert state(comment) == Status.APPROVED


def test_many_edits_bring_no_more_letters_than_many_comments(comment, ida, post_office):
    for number in range(25):
        services.edit(comment, text=f"Thought {number}")
    assert len(delivered(post_office)) == 20
    chores.write_hourly_digests()
    (digest,) = delivered(post_office)
    assert "> Thought 24" in text_of(digest)


def test_what_its_writer_deleted_cannot_be_decided(comment, ida, client):
    services.take_back(comment)
    for answer, status in (
        (client.get(link(comment, ida)), 410),
        (client.post(link(comment, ida)), 409),
    ):
        assert answer.status_code == status
        assert "Its writer deleted the comment." in answer.content.decode()


def test_what_was_removed_says_so(comment, ida, client):
    address = link(comment, ida)
    comment.delete()
    assert client.get(address).status_code == 410
    assert client.post(address).status_code == 410


def test_who_left_the_studio_decides_nothing(comment, ida, client):
    ida.is_active = False
    ida.save()
    assert client.get(link(comment, ida)).status_code == 403
    assert client.post(link(comment, ida)).status_code == 403
    assert state(comment) == Status.WAITING


def test_who_lost_the_right_decides_nothing(comment, ida, client):
    ida.is_superuser = False
    ida.save()
    assert client.get(link(comment, ida)).status_code == 403
    assert client.post(link(comment, ida)).status_code == 403
    assert state(comment) == Status.WAITING


def test_who_was_removed_decides_nothing(comment, ida, client):
    address = link(comment, ida)
    ida.delete()
    assert client.post(address).status_code == 403
    assert state(comment) == Status.WAITING


def test_for_a_week_the_link_works(comment, ida, client):
    with back(ALMOST_A_WEEK):
        address = link(comment, ida)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 303
    assert state(comment) == Status.APPROVED


def test_a_week_later_the_link_is_too_old(comment, ida, client):
    with back(MORE_THAN_A_WEEK):
        address = link(comment, ida)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 410
        assert "too old" in answer.content.decode()
    assert state(comment) == Status.WAITING


def test_a_forged_link_decides_nothing(comment, ida, client):
    forged = link(comment, ida).replace("decide/", "decide/x")
    assert client.get(forged).status_code == 404
    assert client.post(forged).status_code == 404
    for token in (tokens.of_writer(comment.pk), tokens.of_proof(comment.pk)):
        assert client.post(f"/comments/decide/{token}/").status_code == 404
    assert state(comment) == Status.WAITING


def test_it_acts_as_whom_it_was_written_to_whoever_is_signed_in(comment, ida, admin_client):
    admin_client.post(link(comment, ida))
    assert Comment.objects.get().decided_by == ida


def test_nobody_keeps_finds_or_passes_on_such_a_page(comment, ida, client):
    for answer in (client.get(link(comment, ida)), client.post(link(comment, ida))):
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_decides(home_page):
    ida = cast.make_moderator("ida")
    comment = cast.say(make_article(make_index(home_page)))
    address = link(comment, ida)

    def click(_number):
        try:
            return Client().post(address).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(click, range(6))) == [303, 409, 409, 409, 409, 409]
    assert Comment.objects.get().turn == comment.turn + 1
