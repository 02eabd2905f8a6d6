"""Answers that are given anew after the form has changed."""

from events.ledger import FormVersion, Registration, SeatPool
from events.questions import Answers, Question


def questions_for(registration: Registration, pool: SeatPool) -> list[Question]:
    """What is asked now: of those who answered the very form, that form."""
    form = pool.form or registration.form
    return form.as_questions() if form else []


def carried_over(registration: Registration, pool: SeatPool) -> tuple[FormVersion | None, Answers]:
    """What somebody answered elsewhere to questions that ``pool`` asks as well, and its form.

    What was told for another purpose stays with that (GDPR article 5(1)(b)).
    """
    keys = {one.key for one in pool.form.as_questions()} if pool.form else set()
    answers = registration.answers
    return pool.form, {key: answers[key] for key in answers if key in keys}


def with_retired(
    registration: Registration, pool: SeatPool, answers: Answers
) -> tuple[FormVersion | None, Answers]:
    """New ``answers`` beside those to questions that are no longer asked, and a form that has both.

    An answer is never kept without its question: who reads it has to know what was asked.
    """
    if pool.form_id is None or registration.form_id == pool.form_id:
        return registration.form, answers
    asked = pool.form.as_questions()
    keys = {one.key for one in asked}
    before = registration.form.as_questions() if registration.form else []
    retired = [one for one in before if one.key not in keys and one.key in registration.answers]
    kept = {one.key: registration.answers[one.key] for one in retired}
    return FormVersion.of([*asked, *retired]), answers | kept
