"""Make the table of schema.org's names anew, from the two files that schema.org publishes.

python -m bench.judges.reduce 30.0 schemaorg-current-https-types.csv schemaorg-current-https-properties.csv

They lie in https://github.com/schemaorg/schemaorg under data/releases/VERSION/. What is kept are
facts alone: which type is a kind of which, whose property a name is, and what it may hold.
"""

import csv
import json
import sys
from pathlib import Path

from studio.tests.schema_org import TABLE

_PREFIX = "https://schema.org/"
#: Vocabularies of others, kept beside the core: a studio has nothing to say in them.
_LEFT_OUT = {"https://auto.schema.org", "https://meta.schema.org"}


def main() -> None:
    """Write the table."""
    version, types, properties = sys.argv[1:]
    known, members = {}, {}
    for row in _rows(types):
        if row["enumerationtype"]:
            members[row["label"]] = row["enumerationtype"].removeprefix(_PREFIX)
        else:
            known[row["label"]] = _names(row["subTypeOf"])
    table = {
        "source": "https://github.com/schemaorg/schemaorg/tree/main/data/releases/" + version,
        "version": version,
        "types": known,
        "members": members,
        "properties": {
            row["label"]: [_names(row["domainIncludes"]), _names(row["rangeIncludes"])]
            for row in _rows(properties)
        },
    }
    TABLE.write_text(_written(table))


def _rows(path: str) -> list[dict[str, str]]:
    """What is still recommended: a name with a successor is not."""
    with Path(path).open(newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if not row["supersededBy"] and row["isPartOf"] not in _LEFT_OUT
        ]


def _names(text: str) -> str:
    """Names of schema.org alone, between spaces."""
    names = [one.strip() for one in text.split(",")]
    return " ".join(sorted(one.removeprefix(_PREFIX) for one in names if _PREFIX in one))


def _written(table: dict[str, object]) -> str:
    """JSON with a line for each fact, so that a difference can be read."""
    parts = []
    for name, value in table.items():
        if isinstance(value, dict):
            lines = [f"{json.dumps(key)}:{json.dumps(value[key])}" for key in sorted(value)]
            parts.append(f'"{name}":{{\n' + ",\n".join(lines) + "\n}")
        else:
            parts.append(f'"{name}":{json.dumps(value)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
