"""The report of references: what it lists, for whom, and what one takes away from it (W11)."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from lxml import html
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Page

from articles import checking, inspecting
from articles.models import Finding, LinkCheck, Source
from articles.tests.test_findings import article_with
from studio.furnishing.roles import make_roles
from studio.tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]

REPORT = reverse("references_report")
RESULTS = reverse("references_report_results")
#: What the page asks, session and menu included.
QUERIES = 13
#: A reference in the editor of its article, by its place.
ROW = "#inline_child_references-%d-panel-section"


@pytest.fixture
def groups(home_page, index):
    make_roles({"Editors": Page.objects.get(depth=1), "Authors": index})


def member(name, group):
    user = cast.make_staff(name)
    user.groups.add(Group.objects.get(name=group))
    return user


def faulty(index, title, **fields):
    """A published article with an empty reference that is cited."""
    article = article_with(index, {"key": "empty"}, cited=["empty"], title=title, **fields)
    inspecting.inspect_articles([article.pk])
    return article


def with_dead_link(index, outside, title="Links"):
    reference = {"key": "dead", "title": "Dead", "url": outside.url("/gone")}
    article = article_with(index, reference, cited=["dead"], title=title)
    inspecting.inspect_articles([article.pk])
    checking.check_due()
    return article


@pytest.fixture
def asks(settings):
    settings.CHECK_LINKS = True


def rows(client, url=REPORT, **query):
    """The cells of the report, each in one line of words."""
    page = html.fromstring(client.get(url, query).text)
    return [
        [" ".join(cell.text_content().split()) for cell in row.cssselect("td")[:2]]
        for row in page.cssselect("table.listing tbody tr")
    ]


def status(client, method, url):
    """What a browser is answered: Wagtail leads whoever may not to the dashboard."""
    answer = getattr(client, method)(url, headers={"X-Requested-With": "XMLHttpRequest"})
    return answer.status_code


# --- what is listed -------------------------------------------------------------------


def test_a_row_tells_what_is_wrong_and_where_it_is_mended(admin_client, index, outside, asks):
    article = with_dead_link(index, outside)
    url = outside.url("/gone")
    day = timezone.localtime(LinkCheck.objects.get().checked_at)

    assert rows(admin_client) == [
        [
            f"Dead link Dead. {url} The server answers: 404 Not Found. "
            f"Looked at {date_format(day, 'j M Y, H:i')}. Look again at {url}",
            "Links",
        ]
    ]
    page = html.fromstring(admin_client.get(REPORT).text)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert page.cssselect("table.listing td.finding a")[-1].get("href") == f"{edit}{ROW % 0}"


def led_to(client):
    """Where the first row leads to: the address, and the element there, if it is one's own."""
    page = html.fromstring(client.get(REPORT).text)
    address, _hash, anchor = page.cssselect("td.finding a")[-1].get("href").partition("#")
    return anchor, html.fromstring(client.get(address).text).get_element_by_id(anchor)


def test_a_row_leads_to_the_very_reference(admin_client, index):
    lacking = {"key": "l", "title": "Lacking", "kind": "article", "year": 1987}
    whole = [{"key": key, "title": f"Whole {key}"} for key in "abc"]
    article = article_with(index, *whole[:2], lacking, whole[2], cited=["l", "a", "b", "c"])
    inspecting.inspect_articles([article.pk])

    anchor, element = led_to(admin_client)

    assert f"#{anchor}" == ROW % 2
    assert element.cssselect("[name=references-2-title]")[0].get("value") == "Lacking"
    # Wagtail scrolls to what has this mark, and opens the tab around it
    assert "data-panel" in element.attrib
    assert element.xpath("ancestor::section[@id='tab-references']")


def test_a_row_leads_to_the_empty_reference_itself(admin_client, index):
    whole = {"key": "a", "title": "Whole"}
    article = article_with(index, whole, {"key": "empty"}, cited=["a", "empty"])
    inspecting.inspect_articles([article.pk])

    assert f"#{led_to(admin_client)[0]}" == ROW % 1


def test_a_row_leads_to_all_references_where_a_draft_may_have_moved_them(admin_client, index):
    article = faulty(index, "Drafted")
    page = article.get_latest_revision_as_object()
    page.title = "A later draft"
    page.save_revision()

    assert led_to(admin_client)[0] == "tab-references"


