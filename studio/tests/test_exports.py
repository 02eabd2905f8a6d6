"""Reports as files: whoever opens one runs nothing that somebody else typed."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.contrib.redirects.models import Redirect
from wagtail.users.models import UserProfile

from search.models import Miss
from studio.models import Access, User
from studio.tests.cast import make_article, make_staff

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("https://thief.example/","click")'


def rows(answer):
    """The cells of a file, its labels left out, each as what a spreadsheet program finds there."""
    data = answer.getvalue()
    if answer["Content-Type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(data.decode())))[1:]
    sheet = load_workbook(io.BytesIO(data)).active
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def cells(client, report, kind):
    answer = client.get(reverse(report), {"export": kind})
    assert answer.status_code == 200
    return [cell for row in rows(answer) for cell in row]


@pytest.mark.parametrize("typed", ["=cmd", "+cmd", "=cmd|calc!a", "=webservice(a)"])
def test_a_word_that_strangers_searched_for_runs_nothing(client, admin_client, home_page, typed):
    for visitor in (1, 2, 3):
        client.get("/search/", {"q": typed}, REMOTE_ADDR=f"198.51.{visitor}.7")

    assert cells(admin_client, "misses_report_results", "csv")[0] == f"'{typed}"
    assert cells(admin_client, "misses_report_results", "xlsx")[0] == typed


@pytest.mark.parametrize("name", [FORMULA, "+1+cmd", "-1+cmd", "@SUM(1+1)", "=1\x01"])
def test_a_name_that_somebody_gave_himself_runs_nothing(admin_client, name):
    rita = make_staff("rita", "view_user", "add_user", "change_user", "delete_user")
    User.objects.filter(pk=rita.pk).update(first_name=name)
    own = Client()
    own.force_login(rita)
    own.get(reverse("wagtailusers_users:index"))

    (inert,) = [
        cell for cell in cells(admin_client, "accesses_report_results", "csv") if "(rita)" in cell
    ]
    assert inert.startswith("'")
    (plain,) = [
        cell
        for cell in cells(admin_client, "accesses_report_results", "xlsx")
        if "(rita)" in str(cell)
    ]
    assert plain == f"{name} (rita)".replace("\x01", "")


@pytest.mark.parametrize("report", ["site_history", "aging_pages_results", "locked_pages_results"])
def test_a_title_runs_nothing_in_the_reports_of_wagtail(admin_client, admin_user, index, report):
    page = make_article(index, title=FORMULA)
    page.locked, page.locked_by = True, admin_user
    page.save(log_action="wagtail.edit")
    page.get_latest_revision().publish()
    admin_client.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
    report = f"wagtailadmin_reports:{report}"

    assert f"'{FORMULA}" in cells(admin_client, report, "csv")
    assert FORMULA in cells(admin_client, report, "xlsx")


def test_a_redirect_runs_nothing(admin_client, home_page):
    Redirect.objects.create(old_path="/old", redirect_link=FORMULA)

    assert f"'{FORMULA}" in cells(admin_client, "wagtailredirects:index_results", "csv")


def test_numbers_and_days_stay_what_they_are(client, admin_client, home_page):
    for visitor in (1, 2, 3):
        client.get("/search/", {"q": "reformer"}, REMOTE_ADDR=f"198.51.{visitor}.7")

    text, times, asked_on = cells(admin_client, "misses_report_results", "xlsx")
    assert (text, times) == ("reformer", 3)
    assert asked_on == Miss.objects.get().asked_on


def test_a_file_speaks_the_language_and_stands_on_the_clock_of_whoever_asked(
    client, admin_client, admin_user, home_page
):
    for visitor in (1, 2, 3):
        client.get("/search/", {"q": "xylophone"}, REMOTE_ADDR=f"198.51.{visitor}.7")
    UserProfile.objects.update_or_create(
        user=admin_user,
        defaults={"preferred_language": "de", "current_time_zone": "Asia/Kathmandu"},
    )
    admin_client.get(reverse("wagtailusers_users:index"))
    Access.objects.update(last_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))

    csv_file, xlsx_file = (
        admin_client.get(reverse("accesses_report_results"), {"export": kind}).getvalue()
        for kind in ("csv", "xlsx")
    )

    (row,) = csv.DictReader(io.StringIO(csv_file.decode()))
    assert row["Zuletzt"] == "2026-07-02 04:15:00+05:45"
    assert row["Art"] == "gesehen"
    labels, cells = load_workbook(io.BytesIO(xlsx_file)).active.iter_rows(values_only=True)
    assert dict(zip(labels, cells, strict=True))["Zuletzt"] == datetime(2026, 7, 2, 4, 15)
