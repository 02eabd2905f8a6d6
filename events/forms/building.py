"""From questions to fields: Wagtail's builder of forms, with our questions, names and limits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from events.forms.fields import (
    DayField,
    LineField,
    MailField,
    NumberField,
    SeveralField,
    TelephoneField,
    WebField,
    WordsField,
)
from events.questions import Question

_GONE = _("This choice is no longer offered. Please choose again.")
_UNANSWERED = _("Please answer this question.")


class QuestionFormBuilder(FormBuilder):
    """Fields for ``Question`` values, named by their keys.

    What is typed is bounded by the field and not by the browser, which would cut what
    somebody pastes without a word.
    """

    @property
    def formfields(self) -> dict[str, forms.Field]:
        """Name → field, in the order of the questions."""
        return {one.name: self._field(one) for one in self.fields}

    def get_field_options(self, question: Question) -> dict[str, Any]:
        return {
            "label": question.label,
            "help_text": question.help_text,  # text: templates escape it
            "required": question.required,
            "error_messages": {"required": _UNANSWERED},
        }

    def get_formatted_field_choices(self, question: Question) -> list[tuple[str, str]]:
        return [(one, one) for one in question.choices]

    def create_singleline_field(self, question: Question, options: dict[str, Any]) -> forms.Field:
        return LineField(**options)

    def create_multiline_field(self, question: Question, options: dict[str, Any]) -> forms.Field:
        return WordsField(widget=forms.Textarea(attrs={"rows": 5}), **options)

    def create_number_field(self, question: Question, options: dict[str, Any]) -> forms.Field:
        return NumberField(widget=forms.NumberInput(attrs={"inputmode": "decimal"}), **options)

    def create_date_field(self, question: Question, options: dict[str, Any]) -> forms.Field:
        return DayField(**options)

    def create_tel_field(self, question: Question, options: dict[str, Any]) -> forms.Field:
        widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})
        return TelephoneField(widget=widget, **options)

    def create_email_field(self, question: Question, options: dict[str, Any]) -> forms.Field:
        # no autocomplete: the form asks for the visitor's own address already
        return MailField(widget=forms.EmailInput(attrs={"inputmode": "email"}), **options)

    def create_url_field(self, question: Question, options: dict[str, Any]) -> forms.Field:
        # a text field: browsers refuse studio.example in one for addresses
        widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"})
        return WebField(widget=widget, **options)

    def create_dropdown_field(self, question: Question, options: dict[str, Any]) -> forms.Field:
        return self._one_of(question, options, [("", _("Choose one"))], forms.Select)

    def create_radio_field(self, question: Question, options: dict[str, Any]) -> forms.Field:
        return self._one_of(question, options, [], forms.RadioSelect)

    def create_checkboxes_field(self, question: Question, options: dict[str, Any]) -> forms.Field:
        options["error_messages"] |= {"invalid_choice": _GONE, "invalid_list": _GONE}
        return SeveralField(choices=self.get_formatted_field_choices(question), **options)

    def _one_of(
        self,
        question: Question,
        options: dict[str, Any],
        first: list[tuple[str, Any]],
        widget: type[forms.Widget],
    ) -> forms.Field:
        options["error_messages"] |= {"invalid_choice": _GONE}
        choices = [*first, *self.get_formatted_field_choices(question)]
        return forms.ChoiceField(choices=choices, widget=widget, **options)

    def _field(self, question: Question) -> forms.Field:
        create = self.get_create_field_function(question.field_type)
        field = create(question, self.get_field_options(question))
        if question.depends_on:
            # whether it must be answered is found out when the answers are there
            field.widget.use_required_attribute = lambda initial: False
        return field