def test_what_is_wrong_in_the_text_leads_to_the_text(admin_client, index, outside, asks):
    body = [("paragraph", f'<p>See <a href="{outside.url("/gone")}">there</a>.</p>')]
    article = cast.make_article(index, body=body)
    inspecting.inspect_articles([article.pk])
    checking.check_due()

    assert "In the text." in rows(admin_client)[0][0]
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert f'href="{edit}#tab-text"' in admin_client.get(REPORT).text


def test_the_fields_that_lack_are_named(admin_client, index):
    lacking = {"key": "l", "title": "Lacking", "kind": "article", "year": 1987}
    article = article_with(index, lacking, cited="l")
    inspecting.inspect_articles([article.pk])

    assert rows(admin_client) == [
        ["Missing facts Lacking. 1987 Appeared in.", "Training the trunk"]
    ]


def test_the_newest_fault_stands_first_and_the_oldest_on_demand(admin_client, index):
    for title in ("Old", "New"):
        faulty(index, title)
    Finding.objects.filter(page__title="Old").update(found_at=timezone.now() - timedelta(days=3))

    assert [row[1] for row in rows(admin_client)] == ["New", "Old"]
    assert [row[1] for row in rows(admin_client, ordering="found_at")] == ["Old", "New"]


def test_it_is_narrowed_down_by_kind_article_section_author_and_words(
    admin_client, home_page, index
):
    mara = cast.make_person("Mara Fable", "mara-fable")
    other = home_page.add_child(instance=type(index)(title="Notes", slug="notes"))
    first = faulty(index, "First", authors=[mara])
    faulty(other, "Second")
    source = Source.objects.create(title="Nobody's")
    inspecting.inspect_sources([source.pk])

    def shown(**query):
        return sorted(row[1] for row in rows(admin_client, **query))

    library = "Source in the library: Nobody's"
    assert shown() == ["First", "Second", library]
    assert shown(kind="empty") == ["First", "Second"]
    assert shown(kind="unused") == [library]
    assert shown(kind="dead") == []
    assert shown(page=first.pk) == ["First"]
    assert shown(section=other.pk) == ["Second"]
    assert shown(author=mara.pk) == ["First"]
    assert shown(q="seco") == ["Second"]
    assert shown(q="nobody") == [library]
    assert [row[1] for row in rows(admin_client, RESULTS, kind="empty", q="first")] == ["First"]


@pytest.mark.parametrize(
    "query",
    [
        *({"kind": "nonsense"}, {"page": "x"}, {"page": "9" * 30}, {"author": "-1"}, {"p": "99"}),
        *({"q": "a\0b"}, {"q": "%_'\""}, {"q": "x" * 5_000}, {"ordering": "page__owner"}),
        {"section": "\u202e"},
    ],
)
def test_a_question_that_makes_no_sense_gets_a_page(admin_client, index, query):
    faulty(index, "First")
    assert admin_client.get(REPORT, query).status_code == 200
    assert admin_client.get(REPORT, {**query, "export": "csv"}).status_code == 200


def test_where_nothing_is_wrong_it_says_what_would_be(admin_client, index):
    text = html.fromstring(admin_client.get(REPORT).text).text_content()

    assert "Nothing is wrong with the references that you can mend." in text
    assert "Once an article is published, this list names links that are dead" in text
    assert "This site is set not to look at links" in text


def test_where_nothing_matches_it_says_so(admin_client, index):
    faulty(index, "First")

    assert "Nothing like that was found." in admin_client.get(REPORT, {"kind": "dead"}).text


def test_it_says_when_links_were_looked_at(admin_client, index, outside, asks):
    assert "None was looked at yet." in admin_client.get(REPORT).text
    with_dead_link(index, outside)
    day = timezone.localtime(LinkCheck.objects.get().checked_at)

    assert f"the last one on {date_format(day, 'j M Y, H:i')}." in admin_client.get(REPORT).text


def test_hostile_words_are_shown_as_words(admin_client, index, asks):
    title = "<script>alert(1)</script>"
    reference = {"key": "a", "title": f"{title}\u202eCba", "kind": "book"}
    article = article_with(index, reference, cited="a", title=title)
    inspecting.inspect_articles([article.pk])

    text = admin_client.get(REPORT).text

    assert title not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\u202eCba" in text


