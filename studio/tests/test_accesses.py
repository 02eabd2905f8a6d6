"""Who saw personal data: what is written down, what never is, and who reads it."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from comments.tests import cast as readers
from comments.tests.desk import QUEUE, verb_url
from events.tests import cast as guests
from events.tests import desk
from home.tests.cast import make_contact, write
from studio import accesses
from studio.accesses_report import URL_NAME
from studio.models import Access
from studio.tests.cast import make_staff, write_letter

pytestmark = pytest.mark.django_db

REPORT = reverse("accesses_report")


def lines(**fields):
    """What is written, the oldest first: kind, what, which, how many, narrowed down, times."""
    found = Access.objects.filter(**fields).order_by("pk")
    return list(found.values_list("kind", "what", "about", "rows", "asked", "times"))


@pytest.fixture
def event(home_page):
    return guests.make_event(home_page, "Trunk training")


@pytest.fixture
def ada(event):
    return guests.register(event, "Ada Colophon", email="ada@reader.example")


@pytest.fixture
def rita(db):
    """She takes lists along, and erases."""
    return desk.make_front_desk("rita", "export_registration", "erase_registration")


@pytest.fixture
def at_desk(rita, client):
    client.force_login(rita)
    return client


@pytest.fixture(autouse=True)
def _within_ten_minutes(monkeypatch):
    """The clock stands in the middle of ten minutes, so that no test ends in the next."""
    moment = timezone.now().replace(minute=5, second=0)
    monkeypatch.setattr(accesses, "now", lambda: moment)


# --- what is written ----------------------------------------------------------------------


def test_who_looks_at_people_who_registered_is_written_down(at_desk, rita, ada):
    at_desk.get(desk.INDEX, {"q": "Ada", "state": "confirmed"})
    at_desk.get(desk.url("inspect", ada))
    assert lines() == [
        ("saw", "registrations", "", 1, "state=confirmed, q=…", 1),
        ("saw", "registration", ada.reference, None, "", 1),
    ]
    assert set(Access.objects.values_list("user_number", "user_name")) == {(rita.pk, "rita")}


def test_the_report_counts_what_was_listed_and_leaves_out_what_was_not(at_desk, ada, admin_user):
    at_desk.get(desk.INDEX)
    at_desk.get(desk.url("inspect", ada))
    at_desk.force_login(admin_user)
    page = lxml_html.fromstring(at_desk.get(reverse(URL_NAME)).content)
    rows = [
        [one.text_content().strip() for one in row]
        for row in page.cssselect("table.listing tbody tr")
    ]
    assert [row[5] for row in rows] == ["", "1"]


def test_nothing_of_what_was_seen_is_kept(at_desk, ada):
    at_desk.get(desk.INDEX, {"q": "Ada Colophon", "state": "ada@reader.example"})
    at_desk.get(desk.url("inspect", ada))
    at_desk.post(desk.EXPORT, {"format": "csv", "q": "Ada"})
    stored = repr(list(Access.objects.values()))
    assert "Colophon" not in stored
    assert "Ada" not in stored
    assert "ada@" not in stored


def test_the_same_look_within_ten_minutes_is_one_line(at_desk, ada, monkeypatch):
    for _look in range(3):
        at_desk.get(desk.url("inspect", ada))
    assert lines() == [("saw", "registration", ada.reference, None, "", 3)]
    later = accesses.now() + timedelta(minutes=10)
    monkeypatch.setattr(accesses, "now", lambda: later)
    at_desk.get(desk.url("inspect", ada))
    assert [line[-1] for line in lines()] == [3, 1]


def test_two_people_who_look_at_the_same_are_two_lines(at_desk, ada):
    at_desk.get(desk.url("inspect", ada))
    other = Client()
    other.force_login(desk.make_front_desk("fred"))
    other.get(desk.url("inspect", ada))
    assert sorted(Access.objects.values_list("user_name", "times")) == [("fred", 1), ("rita", 1)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_that_is_taken_along_is_written_down(at_desk, ada, event, kind):
    pool = guests.pool_of(event).pk
    answer = at_desk.post(desk.EXPORT, {"format": kind, "event": pool, "q": "Ada"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert lines() == [("exported", "registrations", kind, 1, f"event={pool}, q=…", 1)]


def test_taking_along_twice_is_two_lines(at_desk, ada):
    for _time in range(2):
        at_desk.post(desk.EXPORT, {"format": "csv"})
    assert [line[0] for line in lines()] == ["exported", "exported"]


def test_who_is_erased_and_written_to_is_written_down(at_desk, ada):
    token = at_desk.get(desk.WRITE, {"id": ada.pk}).context["form"]["token"].value()
    letter = {"subject": "Bring socks", "text": "It is cold.", "ids": ada.pk, "token": token}
    seen = at_desk.post(desk.WRITE, letter).context["digest"]
    at_desk.post(desk.WRITE, {**letter, "send": "1", "seen": seen})
    at_desk.post(desk.url("erase", ada), {"sure": "on"})
    done = [line for line in lines() if line[0] != "saw"]
    assert done == [
        ("wrote", "registrations", "", 1, "", 1),
        ("erased", "registration", ada.reference, 1, "", 1),
    ]


def test_comments_messages_letters_and_accounts_are_written_down(admin_client, client, home_page):
    comment = readers.say(guests.make_event(home_page, "Long exhale"), "Mine begin at the ankle.")
    write(Client(), make_contact(home_page))
    message = home_page.get_children().get(slug="contact").specific.messages.get()
    letter = write_letter()
    Access.objects.all().delete()
    user = get_user_model().objects.get(username="admin")
    for address in (
        QUEUE,
        reverse("reader_comments:inspect", args=[comment.pk]),
        verb_url("edit", comment),
        reverse("messages:list"),
        reverse("messages:inspect", args=[message.pk]),
        reverse("letters:index"),
        reverse("letters:inspect", args=[letter.pk]),
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:edit", args=[user.pk]),
    ):
        assert admin_client.get(address).status_code == 200
    assert [(what, about, times) for _kind, what, about, _rows, _asked, times in lines()] == [
        ("comments", "", 1),
        ("comment", f"#{comment.pk}", 2),
        ("messages", "", 1),
        ("message", f"#{message.pk}", 1),
        ("letters", "", 1),
        ("letter", f"#{letter.pk}", 1),
        ("accounts", "", 1),
        ("account", f"#{user.pk}", 1),
    ]
    admin_client.post(reverse("messages:delete", args=[message.pk]))
    assert lines(kind="erased") == [("erased", "message", f"#{message.pk}", 1, "", 1)]


def test_who_is_refused_has_seen_nothing(client, ada):
    client.get(desk.url("inspect", ada))
    client.force_login(make_staff("vera"))
    for address in (desk.INDEX, desk.url("inspect", ada), QUEUE, reverse("letters:index")):
        client.get(address)
    assert lines() == []


def test_a_look_costs_one_statement(at_desk, ada, django_assert_num_queries):
    user = get_user_model().objects.get(username="rita")
    for _first_and_again in range(2):
        with django_assert_num_queries(1):
            accesses._write("saw", user, accesses.subject("registrations", ""), "", 1, "")
    assert lines() == [("saw", "registrations", "", 1, "", 2)]


# --- where it cannot be written -----------------------------------------------------------


@pytest.fixture
def no_room(transactional_db):
    """The table takes no line, as on a full disk."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE studio_access RENAME TO studio_access_away")
        yield
        cursor.execute("ALTER TABLE studio_access_away RENAME TO studio_access")


