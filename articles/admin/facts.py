"""What a row of an article's references says of a work, judged by itself."""

from wagtail.admin.forms import WagtailAdminModelForm

from articles.models import Record, Source


class FactsForm(WagtailAdminModelForm):
    """The facts of a source to be."""

    class Meta:
        model = Source
        fields = Record.FACTS

    def refusal(self) -> str:
        """What is wrong, by the names of its fields; of each what was found first."""
        return " ".join(
            f"{self.fields[name].label}: {messages[0]}" for name, messages in self.errors.items()
        )
