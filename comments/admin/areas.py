"""In the form of a group: the pages below which it decides about comments."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.models import Page

from comments.models import ModerationArea
from studio.choosers import PageChooser


class AreaForm(forms.Form):
    """One page; the group decides about what is said on it and below it."""

    page = forms.ModelChoiceField(
        queryset=Page.objects.all(),
        label=_("Page"),
        widget=PageChooser(show_edit_link=False),
    )


class BaseAreaFormSet(BaseFormSetMixin, forms.BaseFormSet):
    """The areas of one group. Two rows with the same page are one area."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        instance: Group | None = None,
        prefix: str = "moderation_areas",
    ) -> None:
        self.instance = instance or Group()
        areas = ModerationArea.objects.none()
        if self.instance.pk:
            areas = self.instance.moderation_areas.select_related("page").order_by("page__path")
        initial = [{"page": area.page} for area in areas]
        super().__init__(data, files, initial=initial, prefix=prefix)

    @transaction.atomic
    def save(self) -> None:
        """Give the group, which is saved, exactly these areas."""
        pages = {
            form.cleaned_data["page"]
            for form in self.forms
            if form not in self.deleted_forms and form.cleaned_data.get("page")
        }
        self.instance.moderation_areas.exclude(page__in=pages).delete()
        ModerationArea.objects.bulk_create(
            [ModerationArea(group=self.instance, page=page) for page in pages],
            ignore_conflicts=True,
        )

    def as_admin_panel(self) -> SafeString:
        """As Wagtail's form of a group wants it."""
        return render_to_string("comments/admin/areas.html", {"formset": self})


AreaFormSet = forms.formset_factory(AreaForm, formset=BaseAreaFormSet, extra=0, can_delete=True)