@pytest.mark.django_db(transaction=True)
def test_a_look_that_cannot_be_written_down_is_shown_and_told_to_the_log(
    at_desk, ada, no_room, caplog
):
    answer = at_desk.get(desk.url("inspect", ada))
    assert answer.status_code == 200
    assert "Ada Colophon" in answer.text
    (told,) = [one for one in caplog.records if one.name == "studio.accesses"]
    assert "saw registration" in told.message
    assert "Ada" not in told.message


@pytest.mark.django_db(transaction=True)
def test_no_file_leaves_that_cannot_be_written_down(at_desk, ada, no_room):
    answer = at_desk.post(desk.EXPORT, {"format": "csv"}, follow=True)
    assert desk.said(answer) == ["Nothing was exported: it could not be written down who took it."]


@pytest.mark.django_db(transaction=True)
def test_what_is_to_be_erased_is_erased_also_if_it_cannot_be_written_down(at_desk, ada, no_room):
    at_desk.post(desk.url("erase", ada), {"sure": "on"})
    assert guests.again(ada).anonymised_at


# --- for how long -------------------------------------------------------------------------


def test_lines_are_forgotten_after_the_days_of_the_setting(at_desk, ada, settings, capsys):
    settings.STAFF_LOG_DAYS = 30
    at_desk.get(desk.url("inspect", ada))
    at_desk.get(desk.INDEX)
    old = Access.objects.filter(what="registrations")
    old.update(last_at=accesses.now() - timedelta(days=31))
    words = "1  lines about who of the staff saw personal data"
    call_command("forget", "--dry-run")
    assert words in capsys.readouterr().out
    assert Access.objects.count() == 2
    call_command("forget")
    assert words in capsys.readouterr().out
    assert [line[1] for line in lines()] == ["registration"]


