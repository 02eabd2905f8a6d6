"""Questions as an editor writes them: each can be told from the others, chosen in and answered."""

from collections.abc import Iterator, Sequence

from django.forms import Form
from django.utils.translation import gettext as _

from events.content import EventQuestion
from events.forms.refusals import Refused, folded
from events.questions import TICKED

#: As long as the answer on which another question depends may be.
_LONGEST_CHOICE = 160


def refusals(rows: Sequence[Form], *, is_finished: bool) -> Iterator[Refused]:
    """What is wrong with the questions, in their order; a draft may be half-finished.

    Words that name a choice in another spelling are set to the choice itself.
    """
    labels: set[str] = set()
    deciding: dict[str, EventQuestion] = {}
    for row in rows:
        question = row.instance
        label = folded(question.label)
        if label and label in labels:
            yield Refused(row, "label", _("There is a question with these words already."))
        labels.add(label)
        if is_finished:
            if not label and "label" not in row.errors:
                yield Refused(row, "label", _("What do you ask?"))
            yield from _of_choices(row)
            yield from _of_condition(row, deciding)
        if question.may_decide:
            deciding.setdefault(label, question)


def _of_choices(row: Form) -> Iterator[Refused]:
    question = row.instance
    if not question.has_choices:
        return
    if len(question.choice_list) < 2:
        yield Refused(row, "choices", _("Give at least two choices, one on each line."))
    elif len({folded(choice) for choice in question.choice_list}) < len(question.choice_list):
        yield Refused(row, "choices", _("Two of these choices are the same."))
    elif max(map(len, question.choice_list)) > _LONGEST_CHOICE:
        yield Refused(
            row,
            "choices",
            _("A choice has at most %(count)d characters.") % {"count": _LONGEST_CHOICE},
        )


def _of_condition(row: Form, deciding: dict[str, EventQuestion]) -> Iterator[Refused]:
    question = row.instance
    label, value = folded(question.depends_label), folded(question.depends_value)
    if not label:
        if value:
            yield Refused(row, "depends_label", _("The answer to which question?"))
        return
    other = deciding.get(label)
    if other is None:
        yield Refused(
            row,
            "depends_label",
            _("No question above has these words, with choices or a box to tick."),
        )
        return
    choices = other.choice_list if other.has_choices else [TICKED]
    exact = {folded(choice): choice for choice in choices}
    if value not in exact:
        yield Refused(
            row,
            "depends_value",
            _("Write one of its choices: %(choices)s.") % {"choices": ", ".join(choices)},
        )
        return
    question.depends_value = row.cleaned_data["depends_value"] = exact[value]
