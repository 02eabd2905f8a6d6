"""The words that titles are made of: to mend what is mistyped, and to finish what is begun.

It holds the words of drafts and private pages as well. Nobody is told a word of it that no
page holds which they may read.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from django.db import connection
from django.db.models import F
from django.db.models.functions import Length
from wagtail.models import Page

from search.models import Spelling
from studio import query_text

#: Shorter words are like too many others.
SHORTEST = 4
LONGEST = Spelling._meta.get_field("key").max_length
#: So many words are asked for at once; fewer than any database takes.
AT_ONCE = 500


def words_of(texts: Iterable[str]) -> set[str]:
    """What is learnt of these texts: words of letters, of a length that is spelt wrong."""
    found = {word for text in texts for word in query_text.words(text)}
    return {word for word in found if word.isalpha() and 1 < len(word) <= LONGEST}


def keys_of(word: str) -> set[str]:
    """The word, and where it is long enough each of the words that lack one letter of it."""
    if len(word) < SHORTEST:
        return {word}
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def learn(texts: Iterable[str]) -> None:
    """Enter the words of these texts. One query where all are known."""
    for some in _batches(sorted(words_of(texts))):
        new = set(some) - known(some)
        rows = (
            Spelling(word=word, key=key) for word in sorted(new) for key in sorted(keys_of(word))
        )
        Spelling.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def known(words: Iterable[str]) -> set[str]:
    """Those of these words that are in it."""
    rows = Spelling.objects.filter(key__in=list(words), word=F("key"))
    return set(rows.values_list("word", flat=True))


def forget() -> int:
    """Take out the words that no title holds any more; how many."""
    pages = Page.objects.order_by().values_list("title", "search_description")
    held = words_of(text for texts in pages.iterator() for text in texts)
    all_words = Spelling.objects.filter(word=F("key")).values_list("word", flat=True)
    gone = sorted(set(all_words) - held)
    for some in _batches(gone):
        Spelling.objects.filter(word__in=some).delete()
    return len(gone)


def nearest(words: Iterable[str]) -> dict[str, str]:
    """Of each of these words that nobody knows, the likest that is known; in one query."""
    unknown = {word for word in words if word.isalpha() and SHORTEST <= len(word) <= LONGEST}
    keys: dict[str, set[str]] = {}
    for typed in unknown:
        for key in keys_of(typed):
            keys.setdefault(key, set()).add(typed)
    likest: dict[str, tuple[float, str]] = {}
    for key, word in Spelling.objects.filter(key__in=list(keys)).values_list("key", "word"):
        for typed in keys[key]:
            likeness = SequenceMatcher(None, typed, word).ratio()
            likest[typed] = max(likest.get(typed, (0.0, "")), (likeness, word))
    return {typed: word for typed, (_likeness, word) in likest.items() if word != typed}


def begun(beginning: str, most: int) -> list[str]:
    """At most so many words that begin like this, the shortest first."""
    rows = Spelling.objects.filter(word=F("key"), key__startswith=beginning)
    if connection.vendor == "sqlite":  # whose LIKE looks into no index
        rows = rows.filter(key__gte=beginning, key__lt=beginning + "\U0010ffff")
    return list(rows.order_by(Length("key"), "key").values_list("key", flat=True)[:most])


def _batches(words: Sequence[str]) -> Iterator[Sequence[str]]:
    return (words[at : at + AT_ONCE] for at in range(0, len(words), AT_ONCE))
