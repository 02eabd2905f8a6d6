"""What was kept long enough is forgotten, by work that can be stopped and started again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, Site

from comments import chores, services
from comments.models import Address, BayesWord, Comment, Report, Status, Subscription
from comments.services import retention
from comments.services.retention import Overdue
from comments.tests import cast
from comments.tests.letters import delivered
from studio.tests.cast import make_article, make_index

NOTHING = Overdue(networks=0, reporters=0, emails=0, unwanted=0, asked=0, addresses=0)


@pytest.fixture
def article(index):
    cast.arrange(moderator_mail="never", network_days=30, email_days=365, unwanted_days=30)
    return make_article(index)


def ago(**span):
    return timezone.now() - timedelta(**span)


def fresh(comment):
    return Comment.objects.get(pk=comment.pk)


# --- addresses of the internet ------------------------------------------------


def test_shortened_addresses_go_after_their_days(article):
    old = cast.say(article, network="192.0.2.0/24", posted_at=ago(days=30, minutes=1))
    young = cast.say(article, network="192.0.2.0/24", posted_at=ago(days=29, hours=23))
    chores.forget()
    assert (fresh(old).network, fresh(young).network) == ("", "192.0.2.0/24")


def test_pseudonyms_of_those_who_reported_go_with_them_and_stay_different(article):
    comment = cast.said(article)
    for reader in ("a", "b"):
        services.report(comment, reason="other", reporter=reader)
    Report.objects.update(reported_at=ago(days=31))
    services.report(comment, reason="other", reporter="c")
    chores.forget()
    chores.forget()
    reporters = list(Report.objects.order_by("pk").values_list("reporter", flat=True))
    assert reporters[2] == "c"
    assert len(set(reporters)) == 3
    assert not {"a", "b"} & set(reporters)


# --- addresses for mail -------------------------------------------------------


def test_mail_addresses_go_after_their_days_and_letters_still_come(article, post_office):
    mine = cast.said(article, name="Rosa", is_proved=True, wants_letters=True)
    Comment.objects.update(posted_at=ago(days=366))
    chores.forget()
    assert fresh(mine).email == ""
    assert Subscription.objects.get().email == "rosa@reader.example"
    cast.said(article, name="Emil", parent=fresh(mine))
    assert [letter["To"] for letter in delivered(post_office)] == ["rosa@reader.example"]


def test_whose_address_is_forgotten_is_still_known(article):
    cast.said(article, name="Rosa", is_proved=True)
    Comment.objects.update(posted_at=ago(days=366))
    chores.forget()
    again = cast.say(article, name="Rosa", is_proved=True)
    assert again.status == Status.APPROVED


def test_no_days_keep_mail_addresses(article):
    cast.arrange(email_days=0)
    comment = cast.said(article, name="Rosa", posted_at=ago(days=9999))
    chores.forget()
    assert fresh(comment).email == "rosa@reader.example"


# --- what nobody wants --------------------------------------------------------


@pytest.mark.parametrize("status", [Status.SPAM, Status.REJECTED, Status.TRASHED])
def test_unwanted_comments_go_after_their_days(article, status):
    old, young = cast.say(article, status=status), cast.say(article, status=status)
    Comment.objects.filter(pk=old.pk).update(decided_at=ago(days=31), posted_at=ago(days=90))
    Comment.objects.filter(pk=young.pk).update(decided_at=ago(days=29), posted_at=ago(days=90))
    chores.forget()
    assert list(Comment.objects.all()) == [young]


def test_spam_that_no_person_saw_goes_by_the_day_of_its_post(article):
    cast.rule(disallowed="quicksilver")
    cast.say(article, "Quicksilver", posted_at=ago(days=31))
    young = cast.say(article, "More quicksilver", posted_at=ago(days=29))
    chores.forget()
    assert list(Comment.objects.all()) == [young]


def test_wanted_comments_stay(article):
    cast.said(article, posted_at=ago(days=9999))
    cast.say(article, status=Status.WAITING, posted_at=ago(days=9999))
    chores.forget()
    assert Comment.objects.count() == 2


def test_where_answers_hang_on_it_the_place_stays(article):
    unwanted = cast.said(article, "Rarename", name="Rosa")
    answer = cast.said(article, name="Emil", parent=unwanted)
    services.decide([unwanted], status=Status.TRASHED, by=cast.make_moderator())
    Comment.objects.filter(pk=unwanted.pk).update(decided_at=ago(days=31))
    chores.forget()
    place = fresh(unwanted)
    assert (place.status, place.text, place.name) == (Status.ERASED, "", "")
    assert fresh(answer).parent == place


def test_the_history_outlives_a_removed_comment_without_its_words(article):
    cast.rule(watched="rarename")
    comment = cast.say(article, "Rarename")
    services.decide([comment], status=Status.SPAM, by=cast.make_moderator(), note="Rarename!")
    Comment.objects.update(decided_at=ago(days=31))
    chores.forget()
    entries = ModelLogEntry.objects.filter(object_id=str(comment.pk))
    assert entries.count() == 2
    assert "rarename" not in str(list(entries.values())).casefold()


# --- wishes and pseudonyms ----------------------------------------------------


def test_wishes_nobody_confirmed_go_after_a_week(article):
    old = cast.say(article, name="Rosa", wants_letters=True)
    cast.say(article, name="Emil", wants_letters=True)
    confirmed = cast.say(article, name="Ada", wants_letters=True, is_proved=True)
    Subscription.objects.exclude(comment__name="Emil").update(asked_at=ago(days=7, minutes=1))
    chores.forget()
    assert not Subscription.objects.filter(comment=old).exists()
    assert Subscription.objects.count() == 2
    assert Subscription.objects.filter(comment=confirmed).exists()


def test_pseudonyms_go_when_nothing_hangs_on_them(article):
    cast.say(article, name="Rosa").delete()
    cast.say(article, name="Emil")
    refusing = Address.objects.get(pk=cast.say(article, name="Ada").address_id)
    services.refuse_letters(refusing)
    Comment.objects.filter(name="Ada").delete()
    Address.objects.update(first_seen_at=ago(days=2))
    chores.forget()
    left = {Address.key_of(f"{name}@reader.example") for name in ("emil", "ada")}
    assert set(Address.objects.values_list("key", flat=True)) == left


# --- how it goes --------------------------------------------------------------


def test_what_is_overdue_is_counted_without_changing_it(article):
    comment = cast.say(article, name="Rosa", wants_letters=True, network="192.0.2.0/24")
    services.report(cast.said(article, name="Emil"), reason="other", reporter="a")
    cast.say(article, name="Ada", status=Status.SPAM, decided_at=ago(days=99))
    cast.say(article, name="Zoe").delete()
    Comment.objects.filter(pk=comment.pk).update(posted_at=ago(days=400))
    Report.objects.update(reported_at=ago(days=99))
    Subscription.objects.update(asked_at=ago(days=9))
    Address.objects.update(first_seen_at=ago(days=9))
    due = Overdue(networks=1, reporters=1, emails=1, unwanted=1, asked=1, addresses=1)
    assert retention.overdue() == retention.overdue() == due
    chores.forget()
    assert retention.overdue() == NOTHING


def test_each_site_forgets_by_its_own_days(article, home_page):
    root = Page.objects.get(depth=1)
    other_home = root.add_child(
        instance=type(home_page)(title="Else", slug="else", hero_heading="x")
    )
    other = Site.objects.create(hostname="else.example", root_page=other_home)
    elsewhere = make_article(make_index(other_home), title="Elsewhere")
    settings = type(cast.arrange()).for_site(other)
    settings.network_days = 5
    settings.save()
    facts = {"network": "192.0.2.0/24", "posted_at": ago(days=10)}
    here, there = cast.say(article, **facts), cast.say(elsewhere, **facts)
    chores.forget()
    assert (fresh(here).network, fresh(there).network) == ("192.0.2.0/24", "")


def test_comments_of_pages_on_no_site_obey_the_usual_days(article):
    Site.objects.all().delete()
    Comment.objects.create(
        page=article, status=Status.APPROVED, network="192.0.2.0/24", posted_at=ago(days=31)
    )
    chores.forget()
    assert Comment.objects.get().network == ""


def test_much_is_forgotten_batch_by_batch(article, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention, "PURGED", 2)
    for _ in range(5):
        cast.say(article, status=Status.SPAM, network="192.0.2.0/24")
    Comment.objects.update(posted_at=ago(days=400), decided_at=ago(days=31))
    assert retention.forget_networks() == 5
    assert retention.forget_emails() == 5
    assert retention.remove_unwanted() == 5
    assert not Comment.objects.exists()


def test_a_round_with_nothing_to_do_asks_little(article):
    cast.say(article)
    chores.forget()
    with CaptureQueriesContext(connection) as queries:
        chores.forget()
    assert len(queries) == 31
    assert not [each for each in queries if each["sql"].startswith(("UPDATE", "DELETE"))]


def test_the_filter_learns_every_ten_minutes_from_what_people_decided(article):
    cast.said(article, "A kind word")
    chores.learn()
    assert BayesWord.objects.filter(word="kind", approved=1).exists()
