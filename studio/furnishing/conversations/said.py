"""One comment of the demo site, as it is written down here."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody said below an article, and what became of it.

    ``key`` names it among all comments of the demo site; ``answers`` is the key
    of the comment it replies to, which stands earlier below the same article.
    ``day`` counts days after the article's publication.

    Whoever speaks through a sign-in (``user``) has that account's e-mail
    address, and none here.

    ``status`` is what was decided in the end: approved, waiting, spam, rejected,
    trashed or erased. ``rejection`` and ``note`` belong to a rejected one.
    ``reports`` are (reason, note) of one reader each, made after the decision, so
    that enough of them hold an approved comment again. Why a comment is held is
    not written here: the rules say it.
    """

    key: str
    name: str
    email: str = ""
    text: str
    day: float
    answers: str = ""
    user: str = ""
    website: str = ""
    status: str = "approved"
    rejection: str = ""
    note: str = ""
    reports: tuple[tuple[str, str], ...] = ()
    #: Whether the address was proved when this was posted.
    proved: bool = False
    #: How long the page had been open, where a script could tell.
    seconds: int | None = None
    #: Whether the field that people do not see was filled in.
    honeypot: bool = False
    #: The words as first posted, where the writer has edited them since.
    before: str = ""
