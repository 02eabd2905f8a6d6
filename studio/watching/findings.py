"""One line about how the site is: what all that is looked at comes to."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


class State(IntEnum):
    """How bad it is; the number is the exit code of ``manage.py status``."""

    GOOD = 0
    WATCH = 1
    BAD = 2

    @property
    def word(self) -> Promise:
        """What it is called."""
        return _WORDS[self]


_WORDS = {
    State.GOOD: gettext_lazy("Good"),
    State.WATCH: gettext_lazy("Worth a look"),
    State.BAD: gettext_lazy("Needs you"),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing: how it is, and what to do, if anything. ``subject`` names it in one or two words."""

    subject: str
    state: State
    words: str
    advice: str = ""


def moment_in_words(moment: datetime) -> str:
    """Day and hour of the studio's own clock."""
    return date(timezone.localtime(moment), "DATETIME_FORMAT")
