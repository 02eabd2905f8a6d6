"""The lines that a fault prints."""

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One figure; ``holds`` is whether it is what it must be, of a control whether it fails."""

    fault: str
    where: str
    figure: str
    holds: bool


def tell(rows: Iterable[Row]) -> None:
    """Print each as it comes; end with an error when one is not what it must be."""
    wrong = 0
    for row in rows:
        print(f"  {row.fault}\n    {row.where}: {row.figure}", flush=True)
        if not row.holds:
            wrong += 1
            print("    ! not as it must be", flush=True)
    if wrong:
        raise SystemExit(f"{wrong} figures are not what they must be.")
