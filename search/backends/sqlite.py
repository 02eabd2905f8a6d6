"""SQLite: FTS5, joined once; its ``bm25`` scores what the statement returns and nothing else."""

from typing import Any

from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchResults,
)

from search.backends.asking import AskingMixin, Question
from search.backends.indexing import BackendMixin, IndexMixin, ResultsMixin

#: For the columns of Wagtail's table in their order: autocomplete, body, title.
WEIGHTS = "0.0, 1.0, 6.0"


class Match(Question):
    """What stands after ``MATCH``. All within quotation marks, where nothing is an operator."""

    AND, OR, AND_NOT = " AND ", " OR ", " NOT "

    def word(self, word: str, *, is_begun: bool) -> str:
        return f'"{word}"*' if is_begun else f'"{word}"'

    def phrase(self, text: str) -> str:
        return f'"{" ".join(self.words_of(text))}"'


class _Compiler(AskingMixin):
    question_class = Match
    fts = "wagtailsearch_indexentry_fts"
    newest = "wagtailsearch_indexentry_fts.rowid"

    def matching(
        self, match: str, filed: str = "", *, in_title: bool = False, score: str = "_score"
    ) -> dict[str, Any]:
        whole = f"({{{' '.join(self.FTS_TABLE_FIELDS)}}} : ({match}))"
        title = f"({{title}} : ({match}))"
        asked = [whole] if not in_title else [title, whole] if self.excludes(match) else [title]
        if filed:
            asked.append(f"({{body}} : ({filed}))")
        return {
            "select": {score: f"bm25({self.fts}, {WEIGHTS})"},
            "tables": [self.fts, self.entries],
            "where": [
                f"{self.fts} MATCH %s",
                f"{self.entries}.id = {self.fts}.rowid",
                f"{self.key} = CAST({self.entries}.object_id AS INTEGER)",
                f"{self.entries}.content_type_id IN ({self.types})",
            ],
            "params": [" AND ".join(asked)],
        }


class Compiler(_Compiler, SQLiteSearchQueryCompiler):
    """For whole words."""


class AutocompleteCompiler(_Compiler, SQLiteAutocompleteQueryCompiler):
    """For words of which the last is begun."""

    def matching(self, *args: Any, **more: Any) -> dict[str, Any]:
        asked = super().matching(*args, **more)
        name = next(iter(asked["select"]))
        return asked | {"select": {name: f"bm25({self.fts}, 1.0)"}}


class Results(ResultsMixin, SQLiteSearchResults):
    """Wagtail's, with the first of them found as for visitors."""


class Index(IndexMixin, SQLiteIndex):
    """Wagtail's, which learns the words of titles as well."""


class Backend(BackendMixin, SQLiteSearchBackend):
    """Wagtail's, asked as we ask it."""

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = Results
