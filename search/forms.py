from django import forms
from django.utils.translation import gettext_lazy as _

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

    def question(self) -> Question:
        """The question; a kind that does not exist, or what is no year, is not asked for."""
        kind, year = self._typed("type"), self._typed("year")
        return Question(
            text=self._typed("q"),
            kind=kind if kind in Kind.values else "",
            topic=self._typed("topic"),
            person=self._typed("person"),
            year=year if len(year) == 4 and year.isascii() and year.isdecimal() else "",
        )

    def _typed(self, name: str) -> str:
        return query_text.clean(self.data.get(name, ""))