def test_it_asks_the_same_number_of_questions_for_one_row_and_for_thirty(
    admin_client, index, outside, asks
):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert admin_client.get(REPORT).status_code == 200
        return len(queries)

    with_dead_link(index, outside, "No. 0")
    kept = Source.objects.create(title="Kept", kind="book")
    inspecting.inspect_sources([kept.pk])
    admin_client.get(REPORT)
    few = asked()
    for number in range(1, 15):
        with_dead_link(index, outside, f"No. {number}")
        source = Source.objects.create(title=f"Source {number}")
        inspecting.inspect_sources([source.pk])

    assert len(rows(admin_client)) == 31
    assert (few, asked()) == (QUERIES, QUERIES)


# --- who ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "answer"),
    [
        ("Editors", 200),
        ("Authors", 200),
        ("Moderators", 403),
        ("Event staff", 403),
        ("Registrars", 403),
        ("Privacy officers", 403),
        ("Teachers", 403),
    ],
)
def test_whoever_may_change_articles_sees_it(client, groups, index, outside, asks, group, answer):
    with_dead_link(index, outside)
    link = LinkCheck.objects.get()
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(hours=1))
    client.force_login(member("somebody", group))

    again = reverse("references_report_check", args=[link.pk])
    answers = [status(client, "get", url) for url in (REPORT, RESULTS, f"{REPORT}?export=csv")]

    assert answers == [answer] * 3
    assert status(client, "post", again) == (302 if answer == 200 else 403)
    assert (b"/admin/reports/references/" in client.get("/admin/").content) == (answer == 200)


def test_visitors_are_asked_to_sign_in(client, index):
    assert client.get(REPORT).status_code == 302
    assert client.post(reverse("references_report_check", args=[1])).status_code == 302


def test_one_sees_what_one_may_mend_and_nothing_else(client, home_page, groups, index):
    other = home_page.add_child(instance=type(index)(title="Notes", slug="notes"))
    faulty(index, "Here")
    elsewhere = faulty(other, "Elsewhere")
    source = Source.objects.create(title="Nobody's")
    inspecting.inspect_sources([source.pk])
    client.force_login(member("juno", "Authors"))

    # authors add to the library and mend it too
    assert sorted(row[1] for row in rows(client)) == ["Here", "Source in the library: Nobody's"]
    assert rows(client, page=elsewhere.pk) == []
    table = client.get(REPORT, {"export": "csv"}).getvalue().decode()
    assert ("Here" in table, "Elsewhere" in table, "Nobody" in table) == (True, False, True)


def test_whoever_may_change_articles_alone_sees_nothing_of_the_library(client, index):
    faulty(index, "Here")
    inspecting.inspect_sources([Source.objects.create(title="Nobody's").pk])
    writers = Group.objects.create(name="Writers")
    GroupPagePermission.objects.create(
        group=writers,
        page=index,
        permission=Permission.objects.get(
            content_type__app_label="wagtailcore", codename="change_page"
        ),
    )
    user = cast.make_staff("juno")
    user.groups.add(writers)
    client.force_login(user)

    assert [row[1] for row in rows(client)] == ["Here"]


def test_whoever_keeps_the_library_sees_its_faults(client, home_page, index):
    faulty(index, "Here")
    source = Source.objects.create(title="Nobody's")
    inspecting.inspect_sources([source.pk])
    client.force_login(cast.make_staff("mara", "change_source"))

    assert [row[0] for row in rows(client)] == ["Source that no published article cites Nobody's"]


# --- again ----------------------------------------------------------------------------


@pytest.fixture
def dead(index, outside, asks):
    """A dead link that was looked at an hour ago."""
    with_dead_link(index, outside)
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(hours=1))
    return LinkCheck.objects.get()


def told(client, pk, **fields):
    answer = client.post(reverse("references_report_check", args=[pk]), fields, follow=True)
    return answer.redirect_chain[-1][0], [str(each).strip() for each in answer.context["messages"]]


def test_a_link_is_looked_at_again_when_somebody_asks(admin_client, dead, outside):
    outside.put("/gone")
    back = f"{REPORT}?kind=dead"

    assert told(admin_client, dead.pk, next=back) == (
        back,
        ["The link is looked at within a minute; then load this page again."],
    )
    dead.refresh_from_db()
    assert (dead.state, Finding.objects.count()) == ("fine", 0)


