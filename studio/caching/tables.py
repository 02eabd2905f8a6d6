"""Which tables a statement reads, and which it writes."""

import re
from functools import lru_cache

_TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:ONLY\s+)?"?(\w+)"?', re.IGNORECASE)
_QUOTED = re.compile(r'"(\w+)"')
_SET = re.compile(r'^UPDATE\s+"(\w+)"\s+SET\s+(.*?)(?:\sWHERE\s|$)', re.IGNORECASE | re.DOTALL)
_COLUMN = re.compile(r'"(\w+)" = ')

#: Statements that change no row.
_READING = frozenset(
    [
        "BEGIN",
        "COMMIT",
        "EXPLAIN",
        "PRAGMA",
        "RELEASE",
        "ROLLBACK",
        "SAVEPOINT",
        "SELECT",
        "SET",
        "SHOW",
        "VALUES",
    ]
)
_WRITING_ONE = frozenset(("INSERT", "REPLACE", "UPDATE", "DELETE"))

#: What the CMS writes of a page with every draft, several times a minute while somebody
#: types, and what no visitor sees.
_OF_DRAFTS = {
    "wagtailcore_page": frozenset(
        (
            *("draft_title", "has_unpublished_changes", "latest_revision_id"),
            *("latest_revision_created_at", "locked", "locked_at", "locked_by_id"),
        )
    )
}

#: Tables whose rows are told of one by one (:func:`studio.caching.changed`): a flood of
#: comments that wait for a moderator must not make every article stale.
TOLD = {"comments_comment": "comments"}


@lru_cache(maxsize=2048)
def _reads(sql: str) -> frozenset[str]:
    return frozenset(_TABLE.findall(sql))


def read_by(sql: str) -> frozenset[str]:
    """The tables that ``sql`` names behind FROM and JOIN."""
    # a statement with thousands of placeholders is not worth the memory
    return _reads(sql) if len(sql) < 5000 else frozenset(_TABLE.findall(sql))


def written_by(sql: str) -> frozenset[str]:
    """The tables in which ``sql`` changes what visitors may see; none for one that reads.

    What is neither known to read nor to write one table counts as writing all that it names.
    """
    verb = sql.lstrip()[:10].partition(" ")[0].upper()
    if verb in _READING or verb.startswith("("):
        return frozenset()
    if verb not in _WRITING_ONE:
        return frozenset(_QUOTED.findall(sql) + _TABLE.findall(sql))
    found = _TABLE.search(sql)
    if found is None or (verb == "UPDATE" and _is_of_draft(sql)):
        return frozenset()
    return frozenset((found[1],))


def _is_of_draft(sql: str) -> bool:
    found = _SET.match(sql)
    if found is None or found[1] not in _OF_DRAFTS:
        return False
    columns = _COLUMN.findall(found[2])
    # whatever is not written as Django writes it may be any column
    is_plain = len(columns) == found[2].count("=") > 0
    return is_plain and _OF_DRAFTS[found[1]].issuperset(columns)
