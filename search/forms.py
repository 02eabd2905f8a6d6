from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Topic
from search.question import Kind, Question
from studio import query_text


class SearchForm(forms.Form):
    """The question as typed. Whatever is typed, it becomes a question: nonsense finds nothing."""

    q = forms.CharField(
        label=_("Search for"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "maxlength": query_text.MOST_CHARACTERS,
                "autocomplete": "off",
                "enterkeyhint": "search",
            }
        ),
    )
    type = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Everything")), *Kind.choices]
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"),
        required=False,
        queryset=Topic.objects.all(),
        to_field_name="slug",
        empty_label=_("All topics"),
    )

    def question(self) -> Question:
        """The question; a kind or topic that does not exist is not asked for."""
        kind = self.data.get("type", "")
        topic = self.data.get("topic", "").replace("\x00", "")[: query_text.MOST_CHARACTERS]
        return Question(
            text=query_text.clean(self.data.get("q", "")),
            kind=kind if kind in Kind.values else "",
            topic=topic if topic and Topic.objects.filter(slug=topic).exists() else "",
        )
