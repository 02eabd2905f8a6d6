"""The editor of events: tabs and panels in plain words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from events.choices import Registering
from events.notices import LackingPanel, LetterNamesPanel, PeoplePanel
from studio.models import BasePage, PictureMixin
from studio.panels import tabbed

#: More than anybody needs: one page is read, and one form filled in, as a whole.
MOST_DATES = 60
MOST_QUESTIONS = 40
MOST_OTHERS = 20

_TITLE = MultiFieldPanel(
    [TitleFieldPanel("title"), FieldPanel("introduction")], heading=_("Title and introduction")
)

_FOUND = [*BasePage.promote_panels, *BasePage.settings_panels]


class HiddenKeyInput(forms.HiddenInput):
    """The key of a row, which is there before the row is ever saved.

    Wagtail makes a new row from one that is empty, in which it writes the row's number for
    ``__prefix__``: so each new row has a key of its own, whatever is sent twice.
    """

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if value and "__prefix__" in name:
            value = f"{value}x__prefix__"
        return super().get_context(name, value, attrs)


class HiddenKeyPanel(FieldPanel):
    """A field for the form, not for people: no comparison of versions lists it."""

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self) -> list[Any]:
            return []


def _key() -> HiddenKeyPanel:
    return HiddenKeyPanel("key", widget=HiddenKeyInput, classname="w-hidden")


def _only_if(registering: str) -> dict[str, str]:
    """For ``editor.js``: shown where people register like this. Without scripts all is shown."""
    return {"data-events-registering": registering}


_HERE = _only_if(Registering.HERE.value)
#: Narrow enough for three in a row.
_NARROW = {"size": "8"}
_DATE = [
    _key(),
    FieldRowPanel(
        [
            FieldPanel("day", widget=AdminDateInput(attrs=_NARROW)),
            FieldPanel("starts", widget=AdminTimeInput(attrs=_NARROW)),
            FieldPanel("ends", widget=AdminTimeInput(attrs=_NARROW)),
        ]
    ),
    FieldPanel("note"),
]

_QUESTION = [
    _key(),
    FieldPanel("label"),
    FieldRowPanel([FieldPanel("field_type", required_on_save=True), FieldPanel("required")]),
    FieldPanel("choices"),
    FieldPanel("help_text", help_text=_("A sentence below the question, if it needs one.")),
    FieldRowPanel([FieldPanel("depends_label"), FieldPanel("depends_value")]),
    FieldPanel("forget_after"),
]


def index_page() -> TabbedInterface:
    """The words and the picture above the list."""
    return tabbed(([_TITLE, PictureMixin.picture_panel], _("Text")), found=_FOUND)


def event_page() -> TabbedInterface:
    """What it is, when and where; how people register; what they are written."""
    return tabbed(
        (_event(), _("The event")),
        (_registration(), _("Registration")),
        (_letters(), _("Letters")),
        found=_FOUND,
    )


def _event() -> list[Panel]:
    return [
        LackingPanel(heading=_("Before it is published")),
        _TITLE,
        MultiFieldPanel([FieldPanel("event_kind"), FieldPanel("level")], heading=_("What it is")),
        InlinePanel(
            "dates",
            _DATE,
            heading=_("Dates"),
            label=_("date"),
            max_num=MOST_DATES,
            help_text=_(
                "By the clock of the time zone below. A course has all its dates here; people who"
                " have a place are told when you publish a date that moved."
            ),
        ),
        MultiFieldPanel([FieldPanel("place"), FieldPanel("zone")], heading=_("Where")),
        InlinePanel(
            "event_teachers",
            [FieldPanel("person")],
            heading=_("Teachers"),
            label=_("teacher"),
            max_num=MOST_OTHERS,
        ),
        MultiFieldPanel([FieldPanel("price"), FieldPanel("price_text")], heading=_("Price")),
        PictureMixin.picture_panel,
        FieldPanel("body"),
    ]


def _registration() -> list[Panel]:
    return [
        PeoplePanel(heading=_("Who is coming")),
        MultiFieldPanel(
            [
                FieldPanel("registering"),
                FieldPanel("registration_url", attrs=_only_if(Registering.ELSEWHERE.value)),
            ],
            heading=_("Where people register"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("capacity"), FieldPanel("largest_party")])],
            heading=_("Places"),
            attrs=_HERE,
        ),
        MultiFieldPanel(
            [FieldPanel("sign_up"), FieldPanel("waiting"), FieldPanel("skips_groups")],
            heading=_("How a place is given"),
            attrs=_HERE,
        ),
        MultiFieldPanel(
            [*_window("opens"), *_window("closes"), FieldPanel("change_hours_before")],
            heading=_("From when until when"),
            attrs=_HERE,
            help_text=_(
                "Left empty, registration opens with the page and closes when the event begins."
                " Give a day, or hours before the first date; not both. It opens at midnight if you"
                " give a day without a time."
            ),
        ),
        InlinePanel(
            "form_fields",
            _QUESTION,
            heading=_("Questions"),
            attrs=_HERE,
            label=_("question"),
            max_num=MOST_QUESTIONS,
            help_text=_(
                "Name and e-mail address are always asked for. Answers stay with the question"
                " that was asked, also when you change it or take it away later."
            ),
        ),
        InlinePanel(
            "event_consents",
            [FieldPanel("document"), FieldPanel("required")],
            heading=_("Consents"),
            attrs=_HERE,
            label=_("consent"),
            max_num=MOST_OTHERS,
        ),
        MultiFieldPanel([FieldPanel("retention_days")], heading=_("Afterwards"), attrs=_HERE),
    ]


def _window(name: str) -> list[Panel]:
    fields = (f"{name}_on", f"{name}_time", f"{name}_hours_before")
    return [FieldRowPanel([FieldPanel(field) for field in fields])]


def _letters() -> list[Panel]:
    return [
        LetterNamesPanel(heading=_("In your own words")),
        InlinePanel(
            "event_letters",
            [FieldPanel("telling"), FieldPanel("subject"), FieldPanel("text")],
            heading=_("Letters in your own words"),
            label=_("letter"),
            max_num=MOST_OTHERS,
        ),
    ]
