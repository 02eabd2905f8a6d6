"""Under what a page is filed, as words of the search index.

What a search is narrowed to is then found like any other word: by the same index, on every
search backend, and without a look at each page. The words are such that nobody types them.
"""

import re

_WORD = re.compile(r"\bfiled(?:kind|topic|person|year)[a-z0-9]+\b")


def word(drawer: str, value: object) -> str:
    """The word for one value of a drawer, as in ``filedtopic12``: letters and digits alone."""
    return f"filed{drawer}{value}"


def removed(text: str) -> str:
    """A text of the index without these words."""
    return _WORD.sub("", text)
