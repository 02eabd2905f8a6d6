"""The list as a file (E13, E25): what is in it, what a cell cannot do, who took it."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from events import services
from events.ledger import Registration
from events.tests import cast, desk

pytestmark = pytest.mark.django_db


def export(client, format="csv", **filters):  # noqa: A002
    return client.post(desk.EXPORT, {"format": format, **filters})


def rows_of(answer):
    """The rows of a CSV file by the labels of its columns."""
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def sheet_of(answer):
    return load_workbook(io.BytesIO(answer.content)).worksheets[0]


@pytest.fixture
def event(home_page):
    questions = [
        {"label": "Shoe size"},
        {"label": "Days", "field_type": "checkboxes", "choices": "Sa\nSu"},
        {"label": "Run before?", "field_type": "checkbox"},
    ]
    return cast.make_event(
        home_page, "Trunk training", capacity=2, price=45, largest_party=2, questions=questions
    )


def keys_of(event):
    return [one["key"] for one in cast.pool_of(event).form.questions]


def test_the_day_of_a_consent_is_that_of_the_event(admin_client, home_page):
    consent = cast.make_consent()
    event = cast.make_event(home_page, consents=[consent], zone="Pacific/Auckland")
    ada = cast.register(event, consents=(consent,))
    ada.consent_receipts.update(at=datetime(2026, 3, 4, 22, 0, tzinfo=UTC))
    (row,) = rows_of(export(admin_client))
    assert row["Consents"] == f"{consent.document.title} 1, 2026-03-05"


def test_a_row_says_all_there_is(admin_client, admin_user, home_page):
    consent = cast.make_consent("I move at my own risk.")
    event = cast.make_event(
        home_page, "Trunk training", price=45, largest_party=2, consents=[consent],
        questions=[{"label": "Shoe size"}, {"label": "Days", "field_type": "checkboxes", "choices": "Sa\nSu"}],
    )  # fmt: skip
    shoe, days = keys_of(event)
    ada = cast.register(
        event, "Ada", email="ada@reader.example", seats=2, consents=(consent,),
        answers={shoe: "41", days: ["Sa", "Su"]},
    )  # fmt: skip
    ada.attendees.filter(number=2).update(name="Dora")
    services.pay(ada, amount=20, reference="1", by=admin_user)
    services.note(ada, "Comes late", by=admin_user)
    answer = export(admin_client)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    (row,) = rows_of(answer)
    begins = cast.pool_of(event).starts_at.astimezone(ZoneInfo("Europe/Berlin"))
    expected = {
        "Reference": ada.reference,
        "Event": "Trunk training",
        "Begins": f"{begins:%Y-%m-%d %H:%M:%S}",
        "State": "confirmed",
        "Name": "Ada",
        "E-mail": "ada@reader.example",
        "Places": "2",
        "Comes along": "Dora",
        "Shoe size": "41",
        "Days": "Sa; Su",
        "Note": "Comes late",
        "Price": "90.00",
        "Paid": "20.00",
        "Owes": "70.00",
        "Currency": "EUR",
    }
    assert {name: row[name] for name in expected} == expected
    assert row["Consents"].startswith(f"{consent.document.title} 1, ")


def test_times_are_those_of_the_events_clock(admin_client, home_page):
    far = cast.make_event(home_page, zone="Asia/Tokyo")
    ada = cast.register(far)
    (row,) = rows_of(export(admin_client))
    local = ada.created_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert row["Registered"] == f"{local:%Y-%m-%d %H:%M:%S}"
    cell = next(cell for cell in sheet_of(export(admin_client, "xlsx"))[2] if cell.is_date)
    assert cell.value.tzinfo is None


def test_one_column_a_question_ever_asked_under_its_labels(admin_client, event):
    shoe, days, _before = keys_of(event)
    cast.register(event, "Ada", answers={shoe: "41"})
    question = event.form_fields.get(key=shoe)
    question.label = "Size of your shoes"
    question.save()
    event.form_fields.get(key=days).delete()
    event.refresh_from_db()
    event.save_revision().publish()
    cast.register(event, "Bo", answers={shoe: "38"})
    rows = {row["Name"]: row for row in rows_of(export(admin_client))}
    label = "Size of your shoes (earlier: Shoe size)"
    assert (rows["Ada"][label], rows["Bo"][label]) == ("41", "38")
    assert rows["Ada"]["Days"] == rows["Bo"]["Days"] == ""
    assert "Shoe size" not in rows["Ada"]


def test_a_label_that_came_back_is_the_newest(admin_client, event):
    shoe = keys_of(event)[0]
    cast.register(event, "Ada", answers={shoe: "41"})
    for label in ("Feet", "Shoe size"):
        question = event.form_fields.get(key=shoe)
        question.label = label
        question.save()
        event.refresh_from_db()
        event.save_revision().publish()
        cast.register(event, answers={shoe: "38"})
    (row, *_others) = rows_of(export(admin_client))
    assert "Shoe size (earlier: Feet)" in row


def test_questions_of_others_are_not_among_the_columns(admin_client, home_page, event):
    cast.register(event)
    other = cast.make_event(home_page, questions=[{"label": "Favourite colour"}])
    cast.register(other)
    rows = rows_of(export(admin_client, event=cast.pool_of(event).pk))
    assert len(rows) == 1
    assert "Favourite colour" not in rows[0]


HOSTILE = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", ' "=1+1"', "a\n=1+1"]


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_hostile_cell_opens_inert(admin_client, event, cell):
    shoe = keys_of(event)[0]
    Registration.objects.filter(pk=cast.register(event).pk).update(name=cell, answers={shoe: cell})
    (row,) = rows_of(export(admin_client))
    for value in (row["Name"], row["Shoe size"]):
        assert value != cell
        assert not value.lstrip(' "\t\r').startswith(("=", "+", "-", "@", "＝"))
    sheet = sheet_of(export(admin_client, "xlsx"))
    names = {cell.value: cell.column for cell in sheet[1]}
    for name in ("Name", "Shoe size"):
        stored = sheet.cell(2, names[name])
        assert stored.data_type in ("s", "inlineStr")


def test_telephone_numbers_stay_readable(admin_client, event):
    shoe = keys_of(event)[0]
    cast.register(event, answers={shoe: "+41 79 123 45 67"})
    (row,) = rows_of(export(admin_client))
    assert row["Shoe size"] == "+41 79 123 45 67"


def test_a_workbook_holds_numbers_and_dates_as_such(admin_client, event):
    cast.register(event, "Ada", answers={keys_of(event)[2]: True})
    sheet = sheet_of(export(admin_client, "xlsx"))
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["Begins"].is_date
    assert row["Places"].value == 1
    assert row["Owes"].value == 45
    assert row["Run before?"].value == "Yes"
    assert sheet[1][0].font.bold


def test_money_of_who_waits_or_has_cancelled(admin_client, admin_user, event):
    ada = cast.register(event, "Ada")
    services.pay(ada, amount=45, reference="1", by=admin_user)
    cast.fill_up(event)
    cast.register(event, "Waits")
    services.cancel(ada, by=None)
    rows = {row["Name"]: (row["Paid"], row["Owes"]) for row in rows_of(export(admin_client))}
    assert rows["Ada"] == ("45.00", "-45.00")


def test_only_what_the_list_is_narrowed_to_is_exported(admin_client, home_page, event):
    cast.register(event, "Ada")
    cast.register(cast.make_event(home_page, "Other"), "Bo")
    services.erase(cast.register(event, "Cy"))
    assert [row["Name"] for row in rows_of(export(admin_client, q="ada"))] == ["Ada"]
    assert len(rows_of(export(admin_client))) == 2
    answer = admin_client.post(desk.EXPORT, {"format": "csv", "since": "no day"}, follow=True)
    assert desk.said(answer) == ["Nothing was exported: a filter is not understood."]
    assert admin_client.post(desk.EXPORT, {"format": "pdf"}).status_code == 302


def test_it_is_noted_who_took_how_many_and_nobody_is_named(admin_client, admin_user, event):
    cast.register(event, "Ada Colophon")
    b"".join(export(admin_client, q="colophon", event=cast.pool_of(event).pk).streaming_content)
    entry = ModelLogEntry.objects.get(action="events.export")
    assert (entry.user, entry.label) == (admin_user, "Trunk training")
    assert entry.message == "Exported 1 registration as CSV (q: …)"
    assert "olophon" not in str(entry.data)
    export(admin_client, "xlsx", state="confirmed")
    page = desk.words_of(admin_client.get(reverse("wagtailadmin_reports:site_history")))
    assert "Exported 1 registration as XLSX (state: confirmed)" in page


def test_looking_exports_nothing(admin_client, event):
    cast.register(event)
    for address in (desk.EXPORT, f"{desk.INDEX}?export=csv", f"{desk.INDEX}?export=xlsx"):
        admin_client.get(address)
    assert not ModelLogEntry.objects.filter(action="events.export").exists()
    assert admin_client.get(desk.EXPORT).status_code == 405


# --- many rows ------------------------------------------------------------------------------


def queries_of(client):
    with CaptureQueriesContext(connection) as captured:
        b"".join(export(client).streaming_content)
    return len(captured)


def test_the_number_of_queries_is_that_of_the_chunks(admin_client, event):
    one = cast.register(event)
    desk.make_like(one, 9)
    few = queries_of(admin_client)
    desk.make_like(one, 480)
    assert queries_of(admin_client) == few


def test_five_thousand_rows_of_thirty_questions_are_all_there(admin_client, home_page):
    questions = [{"label": f"Question {number}"} for number in range(30)]
    event = cast.make_event(home_page, questions=questions, capacity=None)
    answers = dict.fromkeys(keys_of(event), "An answer of some length")
    desk.make_like(cast.register(event, answers=answers), 4_999)
    lines = sum(1 for _line in export(admin_client).streaming_content)
    assert lines == 5_001
