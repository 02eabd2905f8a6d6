"""What schema.org does not know: its types, their properties, and what each may hold.

The table beside this file holds the facts of schema.org's vocabulary and nothing else; it
names its version and its source. ``bench/judges/reduce.py`` makes it anew.
"""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

TABLE = Path(__file__).parent / "schema_org.json"

_SCHEMA = "https://schema.org/"
_DAY = r"\d{4}(-\d\d(-\d\d)?)?"
#: ISO 8601, a moment with its offset: without one, readers take their own.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")


def is_address(value):
    """Whether it is an absolute address, as schema.org's ``URL``."""
    parts = urlsplit(value) if isinstance(value, str) else None
    return bool(parts and parts.scheme and parts.netloc and not re.search(r"\s", value))


def _is_number(value):
    if isinstance(value, str):
        return bool(re.fullmatch(r"-?\d+(\.\d+)?", value))
    return isinstance(value, int | float) and not isinstance(value, bool)


#: What a value that is no thing has to be, by its type.
_VALUES = {
    "Text": lambda value: isinstance(value, str) and bool(value.strip()),
    "URL": is_address,
    "Date": lambda value: isinstance(value, str) and bool(re.fullmatch(_DAY, value)),
    "DateTime": lambda value: isinstance(value, str) and bool(MOMENT.fullmatch(value)),
    "Duration": lambda value: isinstance(value, str) and bool(_DURATION.fullmatch(value)),
    "Boolean": lambda value: isinstance(value, bool),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Number": _is_number,
}


@cache
def _vocabulary():
    table = json.loads(TABLE.read_text())
    properties = {
        name: (set(domains.split()), set(ranges.split()))
        for name, (domains, ranges) in table["properties"].items()
    }
    return {
        "types": {name: above.split() for name, above in table["types"].items()},
        "members": table["members"],
        "properties": properties,
    }


@cache
def _with_ancestors(kind):
    """The type and all that it is a kind of."""
    above = _vocabulary()["types"][kind]
    return frozenset({kind}.union(*(_with_ancestors(one) for one in above)))


def kinds_of(data):
    """The types a thing says it is of."""
    kinds = data.get("@type")
    return kinds if isinstance(kinds, list) else [kinds]


def faults(data, path=None):
    """What schema.org does not know of a thing and of all that it holds, as sentences."""
    kinds = kinds_of(data)
    path = path or str(kinds[0])
    if unknown := [kind for kind in kinds if kind not in _vocabulary()["types"]]:
        return [f"{path}: no type {', '.join(map(str, unknown))}"]
    found = []
    ancestors = frozenset().union(*map(_with_ancestors, kinds))
    for name, value in data.items():
        at = f"{path}.{name}"
        if name == "@id":
            found += [] if is_address(value) else [f"{at}: {value}"]
        if name.startswith("@"):
            continue
        domains, ranges = _vocabulary()["properties"].get(name, (set(), set()))
        if not domains & ancestors:
            found.append(f"{path}: no property {name}")
            continue
        for one in value if isinstance(value, list) else [value]:
            found += _faults_of_value(one, ranges, at)
    return found


def faults_of_page(scripts):
    """What is wrong with the JSON-LD scripts of a page, given as texts."""
    found = []
    for script in scripts:
        try:
            data = json.loads(script)
        except ValueError as error:
            found.append(f"no JSON: {error}")
            continue
        for one in data if isinstance(data, list) else [data]:
            if one.get("@context") != "https://schema.org":
                found.append(f"{one.get('@type')}: no context of schema.org")
            found += faults(one)
    return found


def _faults_of_value(value, ranges, path):
    if isinstance(value, dict):
        if set(value) == {"@id"}:  # it stands elsewhere
            return [] if is_address(value["@id"]) else [f"{path}: {value}"]
        known = [kind for kind in kinds_of(value) if kind in _vocabulary()["types"]]
        above = frozenset().union(*map(_with_ancestors, known))
        fits = [] if not known or above & ranges else [f"{path} may not hold {known[0]}"]
        return fits + faults(value, path)
    if isinstance(value, str) and value.startswith(_SCHEMA):
        kind = _vocabulary()["members"].get(value.removeprefix(_SCHEMA))
        if kind and _with_ancestors(kind) & ranges:
            return []
    if "Thing" in ranges:
        ranges = ranges | {"URL"}  # whatever it is, its address names it
    fits = any(_VALUES[name](value) for name in ranges & _VALUES.keys())
    return [] if fits else [f"{path}: {value}"]