def test_the_worker_forgets_them_without_being_asked(at_desk, ada, capsys):
    at_desk.get(desk.INDEX)
    at_desk.get(desk.url("inspect", ada))
    old = Access.objects.filter(what="registrations")
    old.update(last_at=accesses.now() - timedelta(days=366))
    call_command("housekeeping", "--all")
    assert "studio.chores.forget_accesses" in capsys.readouterr().out
    assert [line[1] for line in lines()] == ["registration"]


def test_a_line_outlives_the_account(at_desk, rita, ada):
    at_desk.get(desk.url("inspect", ada))
    number = rita.pk
    rita.delete()
    assert list(Access.objects.values_list("user_number", "user_name")) == [(number, "rita")]


# --- the report ---------------------------------------------------------------------------


def test_administrators_read_who_saw_what_and_leave_no_line(at_desk, ada, admin_user):
    at_desk.get(desk.url("inspect", ada))
    at_desk.get(desk.INDEX)
    owner = Client()
    owner.force_login(admin_user)
    answer = owner.get(REPORT)
    assert [(one.user_name, one.what) for one in answer.context["object_list"]] == [
        ("rita", "registrations"),
        ("rita", "registration"),
    ]
    assert "List of registrations" in answer.text
    assert Access.objects.count() == 2


def test_the_report_is_narrowed_by_person_kind_what_and_day(at_desk, rita, ada, admin_user):
    at_desk.get(desk.url("inspect", ada))
    at_desk.post(desk.EXPORT, {"format": "csv"})
    owner = Client()
    owner.force_login(admin_user)

    def found(**asked):
        return [one.kind for one in owner.get(REPORT, asked).context["object_list"]]

    today = timezone.localdate(accesses.now())
    tomorrow = today + timedelta(days=1)
    assert found(user_number=rita.pk) == ["exported", "saw"]
    assert found(user_number=rita.pk + 1) == ["exported", "saw"]  # none of the choices
    assert found(kind="exported") == ["exported"]
    assert found(what="registration") == ["saw"]
    assert found(last_at_from=today, last_at_to=today) == ["exported", "saw"]
    assert found(last_at_from=tomorrow) == []


def test_the_report_is_taken_along_as_a_file(at_desk, ada, admin_user):
    at_desk.get(desk.url("inspect", ada))
    owner = Client()
    owner.force_login(admin_user)
    answer = owner.get(REPORT, {"export": "csv"})
    (row,) = csv.DictReader(StringIO(answer.getvalue().decode()))
    assert list(row.values())[2:] == [
        "1",
        str(at_desk.session["_auth_user_id"]),
        "rita",
        "saw",
        "Registration",
        ada.reference,
        "",
        "",
    ]


def test_nobody_else_reads_it_or_finds_it_in_the_menu(at_desk, admin_client):
    everything = ("export_registration", "view_letter", "change_user", "add_user")
    client = Client()
    client.force_login(make_staff("vera", *everything))
    assert client.get(REPORT).status_code == 302
    assert REPORT not in client.get("/admin/").text
    assert REPORT in admin_client.get("/admin/").text


def test_the_number_of_queries_of_the_report_does_not_grow(
    at_desk, ada, admin_user, django_assert_max_num_queries
):
    owner = Client()
    owner.force_login(admin_user)
    at_desk.get(desk.url("inspect", ada))
    owner.get(REPORT)
    with django_assert_max_num_queries(100) as one:
        owner.get(REPORT)
    for number in range(30):
        at_desk.get(desk.INDEX, {"event": number})
    with django_assert_max_num_queries(100) as many:
        owner.get(REPORT)
    assert len(many) == len(one)
