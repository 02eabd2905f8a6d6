"""Tables for spreadsheet programs, in which nothing that a visitor typed runs.

XLSX knows texts from formulas: a text is stored as text, and nothing is changed.
CSV does not, so a cell that a program could take for a formula gets an apostrophe
(``inert``).
"""

import csv
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

#: What Excel holds in a cell and in a sheet's name, in UTF-16 units.
LONGEST_CELL = 32_767
LONGEST_TITLE = 31
#: Excel knows no earlier dates, and counts with 15 digits.
_FIRST_DATE = date(1900, 3, 1)
_MOST_DIGITS = 15

#: What XML 1.0 cannot hold (chapter 2.2), halves of characters among it.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: ``_x000A_`` in a text is a line break to Excel (ST_Xstring, ECMA-376 part 1, 22.9.2.19).
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

#: Signs that begin a formula, full-width and small forms among them: Excel in East
#: Asian languages takes them for the plain ones.
_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫"
#: Where a cell may begin: a comma is ours and quoted, but programs set to semicolons
#: or tabs split the line there, and then take our quotation marks for text.
_EDGES = "\t\n\r;\x0b\x0c\x85\u2028\u2029"
#: What may stand before the sign and is passed over: spaces, quotation marks, unseen signs.
_PASSED = f'(?:[^\\S{_EDGES}]|["\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff])*+'
#: Telephone numbers (a plus; digits, spaces, dots, hyphens, slashes, brackets) and numbers.
_NUMBERS = r"(?:\+[ (]*+[0-9][0-9 .\-/()]*+|[+-]?+[0-9]++(?:[.,][0-9]++)*+)"
_HOSTILE = re.compile(
    f"(\\A|[{_EDGES}])(?={_PASSED}[{_SIGNS}])(?! *+{_NUMBERS} *+(?:\\Z|[{_EDGES}]))",
)
_FORMULA = re.compile(f"\\s*+[{_SIGNS}#]")


@dataclass(frozen=True)
class Table:
    """Columns by their labels, and rows of as many values; the rows may be read once.

    Values are texts, numbers, truths, dates, moments or None; of anything else its
    text is taken. A moment with a zone is shown as the clock of that zone shows it.
    """

    columns: Sequence[str]
    rows: Iterable[Sequence[object]]


def csv_lines(table: Table) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180, CRLF) with hostile cells made inert.

    The first begins with a byte order mark, by which Excel knows that it is UTF-8.
    """
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + writer.writerow([_csv_cell(label) for label in table.columns])
    for row in table.rows:
        yield writer.writerow([_csv_cell(value) for value in row])


def xlsx(table: Table, *, title: str) -> bytes:
    """A workbook with one sheet, whose first row is bold and stays in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    header = [_text_cell(sheet, _text(label)) for label in table.columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in table.rows:
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def inert(value: str) -> str:
    """The text with an apostrophe wherever a spreadsheet program could begin a formula.

    That is before ``= + - @`` (https://owasp.org/www-community/attacks/CSV_Injection)
    and their full-width forms, also behind spaces and quotation marks, where a cell may
    begin: at the start, and after a line break, a tab or a semicolon, since a program
    set to another separator begins a cell there. A text that begins with a tab or a
    line break gets one too. Telephone numbers and numbers stay as they are: some
    programs count with ``+41-79``, or drop the plus; XLSX keeps them as typed.
    """
    begins_apart = value.lstrip(" ")[:1] in {"\t", "\n", "\r"}
    return ("'" if begins_apart else "") + _HOSTILE.sub(r"\1'", value)


def storable(value: str) -> str:
    """The text without what a spreadsheet file cannot hold, where writing it would fail."""
    return _text(value)


class _Echo:
    """A file that hands back what is written to it, as ``csv.writer`` does in turn."""

    def write(self, line: str) -> str:
        return line


def _csv_cell(value: object) -> object:
    value = _plain(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return _cut(inert(value), LONGEST_CELL) if isinstance(value, str) else value


def _xlsx_cell(sheet: Any, value: object) -> object:
    value = _plain(value)
    if not isinstance(value, str):
        return value
    if _FORMULA.match(value) or "_x" in value:
        return _text_cell(sheet, value)
    return _cut(value, LONGEST_CELL) or None


def _text_cell(sheet: Any, text: str) -> WriteOnlyCell:
    """A cell that holds text whatever it looks like, also when somebody edits it."""
    cell = WriteOnlyCell(sheet, _cut(_ESCAPE.sub("_x005F_", text), LONGEST_CELL))
    cell.data_type = "s"  # openpyxl takes "=1" for a formula and "#N/A" for an error
    cell.quotePrefix = bool(_FORMULA.match(text))
    return cell


def _plain(value: object) -> str | int | float | Decimal | date | None:
    """The value as one of the kinds that a spreadsheet knows."""
    if value is None:
        return None
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
        return value if value.date() >= _FIRST_DATE else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value if value >= _FIRST_DATE else value.isoformat()
    if isinstance(value, int | float | Decimal):
        is_exact = math.isfinite(value) and abs(value) < 10**_MOST_DIGITS
        return value if is_exact else str(value)
    return _text(value)


def _text(value: object) -> str:
    return _ILLEGAL.sub("", _BREAK.sub("\n", str(value)))


def _cut(text: str, most: int) -> str:
    """The text in at most so many UTF-16 units, the last an ellipsis if it was longer."""
    if 2 * len(text) <= most:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * most:
        return text
    return units[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


def _sheet_title(title: str) -> str:
    """A name that Excel accepts: without its seven signs, not bounded by apostrophes."""
    words = " ".join(re.sub(r"[\[\]:*?/\\]", " ", _text(title)).split())
    title = _cut(words, LONGEST_TITLE).strip("' ")
    return _("Table") if title.casefold() in {"", "history"} else title
