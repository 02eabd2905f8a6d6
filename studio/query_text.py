"""What somebody typed into a search, made fit for the search backend."""

from modelsearch.query import SearchQuery
from modelsearch.utils import parse_query_string

MOST_CHARACTERS = 200


def clean(typed: str) -> str:
    """One line of at most so many characters, without the NUL that no database takes."""
    return " ".join(typed.replace("\x00", " ")[:MOST_CHARACTERS].split())


def parse(typed: str, operator: str = "and") -> SearchQuery:
    """The search for the words of ``typed``; where no word is left, it finds nothing.

    Given as it was typed, a lone quotation mark is a syntax error of SQLite's.
    """
    _filters, query = parse_query_string(clean(typed), operator=operator)
    return query
