"""PostgreSQL: one vector and one index over title and text, and a score of what is shown.

The vector is a column that PostgreSQL makes of the texts that Wagtail writes
(``search/migrations/0001_one_index.py``): folded as ``studio/query_text.py`` folds,
with each word of a title once more behind ``titled``.
"""

from typing import Any

from django.db import connections
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
    PostgresSearchResults,
)
from modelsearch.query import And, Not, SearchQuery

from search.backends.asking import AskingMixin, Question
from search.backends.indexing import BackendMixin, IndexMixin, ResultsMixin
from studio import query_text


class TextQuery(Question):
    """What ``to_tsquery`` takes. Each word within apostrophes, where nothing is an operator."""

    AND, OR, AND_NOT = " & ", " | ", " & !"

    def word(self, word: str, *, is_begun: bool) -> str:
        return f"'{word}':*" if is_begun else f"'{word}'"

    def phrase(self, text: str) -> str:
        return f"({' <-> '.join(self.word(one, is_begun=False) for one in self.words_of(text))})"


class InTitle(TextQuery):
    """The same, asked of titles alone."""

    def word(self, word: str, *, is_begun: bool) -> str:
        return super().word(f"titled{word}", is_begun=is_begun)


class Unfolded(TextQuery):
    """The same, asked of Wagtail's own vector of what editors begin to type."""

    @staticmethod
    def words_of(text: str) -> list[str]:
        return query_text.WORD.findall(text.lower())


def _without_unwanted(query: SearchQuery) -> SearchQuery:
    if not isinstance(query, And):
        return query
    return And([_without_unwanted(one) for one in query.subqueries if not isinstance(one, Not)])


class Compiler(AskingMixin, PostgresSearchQueryCompiler):
    """For whole words."""

    question_class = TextQuery
    column = "words"

    @property
    def wanted(self) -> str:
        """What is scored: by what is unwanted, PostgreSQL would score all alike."""
        return self.question_class(is_last_begun=self.LAST_TERM_IS_PREFIX).write(
            _without_unwanted(self.query)
        )

    def matching(
        self, match: str, filed: str = "", *, in_title: bool = False, score: str = "_score"
    ) -> dict[str, Any]:
        title = InTitle().write(self.query) if in_title else ""
        asked = [match] if not in_title else [title, match] if self.excludes(match) else [title]
        if filed:
            asked.append(filed)
        vector = f"{self.entries}.{self.column}"
        return {
            "select": {score: f"-ts_rank({vector}, to_tsquery('simple', %s))"},
            "select_params": [self.wanted],
            "tables": [self.entries],
            "where": [
                f"{vector} @@ to_tsquery('simple', %s)",
                f"{self.key} = CAST({self.entries}.object_id AS integer)",
                # “+ 0” keeps it from the index of types: it would look into each vector
                f"{self.entries}.content_type_id + 0 IN ({self.types})",
            ],
            "params": [" & ".join(f"({one})" for one in asked)],
        }

    def candidates(self, match: str, filed: str, most: int, *, in_title: bool) -> Any:
        """Scored after they are chosen; PostgreSQL would score all that match, then choose.

        Of those with the words in the title the newest, of the others whichever come first:
        to put all of them in order takes as long as to score them. The newest are chosen before
        anybody looks at their pages, so twice as many are.
        """
        asked = self.matching(match, filed, in_title=in_title)
        asked |= {"select": {"_entry": f"{self.entries}.id"}, "select_params": []}
        if in_title:
            asked["where"][0] = (
                f"{self.entries}.id IN (SELECT newest.id FROM {self.entries} AS newest"  # noqa: S608
                f" WHERE newest.{self.column} @@ to_tsquery('simple', %s)"
                f" ORDER BY newest.id + 0 DESC LIMIT {2 * most})"
            )
        found = self.queryset.order_by().extra(**asked)
        inside, params = found.values_list("_entry", "pk")[:most].query.sql_with_params()
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(
                # of names that are ours; what was asked is a parameter
                f"SELECT found.key, -ts_rank({self.column}, to_tsquery('simple', %s))"  # noqa: S608
                f" FROM ({inside}) AS found (entry, key) JOIN {self.entries} ON id = found.entry",
                [self.wanted, *params],
            )
            return cursor.fetchall()


class AutocompleteCompiler(AskingMixin, PostgresAutocompleteQueryCompiler):
    """For words of which the last is begun."""

    question_class = Unfolded
    column = "autocomplete"
    wanted = Compiler.wanted
    matching = Compiler.matching
    candidates = Compiler.candidates


class Results(ResultsMixin, PostgresSearchResults):
    """Wagtail's, with the first of them found as for visitors."""


class Index(IndexMixin, PostgresIndex):
    """Wagtail's, which learns the words of titles as well."""


class Backend(BackendMixin, PostgresSearchBackend):
    """Wagtail's, asked as we ask it."""

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = Results
