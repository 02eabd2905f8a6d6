"""What was measured beside what must be reached: one table, printed at the end of a run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    bar: str


_rows: list[Row] = []


def add(what: str, measured: str, bar: str) -> None:
    """Note a figure for the table; ``bar`` says in words what must be reached."""
    _rows.append(Row(what, measured, bar))


def show() -> None:
    """Print what was noted, as the table of bench/README.md is written."""
    if not _rows:
        return
    print("\n| what | measured | must reach |\n|---|---|---|")
    for row in _rows:
        print(f"| {row.what} | {row.measured} | {row.bar} |")
