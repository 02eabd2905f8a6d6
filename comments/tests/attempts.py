"""What somebody may attempt with comments, over HTTP, and what it comes to."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from comments import tokens
from comments.models import Comment, CommentRules, CommentSettings, Status
from comments.tests.cast import say
from comments.tests.desk import QUEUE, UNDO, bulk_url, seen, verb_url
from comments.tokens import Decision
from studio.models import Letter

DASHBOARD = reverse("wagtailadmin_home")
LOGIN = reverse("wagtailadmin_login")

#: Links of letters that need no sign-in.
_ACTING = re.compile(r"/(?:comments/(?:confirm|decide|unsubscribe)|your-data)/[^\s/<>\"']+/")

#: What an attempt comes to. Wagtail sends whoever may not back to its first page.
SEEN, DONE, AWAY, HIDDEN, NO = "200", "302, done", "302, back", "404", "403"


def outcome(answer, happened=False):
    if answer.status_code == 302:
        assert answer.url == DASHBOARD or happened or LOGIN in answer.url, answer.url
        return DONE if happened else AWAY
    assert not happened
    return str(answer.status_code)


def status_of(comment):
    return Comment.objects.get(pk=comment.pk).status


def see_queue(client, user, comment):
    answer = client.get(QUEUE, {"tab": "all"})
    if answer.status_code == 200:
        return SEEN if comment.plain in answer.text else HIDDEN
    return outcome(answer)


def see_why(client, user, comment):
    return outcome(client.get(reverse("reader_comments:inspect", args=[comment.pk])))


def decide(client, user, comment):
    answer = client.post(verb_url("decide", comment), {"status": "approved", "next": QUEUE})
    return outcome(answer, status_of(comment) == Status.APPROVED)


def amend(client, user, comment):
    typed = {"name": "Rosa Reader", "website": "", "text": "Put otherwise", "next": QUEUE}
    answer = client.post(verb_url("edit", comment), typed)
    return outcome(answer, Comment.objects.get(pk=comment.pk).text == "Put otherwise")


def reply(client, user, comment):
    before = Comment.objects.count()
    answer = client.post(verb_url("answer", comment), {"text": "We thank you", "next": QUEUE})
    return outcome(answer, Comment.objects.count() > before)


def decide_in_bulk(client, user, comment):
    answer = client.post(bulk_url("spam", [comment]), {"turns": seen(comment)})
    happened = status_of(comment) == Status.SPAM
    if answer.status_code == 302 and not happened:
        return AWAY
    return outcome(answer, happened)


def undo(client, user, comment):
    spammed = say(comment.page, status=Status.SPAM)
    answer = client.post(UNDO, {"comments": seen(spammed), "next": QUEUE})
    happened = status_of(spammed) == Status.WAITING
    if answer.status_code == 302 and not happened:
        return AWAY
    return outcome(answer, happened)


def see_rules(client, user, comment):
    site = Site.objects.get()
    CommentRules.for_site(site)
    return outcome(client.get(reverse("reader_comments_rules", args=[site.pk])))


def see_settings(client, user, comment):
    site = Site.objects.get()
    CommentSettings.for_site(site)
    url = reverse("wagtailsettings:edit", args=["comments", "commentsettings", site.pk])
    return outcome(client.get(url))


def see_report(client, user, comment):
    return outcome(client.get(reverse("reader_comments_report")))


def follow_letter(client, user, comment):
    decision = Decision(comment.pk, comment.turn, user.pk, "approved")
    url = reverse("comments:decide", args=[tokens.of_decision(decision)])
    client.logout()  # letters are opened on the telephone, where nobody is signed in
    return outcome(client.get(url))


def use_the_outbox(client, user, comment):
    """Read every letter, and follow every link in them that looks as if it acted."""
    for letter in Letter.objects.all():
        page = client.get(reverse("letters:inspect", args=[letter.pk]))
        if page.status_code == 302:
            return outcome(page)
        assert letter.subject in unescape(page.text)
        shown = unescape(page.text)
        for link in _ACTING.findall(shown):
            assert Client().get(link).status_code == 404, link
        assert not any(secret in shown for secret in _secrets(letter))
    return SEEN


def _secrets(letter):
    found = _ACTING.findall(f"{letter.text} {letter.html} {letter.headers}")
    return {link.rstrip("/").rpartition("/")[2] for link in found}


ABOUT_A_COMMENT = [
    *(see_queue, see_why, decide, amend, reply, decide_in_bulk, undo, follow_letter),
]
SITE_WIDE = [see_rules, see_settings, see_report]
ALLOWED = {
    **dict.fromkeys([see_queue, see_why, follow_letter, *SITE_WIDE], SEEN),
    **dict.fromkeys([decide, amend, reply, decide_in_bulk, undo], DONE),
}
#: For whoever has a queue, but not with this comment in it.
ELSEWHERE = {
    see_queue: HIDDEN,
    see_why: AWAY,
    decide: AWAY,
    amend: AWAY,
    reply: AWAY,
    decide_in_bulk: AWAY,
    undo: AWAY,
    follow_letter: NO,
}
#: For whoever has no queue.
NOTHING = {**ELSEWHERE, see_queue: AWAY}
