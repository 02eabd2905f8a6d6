"""What somebody typed that no form holds any more, to be read and copied."""

from django.http import QueryDict

from events.ledger import FormVersion
from events.questions import Question
from events.sections import EventSection


def unasked(section: EventSection, typed: QueryDict) -> list[tuple[str, str]]:
    """Pairs (question, answer): of questions, and of choices, that were asked and are not now.

    ``typed`` says by which version of the questions it was asked; one query, or none.
    """
    asked = {one.key: one for one in section.questions}
    found = []
    for one in _asked_by(typed.get("version", "")):
        now = asked.get(one.key)
        given = [answer for answer in typed.getlist(one.name) if answer.strip()]
        lost = [answer for answer in given if now is None or not _fits(answer, now)]
        if lost:
            found.append((one.label, "\n".join(lost)))
    return found


def _fits(answer: str, question: Question) -> bool:
    return not question.choices or answer in question.choices


def _asked_by(version: str) -> list[Question]:
    """The questions of a form that began with this number (``EventSection.form_version``)."""
    number = version.partition(".")[0]
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return []
    form = FormVersion.objects.filter(pk=number).first()
    return form.as_questions() if form else []
