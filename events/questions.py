"""What a form asks: questions as values, and which of them are asked of whom."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Answer = str | list[str] | bool
Answers = dict[str, Answer]


class QuestionType(TextChoices):
    """What can be asked."""

    SINGLELINE = "singleline", _("A line of text")
    MULTILINE = "multiline", _("Several lines of text")
    RADIO = "radio", _("One of several, all to be seen")
    DROPDOWN = "dropdown", _("One of several, in a list")
    CHECKBOXES = "checkboxes", _("Any of several")
    CHECKBOX = "checkbox", _("A box to tick")
    NUMBER = "number", _("A number")
    DATE = "date", _("A date")
    TEL = "tel", _("A telephone number")
    EMAIL = "email", _("An e-mail address")
    URL = "url", _("A web address")


WITH_CHOICES = frozenset({QuestionType.RADIO, QuestionType.DROPDOWN, QuestionType.CHECKBOXES})
#: What another question may depend on.
DECIDING = WITH_CHOICES | {QuestionType.CHECKBOX}
#: What ``depends_value`` is where the other question is a box to tick.
TICKED = "yes"


def new_key() -> str:
    """A name for a question or a date, which it keeps whatever it is called later."""
    return secrets.token_hex(6)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. ``depends_on``: the key of the one whose answer decides whether it is asked."""

    key: str
    label: str
    field_type: str
    required: bool = False
    choices: list[str] = field(default_factory=list)
    help_text: str = ""
    depends_on: str = ""
    depends_value: str = ""
    #: Days after the event when its answers are forgotten; None: with everything else.
    forget_after: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """What is stored."""
        return asdict(self)

    @property
    def name(self) -> str:
        """In a form, and nothing a visitor's own field could be called."""
        return f"q_{self.key}"

    def is_asked(self, answers: Mapping[str, Any]) -> bool:
        """Whether the answer it depends on, if any, is the one that asks for it."""
        if not self.depends_on:
            return True
        given = answers.get(self.depends_on)
        if isinstance(given, bool):
            return given and self.depends_value == TICKED
        return self.depends_value in (given if isinstance(given, list) else [given])


def asked(questions: Iterable[Question], answers: Mapping[str, Any]) -> list[Question]:
    """Those that are asked, given these answers.

    A question that depends on one that is itself not asked is not asked either.
    """
    shown: list[Question] = []
    keys: dict[str, Any] = {}
    for question in questions:
        if question.is_asked(keys):
            shown.append(question)
            if question.key in answers:
                keys[question.key] = answers[question.key]
    return shown
