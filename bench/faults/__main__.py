"""Break what can be broken, and print what became of it: ``python -m bench.faults [NAME …]``."""

import argparse
import os
from collections.abc import Callable

from bench.faults import backup, clocks, killed, limits, migration, outages, release, seats, writers

FAULTS: dict[str, Callable[[], None]] = {
    "backup": backup.report,
    "clocks": clocks.report,
    "killed": killed.report,
    "limits": limits.report,
    "migration": migration.report,
    "outages": outages.report,
    "release": release.report,
    "seats": seats.report,
    "writers": writers.report,
}


def main() -> None:
    """Those that are named, else all."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FAULTS))
    named = parser.parse_args().names or list(FAULTS)
    if unknown := set(named) - set(FAULTS):
        parser.error(f"no fault of that name: {', '.join(sorted(unknown))}")
    os.environ["STUDIO_ENV_FILE"] = ""
    for name in named:
        print(f"\n{name}", flush=True)
        FAULTS[name]()


if __name__ == "__main__":
    main()
