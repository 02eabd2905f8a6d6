"""What the page editor accepts.

A draft may be half-finished, but not nonsense: it may lack choices, dates or an address,
and has no date that ends before it begins. What is lacking is asked for when it is to be
published, submitted or scheduled.
"""

from collections.abc import Iterator
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from events import wording
from events.choices import Registering
from events.forms import questionnaires, schedules
from events.forms.refusals import Refused, twice
from events.forms.rows import KeyField, mend_rows
from events.questions import QuestionType
from studio.rows import forget_lost_ids

#: Inline panels whose rows have keys, with what tells two of their rows apart: field name →
#: what it holds in a new row.
_KEYED = {
    "dates": dict.fromkeys(("day", "starts", "ends", "note"), ""),
    "form_fields": {
        "label": "",
        "field_type": QuestionType.SINGLELINE,
        "required": "",
        "choices": "",
        "help_text": "",
        "depends_label": "",
        "depends_value": "",
        "forget_after": "",
    },
}


class EventPageForm(WagtailAdminFormPageForm):
    """The form of an event page."""

    class Media:
        js = ["events/admin/editor.js"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self._mended: dict[str, str] = {}
        instance = kwargs.get("instance")
        if instance is not None:
            forget_lost_ids(instance, self.__class__.formsets)
        if data is not None:
            for relation, words in _KEYED.items():
                stored = getattr(instance, relation).all() if instance is not None else []
                data, mended = mend_rows(data, relation, stored, words)
                self._mended |= mended
        super().__init__(data, *args, **kwargs)
        for relation in _KEYED:
            if relation in self.formsets:
                for form in self.formsets[relation].forms:
                    form.fields["key"] = KeyField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for refused in list(self._refusals()):
            refused.form.add_error(refused.field, refused.sentence)
        return cleaned

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Also what was mended, so that the open editor posts it next time."""
        return [*super().get_field_updates_for_resave(), *self._mended.items()]

    def _may_be_unfinished(self) -> bool:
        """Whether this saves a draft, or sends it back to its author."""
        sends_back = self.data.get("workflow-action-name") == "reject"
        return self.is_deferred_validation or sends_back or "action-cancel-workflow" in self.data

    def _rows(self, relation: str) -> list[Form]:
        """The rows of an inline panel that stay and say something, in their order."""
        formset = self.formsets.get(relation)
        if formset is None:
            return []
        for form in formset.forms:
            form.is_valid()  # fills cleaned_data, with nothing where a row is untouched
        rows = [
            form
            for form in formset.forms
            if form.cleaned_data and not formset._should_delete_form(form)
        ]
        return sorted(rows, key=lambda row: row.cleaned_data.get("ORDER") or len(formset.forms))

    def _refusals(self) -> Iterator[Refused]:
        is_finished = not self._may_be_unfinished()
        yield from schedules.refusals(self, self._rows("dates"), is_finished=is_finished)
        yield from questionnaires.refusals(self._rows("form_fields"), is_finished=is_finished)
        yield from self._of_letters()
        teachers, consents = self._rows("event_teachers"), self._rows("event_consents")
        yield from twice(teachers, "person", _("This teacher is named above already."))
        yield from twice(consents, "document", _("This consent is asked for above already."))
        if is_finished:
            yield from self._of_address()

    def _of_letters(self) -> Iterator[Refused]:
        letters = self._rows("event_letters")
        yield from twice(letters, "telling", _("This letter has words of yours above already."))
        for row in letters:
            for field in ("subject", "text"):
                unknown = wording.unknown_names(row.cleaned_data.get(field) or "")
                if unknown:
                    names = ", ".join(f"{{{name}}}" for name in unknown)
                    yield Refused(
                        row,
                        field,
                        _("Nothing is filled in for %(names)s: see the list of names above.")
                        % {"names": names},
                    )

    def _of_address(self) -> Iterator[Refused]:
        typed = self.cleaned_data
        is_missing = not typed.get("registration_url") and "registration_url" not in self.errors
        if typed.get("registering") == Registering.ELSEWHERE and is_missing:
            yield Refused(self, "registration_url", _("Where do people register?"))
