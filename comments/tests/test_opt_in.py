"""Letters about answers are asked for twice: by a tick, and by a button behind a link (V5)."""

import pytest
from django.core import signing
from django.utils import timezone
from django.utils.timezone import localtime

from comments import remembering, services, tokens
from comments.models import Address, Comment, Status, Subscription
from comments.tests import cast
from comments.tests.clock import ALMOST_A_WEEK, MORE_THAN_A_WEEK, back
from comments.tests.letters import delivered, header, html_of, link_in, text_of, unsubscribe_link
from studio.models import Letter
from studio.tests.cast import make_article


@pytest.fixture
def article(index):
    cast.arrange(moderator_mail="never")
    return make_article(index, title="Training the trunk")


def ask(article, *words, **fields):
    fields = {"wants_letters": True, "email": "Rosa@Reader.example", **fields}
    return cast.say(article, *words, **fields)


def question_in(post_office):
    (question,) = delivered(post_office)
    return question


def subscription():
    return Subscription.objects.get()


# --- the letter ---------------------------------------------------------------


def test_the_tick_brings_one_letter_with_a_link(article, post_office):
    ask(article)
    question = question_in(post_office)
    assert question["To"] == "Rosa@Reader.example"
    assert (
        header(question, "Subject")
        == "Shall we write to you about answers below “Training the trunk”?"
    )
    assert question["Reply-To"] is None
    assert link_in(question, "/confirm/") in html_of(question)
    assert subscription().status == Subscription.Status.ASKED


def test_without_the_tick_nobody_is_written_to(article, post_office):
    ask(article, wants_letters=False)
    assert delivered(post_office) == []
    assert not Subscription.objects.exists()


def test_the_question_holds_nothing_that_the_commenter_typed(article, post_office):
    ask(
        article,
        "Buy quicksilver soles at https://soles.example/now",
        name="Zebedee Quicksilver",
        website="https://zebedee.example/",
        email="victim@elsewhere.example",
    )
    whole = question_in(post_office).as_string().casefold()
    for typed in ("quicksilver", "zebedee", "soles"):
        assert typed not in whole


def test_a_title_with_line_breaks_stays_one_header(article, post_office):
    article.title = "Trunk\r\nBcc: everybody@elsewhere.example\u2028and\x07more"
    article.save()
    ask(article)
    question = question_in(post_office)
    assert question["Bcc"] is None
    assert "“Trunk Bcc: everybody@elsewhere.example and more”" in header(question, "Subject")


def test_an_address_that_is_none_loses_no_comment(article, post_office):
    comment = ask(article, email="no address")
    assert comment.status == Status.WAITING
    assert delivered(post_office) == []
    assert not Subscription.objects.exists()


def test_spam_asks_nobody(article, post_office):
    cast.rule(disallowed="quicksilver")
    ask(article, "Quicksilver!")
    assert delivered(post_office) == []


def test_where_letters_are_not_offered_nobody_is_asked(article, post_office):
    cast.arrange(offers_letters=False)
    ask(article)
    assert delivered(post_office) == []


# --- who proved the address with this comment is not asked again --------------


def test_a_device_that_proves_the_address_is_not_asked_again(article, post_office):
    ask(article, is_proved=True)
    assert delivered(post_office) == []
    assert subscription().status == Subscription.Status.CONFIRMED


def test_an_address_confirmed_elsewhere_is_asked_again(article, post_office):
    services.confirm(Subscription.objects.get(comment=ask(article)))
    ask(article, "And another thing")
    assert len(delivered(post_office)) == 2


# --- the page behind the link -------------------------------------------------


def test_looking_changes_nothing(article, post_office, client):
    ask(article)
    link = link_in(question_in(post_office), "/confirm/")
    for method in (client.get, client.head, client.get):
        assert method(link).status_code == 200
    assert subscription().status == Subscription.Status.ASKED
    assert Address.objects.get().proved_at is None
    assert client.cookies == {}


def test_the_button_confirms_and_proves_the_address(article, post_office, client):
    comment = ask(article)
    link = link_in(question_in(post_office), "/confirm/")
    answer = client.post(link)
    assert (answer.status_code, answer["Location"]) == (303, link)
    comment.refresh_from_db()
    assert subscription().status == Subscription.Status.CONFIRMED
    assert Address.objects.get().proved_at is not None
    assert comment.proved_at is not None
    assert client.cookies == {}
    shown = client.get(link)
    assert shown.status_code == 200
    assert "You will hear from us" in shown.content.decode()
    assert "we write to Rosa@Reader.example." in shown.content.decode()


def test_confirming_twice_says_so_and_changes_nothing(article, post_office, client):
    ask(article)
    link = link_in(question_in(post_office), "/confirm/")
    client.post(link)
    before = subscription().confirmed_at
    assert client.post(link, follow=True).status_code == 200
    assert subscription().confirmed_at == before


