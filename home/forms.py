"""What the editors of the contact page and of the teachers' page accept."""

from collections.abc import Iterator
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from events.forms.refusals import twice
from studio.rows import forget_lost_ids, leave_out_empty

#: The inline panel of the teachers, and what is chosen in it.
_TEACHERS, _CHOSEN = "listed_teachers", "person"


class ContactPageForm(WagtailAdminPageForm):
    """The form of the contact page in the CMS."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        known = [cleaned.get(name) is not None for name in ("latitude", "longitude")]
        if not self.errors and any(known) and not all(known) and not self.is_deferred_validation:
            lacking = "longitude" if known[0] else "latitude"
            self.add_error(lacking, _("A spot on the map needs both numbers, or none."))
        return cleaned


class TeachersPageForm(WagtailAdminPageForm):
    """Everybody is named once, however often the autosave sends a row.

    It saves new rows and tells the browser their ids; where that is not heard
    (https://github.com/wagtail/wagtail/issues/14568) they come as new once more.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None:
            forget_lost_ids(instance, self.__class__.formsets)
        if data is not None:
            data = leave_out_empty(data, _TEACHERS, _CHOSEN)
        super().__init__(data, *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        sentence = _("This teacher is named above already.")
        for refused in list(twice(self._rows(), _CHOSEN, sentence)):
            refused.form.add_error(refused.field, refused.sentence)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit)
        doubled = list(self._doubled())
        if doubled:
            page.listed_teachers.remove(*doubled)
            if commit:
                page.listed_teachers.commit()
        return page

    def _rows(self) -> list[Form]:
        """The rows that stay and name somebody, in their order."""
        formset = self.formsets.get(_TEACHERS)
        if formset is None:
            return []
        formset.is_valid()  # fills cleaned_data
        rows = [
            form
            for form in formset.forms
            if getattr(form, "cleaned_data", None) and not formset._should_delete_form(form)
        ]
        return sorted(rows, key=lambda row: row.cleaned_data.get("ORDER") or len(formset.forms))

    def _doubled(self) -> Iterator[Any]:
        """Stored rows that were not posted and name somebody whom a posted row names."""
        posted = [row.instance for row in self._rows()]
        named, numbers = {row.person_id for row in posted}, {row.pk for row in posted}
        for row in self.instance.listed_teachers.all():
            if row.person_id in named and row.pk and row.pk not in numbers:
                yield row
