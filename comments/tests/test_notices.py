"""What the page tells a reader who has just posted, or is about to answer."""

import pytest
from django.test import Client

from articles.tests.sent import visible
from comments import services, tokens
from comments.models import Status, Subscription
from comments.tests import cast
from comments.tests.letterbox import followed, section, write

pytestmark = pytest.mark.django_db

ASKED = (
    "One more step: we have sent a letter to the address you gave. Press the button in it "
    "to hear of answers; without that, no letters will follow."
)
CONFIRMED = "We will write to you when somebody answers."


def told(response):
    """All sentences of the notice."""
    return [visible(line) for line in section(response).cssselect("#comment-notice p")]


# --- letters ------------------------------------------------------------------


def test_who_wants_letters_is_told_of_the_one_that_asks(client, article, post_office):
    answer = write(client, article, wants_letters="on")
    page = followed(client, answer)

    assert told(page)[1] == ASKED
    assert "rosa@reader.example" not in page.content.decode()

    services.confirm(Subscription.objects.get())
    assert told(followed(client, answer))[1] == CONFIRMED


def test_who_is_not_written_to_is_promised_nothing(client, article, post_office):
    page = followed(client, write(client, article))
    assert [line for line in told(page) if "letter" in line] == []

    answer = write(client, article, text="Another.", wants_letters="on")
    services.unsubscribe(Subscription.objects.get())
    assert [line for line in told(followed(client, answer)) if "letter" in line] == []


def test_of_letters_only_the_writer_is_told(client, article, post_office):
    comment = cast.say(article, wants_letters=True, status=Status.APPROVED)
    assert told(Client().get(article.url, {"done": "posted"})) == []
    mine = tokens.of_writer(comment.pk)
    assert ASKED in told(Client().get(article.url, {"done": "posted", "mine": mine}))


# --- what the form answers ------------------------------------------------------


def test_the_form_quotes_what_it_answers_and_links_there(client, article):
    cast.arrange(per_page=5)
    comments = [cast.said(article, "*First* words. " + "Many more. " * 20, name="Hugo Marginalia")]
    comments += [cast.said(article) for _number in range(5)]

    def quoted(**query):
        page = client.get(article.url, {"reply": comments[0].pk, **query})
        (line,) = section(page).cssselect("#comment-form .comment-form__answered")
        return visible(line), line.cssselect("a")[0].get("href")

    words, link = quoted()
    assert words.startswith("Hugo Marginalia wrote: First words. Many more. Many")
    assert (words[-1], link) == ("…", f"#{comments[0].anchor}")
    assert quoted(comments=2)[1] == f"?comment={comments[0].pk}#{comments[0].anchor}"


def test_a_form_that_answers_nobody_quotes_nobody(client, article):
    cast.said(article)
    assert section(client.get(article.url)).cssselect(".comment-form__answered") == []


def test_no_link_leads_to_a_form_that_stands_above_the_comments(client, article):
    def links():
        page = client.get(article.url)
        return [visible(link) for link in section(page).cssselect(".conversation__links a")]

    assert links() == ["Write a comment", "Follow by feed"]
    cast.arrange(form_place="before")
    assert links() == ["Follow by feed"]