def test_asking_is_left_to_a_worker(admin_client, settings, dead, outside):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    asked = len(outside.asked)

    told(admin_client, dead.pk)

    dead.refresh_from_db()
    assert (len(outside.asked), dead.next_check_at <= timezone.now()) == (asked, True)


def test_asking_twice_asks_the_server_once(admin_client, dead, outside):
    told(admin_client, dead.pk)
    asked = len(outside.asked)

    assert told(admin_client, dead.pk)[1] == ["This link was looked at less than a minute ago."]
    assert len(outside.asked) == asked


def test_a_site_that_asks_nobody_says_so(admin_client, settings, dead, outside):
    settings.CHECK_LINKS = False
    asked = len(outside.asked)

    assert told(admin_client, dead.pk)[1] == ["This site is set not to look at links."]
    assert len(outside.asked) == asked
    assert "Look again" not in admin_client.get(REPORT).text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/admin/"])
def test_one_is_led_back_to_the_report_and_nowhere_else(admin_client, dead, back):
    assert told(admin_client, dead.pk, next=back)[0] == REPORT


@pytest.mark.parametrize("back", ["javascript:alert(1)", "\0"])
def test_what_is_no_address_to_go_back_to_is_refused_before_anybody_is_asked(
    admin_client, dead, outside, back
):
    asked = len(outside.asked)
    answer = admin_client.post(reverse("references_report_check", args=[dead.pk]), {"next": back})

    assert (answer.status_code, len(outside.asked)) == (400, asked)


def test_get_changes_nothing(admin_client, dead):
    assert admin_client.get(reverse("references_report_check", args=[dead.pk])).status_code == 405


def test_a_link_of_others_is_not_there(client, home_page, groups, index, dead):
    other = home_page.add_child(instance=type(index)(title="Notes", slug="notes"))
    Page.objects.get(title="Links").move(other, pos="last-child")
    client.force_login(member("juno", "Authors"))

    assert client.post(reverse("references_report_check", args=[dead.pk])).status_code == 404
    assert client.post(reverse("references_report_check", args=[10**15])).status_code == 404


# --- as a spreadsheet -----------------------------------------------------------------


HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1"]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_of_a_csv_file_begins_a_formula(admin_client, index, words):
    article = article_with(
        index, {"key": "a", "title": words, "kind": "book"}, cited="a", title=words
    )
    inspecting.inspect_articles([article.pk])

    answer = admin_client.get(REPORT, {"export": "csv"})

    table = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert [cell for row in table for cell in row if cell[:1] in set("=+-@\t\r")] == []


@pytest.mark.parametrize("words", [*HOSTILE, "a\x0bb", "_x000A_"])
def test_no_cell_of_an_xlsx_file_is_a_formula(admin_client, index, words):
    article = article_with(
        index, {"key": "a", "title": words, "kind": "book"}, cited="a", title=words
    )
    inspecting.inspect_articles([article.pk])

    answer = admin_client.get(REPORT, {"export": "xlsx"})

    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert sheet.max_row == 2


def test_both_files_hold_all_that_is_listed(admin_client, index, outside, asks):
    article = with_dead_link(index, outside)
    url = outside.url("/gone")
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])

    answer = admin_client.get(REPORT, {"export": "csv", "kind": "dead"})
    head, row = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline=""))

    assert answer["Content-Disposition"] == (
        f'attachment; filename="references-{timezone.localdate():%Y-%m-%d}.csv"'
    )
    assert head == [
        *("What is wrong", "Article", "Reference or source", "Details", "Link", "Leads to"),
        *("Looked at", "Found", "Edit"),
    ]
    assert row[:6] == [
        *("Dead link", "Links", "Dead.", "The server answers: 404 Not Found.", url, "")
    ]
    assert row[8] == f"http://testserver{edit}{ROW % 0}"
    sheet = load_workbook(
        io.BytesIO(admin_client.get(REPORT, {"export": "xlsx"}).getvalue())
    ).active
    assert [cell.value for cell in sheet[2]][:5] == row[:5]


def test_a_file_of_many_rows_asks_as_often_as_one_of_one(admin_client, index):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(REPORT, {"export": "csv"}).getvalue()
        return len(queries)

    faulty(index, "No. 0")
    admin_client.get(REPORT)
    few = asked()
    for number in range(1, 30):
        faulty(index, f"No. {number}")

    assert few == asked()
