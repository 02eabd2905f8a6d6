"""Who teaches, on pages about other things."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from home import portraits
from home.blocks.shared import SharedMixin
from home.portraits import Portrait
from studio import languages, restrictions
from studio.models import Person


class TeachersBlock(SharedMixin, blocks.StructBlock):
    """Small portraits with the way to each teacher's page."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=120,
        help_text=_("Left empty, it says “Who teaches”."),
    )
    people = blocks.ListBlock(
        SnippetChooserBlock(Person, label=_("Person")),
        label=_("People"),
        default=[],
        help_text=_("Chosen ones, in this order. Left empty, all of the page of the teachers."),
    )

    class Meta:
        icon = "group"
        label = _("Teachers")
        template = "home/blocks/teachers.html"
        description = _("Who teaches: small portraits that lead to the teachers’ pages.")
        label_format = "{heading}"
        styles = ("home/css/portrait.css", "home/css/strip.css", "home/css/sections.css")

    def get_context(self, value: blocks.StructValue, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        request = context.get("request")
        page = self._teachers_page(languages.front_around(context))
        chosen = [person for person in value["people"] if person is not None]
        if not chosen:
            shown = page.portraits(request) if page else []
        else:
            found = portraits.with_photos(person.pk for person in chosen if person.pk)
            people = [found.get(person.pk, person) for person in chosen]
            shown = (
                page.portraits_of(people, request) if page else [Portrait(one) for one in people]
            )
        return context | {"portraits": shown, "teachers_page": page}

    def get_preview_value(self) -> blocks.StructValue:
        """With people who are nobody, since there may be none yet."""
        names = {
            "Juno Fable": gettext("Teaches running"),
            "Mina Figment": gettext("Teaches Pilates"),
            "Otis Storey": gettext("Teaches Feldenkrais"),
        }
        people = [Person(name=name, role=role) for name, role in names.items()]
        return self.normalize({"heading": "", "people": people})

    @staticmethod
    def _teachers_page(front: Page | None) -> Page | None:
        """That below the front door, where everybody may go.

        By its name, since pages are composed of blocks and so come after them.
        """
        if front is None:
            return None
        model = resolve_model_string("home.TeachersPage")
        return model.published_below(front).filter(restrictions.is_open()).first()
