"""What both databases have in common: a question as a text, and one join instead of many.

Wagtail asks SQLite for the score of each page by a query of its own, which looks through
all that match, and PostgreSQL for two indexes glued together, which it can then not use.
"""

from abc import abstractmethod
from typing import Any

from django.db.models import IntegerField, QuerySet
from modelsearch.query import And, MatchAll, Not, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from studio import query_text

#: Of more pages than are shown, so many stand before the others since their titles have the words.
ENTITLED = 100


class Unwritable(Exception):
    """A kind of query that we leave to Wagtail."""


class Question:
    """Writes a query of Wagtail's in the language of the database; empty if nothing is asked."""

    AND: str
    OR: str
    AND_NOT: str

    def __init__(self, *, is_last_begun: bool = False) -> None:
        self.is_last_begun = is_last_begun

    @abstractmethod
    def word(self, word: str, *, is_begun: bool) -> str:
        """One word, folded; ``is_begun`` if there may be more of it."""

    @abstractmethod
    def phrase(self, text: str) -> str:
        """Words in a row."""

    def write(self, query: SearchQuery) -> str:
        """Raises ``Unwritable`` for what is none of words, phrases, and, or, and-not."""
        if isinstance(query, PlainText):
            return self._words(query)
        if isinstance(query, Phrase):
            return self.phrase(query.query_string) if self.words_of(query.query_string) else ""
        if isinstance(query, Or):
            return self._joined(self.OR, [self.write(one) for one in query.subqueries])
        if isinstance(query, And):
            unwanted = [one.subquery for one in query.subqueries if isinstance(one, Not)]
            if any(isinstance(one, MatchAll) for one in unwanted):
                return ""
            wanted = [one for one in query.subqueries if not isinstance(one, Not)]
            there = self._joined(self.AND, [self.write(one) for one in wanted])
            gone = self._joined(self.OR, [self.write(one) for one in unwanted])
            if gone and not there:
                raise Unwritable
            return f"({there}{self.AND_NOT}{gone})" if gone else there
        if isinstance(query, Not) and isinstance(query.subquery, MatchAll):
            return ""  # which finds nothing
        raise Unwritable

    @staticmethod
    def words_of(text: str) -> list[str]:
        """As the index holds them: folded."""
        return query_text.words(text)

    def _words(self, query: PlainText) -> str:
        words = self.words_of(query.query_string)
        written = [self.word(word, is_begun=False) for word in words]
        if words and self.is_last_begun:
            written[-1] = self.word(words[-1], is_begun=True)
        return self._joined(self.AND if query.operator == "and" else self.OR, written)

    @staticmethod
    def _joined(operator: str, written: list[str]) -> str:
        written = [one for one in written if one]
        return f"({operator.join(written)})" if len(written) > 1 else "".join(written)


class AskingMixin:
    """For a query compiler of Wagtail's, before it."""

    question_class: type[Question]
    #: The table of Wagtail's index that holds what a thing is called and where it is found.
    entries = "wagtailsearch_indexentry"
    #: The column that is the larger, the newer something is in the index.
    newest = "wagtailsearch_indexentry.id"
    queryset: QuerySet
    query: SearchQuery

    @abstractmethod
    def matching(
        self, match: str, filed: str = "", *, in_title: bool = False, score: str = "_score"
    ) -> dict[str, Any]:
        """Arguments of ``QuerySet.extra`` that join the index and leave what matches.

        They select the score by that name; the smaller, the better.
        """

    def written(self) -> str:
        """The question in the language of the database. May raise ``Unwritable``."""
        key = self.queryset.model._meta.pk
        is_number = isinstance(getattr(key, "target_field", key), IntegerField)
        if self.fields is not None or not is_number:
            raise Unwritable
        return self.question_class(is_last_begun=self.LAST_TERM_IS_PREFIX).write(self.query)

    def search(
        self, config: Any, start: int, stop: int | None, score_field: str | None = None, **more: Any
    ) -> QuerySet:
        """As Wagtail's, by one join."""
        try:
            match = self.written()
        except Unwritable:
            return super().search(config, start, stop, score_field=score_field, **more)
        if not match:
            return self.queryset.none()
        score = score_field or "_score"
        queryset = self.queryset.extra(**self.matching(match, score=score))
        if self.order_by_relevance:
            queryset = queryset.extra(order_by=[score, f"-{self.newest}"])
        elif not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return queryset[start:stop]

    def nearest(self, filed: list[str], most: int) -> list[int]:
        """Keys, best first. Of more than ``most`` some with the words in the title, then the newest.

        So the score is asked of so many at most, however many there are.
        """
        match = self.written()
        if not match:
            return []
        also = self.question_class().write(PlainText(" ".join(filed))) if filed else ""
        found = self._newest(match, also, most + 1)
        if len(found) > most:
            entitled = self._newest(match, also, ENTITLED, in_title=True)
            seen = {pk for pk, _score in entitled}
            found = entitled + [one for one in found if one[0] not in seen]
        return [pk for pk, _score in found[:most]]

    def entitled(self, most: int) -> list[int]:
        """Keys of the newest with all that is asked for in the title, best first."""
        match = self.written()
        found = self._newest(match, "", most * 5, in_title=True) if match else []
        return [pk for pk, _score in found[:most]]

    def excludes(self, match: str) -> bool:
        """Whether something is unwanted: a title without it is then not enough."""
        return self.question_class.AND_NOT in match

    def candidates(self, match: str, filed: str, most: int, *, in_title: bool) -> Any:
        """Keys and scores of the newest that match, in any order."""
        asked = self.matching(match, filed, in_title=in_title)
        newest = self.queryset.extra(**asked, order_by=[f"-{self.newest}"])
        return newest.values_list("pk", "_score")[:most]

    def _newest(
        self, match: str, filed: str, most: int, *, in_title: bool = False
    ) -> list[tuple[int, float]]:
        found = self.candidates(match, filed, most, in_title=in_title)
        return sorted(found, key=lambda one: (one[1], -one[0]))

    @property
    def key(self) -> str:
        """The column of the primary key, quoted."""
        meta = self.queryset.model._meta
        return f'"{meta.db_table}"."{meta.pk.column}"'

    @property
    def types(self) -> str:
        """The content types that are searched, as numbers separated by commas."""
        return ", ".join(map(str, sorted(get_descendants_content_types_pks(self.queryset.model))))
