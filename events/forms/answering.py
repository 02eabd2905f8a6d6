"""A form with questions: which are asked, given the answers, and what is kept of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from events import questions as asking
from events.forms.building import QuestionFormBuilder
from events.questions import TICKED, Answers, Question, QuestionType

_AS_CHOICE = frozenset({QuestionType.RADIO, QuestionType.CHECKBOXES})


@dataclass(frozen=True)
class AskedQuestion:
    """What a template is told of one question.

    ``field``: the bound field. ``include``: which of ``includes/form/*.html`` shows it,
    ``field``, ``choice`` or ``tick``. ``condition``: “Only if …” in words, empty where it
    is always asked. ``decides``: the name of the field whose answer decides, and
    ``value``, the answer that asks for it (of a box: “on”), for the script that hides what
    is not asked.
    """

    field: forms.BoundField
    question: Question
    condition: str = ""
    decides: str = ""
    value: str = ""

    @property
    def condition_id(self) -> str:
        """Of the element with the condition, by which its control is described; empty without one."""
        return f"{self.field.auto_id}_condition" if self.condition else ""

    @property
    def include(self) -> str:
        if self.question.field_type == QuestionType.CHECKBOX:
            return "tick"
        return "choice" if self.question.field_type in _AS_CHOICE else "field"


class AnswersForm(forms.Form):
    """The questions of an event.

    A question that is not asked of somebody is not required, and what was answered to it
    is dropped.
    ``cleaned_data["answers"]`` has what was answered, by the keys of the questions.
    """

    def __init__(self, data: Any = None, *, questions: Sequence[Question], **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)
        self.questions = list(questions)
        self.fields.update(QuestionFormBuilder(self.questions).formfields)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        answers: Answers = {one.key: given[one.name] for one in self.questions if one.name in given}
        asked = {one.key for one in asking.asked(self.questions, answers)}
        for one in self.questions:
            if one.key not in asked:
                self.errors.pop(one.name, None)
        given["answers"] = {
            key: answer
            for key, answer in answers.items()
            if key in asked and answer not in ("", [])
        }
        return given

    @property
    def asked_questions(self) -> list[AskedQuestion]:
        """In their order; without scripts all of them are shown."""
        known = {one.key: one for one in self.questions}
        return [self._shown(one, known.get(one.depends_on)) for one in self.questions]

    def _shown(self, question: Question, deciding: Question | None) -> AskedQuestion:
        if deciding is None:
            return AskedQuestion(self[question.name], question)
        is_box = deciding.field_type == QuestionType.CHECKBOX
        words = (
            _("Only if you tick “%(question)s”")
            if is_box
            else _("Only if you answer “%(question)s” with “%(answer)s”")
        )
        shown = AskedQuestion(
            self[question.name],
            question,
            condition=words % {"question": deciding.label, "answer": question.depends_value},
            decides=deciding.name,
            value="on" if is_box and question.depends_value == TICKED else question.depends_value,
        )
        if shown.include != "choice":  # of several controls, their group is described
            attrs = shown.field.field.widget.attrs
            attrs.pop("aria-describedby", None)  # else Django names neither help nor errors
            others = shown.field.aria_describedby or ""
            attrs["aria-describedby"] = f"{shown.condition_id} {others}".strip()
        return shown


def initial_of(questions: Sequence[Question], answers: Answers) -> dict[str, Any]:
    """Answers as a form begins with them."""
    return {one.name: answers[one.key] for one in questions if one.key in answers}