def test_a_known_reader_appears_with_the_button(article, post_office, client):
    cast.approve(ask(article, is_proved=True, wants_letters=False))
    comment = ask(article, "From another device")
    assert comment.status == Status.WAITING
    answer = client.post(link_in(question_in(post_office), "/confirm/"), follow=True)
    comment.refresh_from_db()
    assert comment.status == Status.APPROVED
    assert f"?comment={comment.pk}#comment-{comment.pk}" in answer.content.decode()


def test_a_stranger_still_waits_after_the_button(article, post_office, client):
    comment = ask(article)
    answer = client.post(link_in(question_in(post_office), "/confirm/"), follow=True)
    comment.refresh_from_db()
    assert comment.status == Status.WAITING
    assert "A moderator will read your comment" in answer.content.decode()


def test_the_page_tells_which_comment_the_button_makes_ones_own(article, post_office, client):
    comment = ask(article, "Words of *an impostor*, " + "x" * 300, name="Zebedee <b>")
    page = client.get(link_in(question_in(post_office), "/confirm/")).content.decode()
    assert "wants us to write to Rosa@Reader.example when" in page
    assert "Zebedee &lt;b&gt; wrote" in page
    assert "Words of an impostor, xxx" in page
    assert "x" * 200 not in page
    assert f'datetime="{localtime(comment.posted_at):%Y-%m-%dT%H:%M}' in page


def test_remember_me_is_a_cookie_that_proves_the_address(article, post_office, client):
    ask(article, name="Rosa", website="https://rosa.example/")
    client.post(link_in(question_in(post_office), "/confirm/"), {"remember": "on"})
    cookie = client.cookies[remembering.NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    known = signing.loads(cookie.value, salt="comments.reader")
    assert known == {
        "name": "Rosa",
        "email": "Rosa@Reader.example",
        "website": "https://rosa.example/",
        "proved": True,
    }


def test_another_site_makes_no_device_remember(article, post_office, client):
    ask(article)
    link = link_in(question_in(post_office), "/confirm/")
    client.post(link, {"remember": "on"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert client.cookies == {}


# --- links that lead nowhere --------------------------------------------------


def link_written(span):
    with back(span):
        return f"/comments/confirm/{tokens.of_proof(subscription().pk)}/"


def test_a_link_works_for_a_week(article, client):
    ask(article)
    assert client.post(link_written(ALMOST_A_WEEK)).status_code == 303
    assert subscription().status == Subscription.Status.CONFIRMED


def test_a_link_older_than_a_week_says_so(article, client):
    ask(article)
    link = link_written(MORE_THAN_A_WEEK)
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 410
        assert "too old" in answer.content.decode()
    assert subscription().status == Subscription.Status.ASKED


@pytest.mark.parametrize("token", ["nonsense", "a:b:c", "%00", "ü" * 300, "WzFd:1x:zzz"])
def test_a_link_that_is_none_of_ours_says_so(home_page, client, token):
    answer = client.get(f"/comments/confirm/{token}/")
    assert answer.status_code == 404
    assert "We do not know this link" in answer.content.decode()


def test_a_link_for_another_purpose_confirms_nothing(article, client):
    ask(article)
    for token in (tokens.of_unsubscribing(subscription().pk), tokens.of_writer(subscription().pk)):
        assert client.post(f"/comments/confirm/{token}/").status_code == 404
    assert subscription().status == Subscription.Status.ASKED


def test_the_link_of_a_deleted_comment_says_so(article, post_office, client):
    comment = ask(article)
    link = link_in(question_in(post_office), "/confirm/")
    services.take_back(comment)
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410


def test_who_wants_no_letters_cannot_be_confirmed_by_an_old_link(article, post_office, client):
    ask(article)
    question = question_in(post_office)
    client.post(unsubscribe_link(question), {"scope": "everything"})
    assert client.post(link_in(question, "/confirm/")).status_code == 410
    assert subscription().status == Subscription.Status.ENDED


def test_never_again_is_kept_for_every_spelling(article, post_office, client):
    ask(article)
    client.post(unsubscribe_link(question_in(post_office)), {"scope": "everything"})
    ask(article, "Another try", email="rosa@READER.example")
    assert delivered(post_office) == []


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(article, client, method):
    ask(article)
    link = f"/comments/confirm/{tokens.of_proof(subscription().pk)}/"
    assert getattr(client, method)(link).status_code == 405


def test_nobody_keeps_finds_or_passes_on_such_a_page(article, client):
    ask(article)
    answer = client.get(f"/comments/confirm/{tokens.of_proof(subscription().pk)}/")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_huge_post_is_refused_unread(article, client):
    ask(article)
    link = f"/comments/confirm/{tokens.of_proof(subscription().pk)}/"
    assert client.post(link, {"remember": "x" * 300_000}).status_code == 413


def test_the_comment_and_its_letter_come_together_or_not_at_all(article, post_office):
    ask(article)
    assert Comment.objects.count() == Letter.objects.count() == 1
    assert Letter.objects.get().created_at <= timezone.now()
    assert "quicksilver" not in text_of(question_in(post_office))
