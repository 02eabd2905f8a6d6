"""Events as editors write them: content, versioned with the page. People are in the ledger."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.search import index

from events import listing, panels, serving, showing
from events.choices import Kind, Level, Registering, SignUp, WaitingMode
from events.content import Place
from events.forms.editing import EventPageForm
from events.questions import Question
from events.sections import EventSection
from studio import filing, pictures
from studio.blocks import prose_blocks
from studio.models import BasePage, PictureMixin

#: Of a teacher's photo, as ``includes/teachers.html`` asks for them.
TEACHER_RENDITIONS = [
    f"fill-{size}|format-{kind}"
    for kind in ("avif", "webp", "jpeg")
    for size in ("160x200", "320x400")
]
#: The most that a rule may count back from the start.
HOURS_OF_A_YEAR = 366 * 24
#: How an editor can look at a draft; what each shows is in ``sections.PREVIEWED``.
PREVIEW_MODES = [
    ("", _("As the draft says")),
    ("open", _("Open")),
    ("few", _("Nearly full")),
    ("full", _("Full, with a waiting list")),
    ("no_line", _("Full, and nobody can wait")),
    ("not_open", _("Not open yet")),
    ("closed", _("Closed")),
    ("cancelled", _("Cancelled")),
]


def zones() -> list[tuple[str, str]]:
    """The zones an event can be in; the studio's own first."""
    rest = sorted(name for name in available_timezones() if "/" in name)
    return [(name, name.replace("_", " ")) for name in (settings.TIME_ZONE, *rest)]


class EventIndexPage(PictureMixin, BasePage):
    """What is on."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    edit_handler = panels.index_page()
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    page_description = _("What is on, month by month; there is one.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    @property
    def kind(self) -> str:
        return str(_("page"))

    @property
    def summary(self) -> str:
        return self.introduction

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("As it is now")), ("empty", _("When nothing is on"))]

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        nothing = {"months": [], "filters": []} if mode_name == "empty" else {}
        return self.get_context(request) | nothing

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | listing.context(self, request)


class EventPage(PictureMixin, BasePage):
    """A workshop or a course, with the form by which people take a place."""

    takes_posts = True
    is_translatable = False  # its places are one pool; every list of events has it (0021)
    base_form_class = EventPageForm

    event_kind = models.CharField(
        _("kind"), max_length=10, choices=Kind.choices, default=Kind.ONE_OFF
    )
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.ALL)
    introduction = models.CharField(_("introduction"), max_length=300, blank=True)
    body = StreamField(prose_blocks(), blank=True, verbose_name=_("text"))
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    zone = models.CharField(
        _("time zone"), max_length=60, choices=zones, default=settings.TIME_ZONE
    )
    price_text = models.CharField(
        _("price in words"),
        max_length=255,
        blank=True,
        help_text=_("Such as “60 euros, 45 for members; please bring cash”."),
    )
    price = models.DecimalField(
        _("price of a place"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("As a number, for lists, exports and search engines. 0 is free of charge."),
    )

    registering = models.CharField(
        _("people register"),
        max_length=10,
        choices=Registering.choices,
        default=Registering.HERE,
    )
    registration_url = models.URLField(_("address of the form elsewhere"), blank=True)
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        default=12,
        help_text=_("Left empty, places are not counted. Fewer than are taken cancels nobody."),
    )
    largest_party = models.PositiveSmallIntegerField(
        _("places one person may take"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    sign_up = models.CharField(
        _("before a place is theirs"), max_length=10, choices=SignUp.choices, default=SignUp.INSTANT
    )
    waiting = models.CharField(
        _("when a place comes free"),
        max_length=10,
        choices=WaitingMode.choices,
        default=WaitingMode.STUDIO,
        help_text=_(
            "Early is more than 24 hours ahead; shortly before is less than 2. Who is offered a"
            " place has an hour to answer, not counting quiet hours."
        ),
    )
    skips_groups = models.BooleanField(
        _("pass over groups that do not fit"),
        default=False,
        help_text=_("Otherwise everybody behind a group waits until there is room for all of it."),
    )
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    opens_time = models.TimeField(_("at"), null=True, blank=True)
    opens_hours_before = models.PositiveIntegerField(
        _("or so many hours before the start"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(HOURS_OF_A_YEAR)],
    )
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    closes_time = models.TimeField(_("at"), null=True, blank=True)
    closes_hours_before = models.PositiveIntegerField(
        _("or so many hours before the start"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(HOURS_OF_A_YEAR)],
        help_text=_("Left empty, with the start."),
    )
    change_hours_before = models.PositiveIntegerField(
        _("people can change or give back until"),
        default=0,
        validators=[MaxValueValidator(HOURS_OF_A_YEAR)],
        help_text=_("Hours before the start; 0 is the start itself."),
    )
    retention_days = models.PositiveIntegerField(
        _("forget people after"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("Days after the event. Their number stays."),
    )

    edit_handler = panels.event_page()
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction", boost=2),
        index.SearchField("body"),
        index.FilterField("event_kind"),
    ]
    page_description = _("A workshop or a course, with the form by which people take a place.")
    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def kind(self) -> str:
        return str(_("event"))

    @property
    def summary(self) -> str:
        return self.introduction

    def filed_under(self) -> list[str]:
        """The kind, and who teaches."""
        teachers = (filing.word("person", one.person_id) for one in self.event_teachers.all())
        return [filing.word("kind", "events"), *teachers]

    @property
    def time_zone(self) -> ZoneInfo:
        """In which its times are written."""
        return ZoneInfo(self.zone)

    @property
    def teachers(self) -> list[Any]:
        """The people who teach, as editors ordered them."""
        chosen = self.event_teachers.select_related("person", "person__photo")
        photos = pictures.prefetched("person__photo", TEACHER_RENDITIONS)
        return [one.person for one in chosen.prefetch_related(photos)]

    @property
    def questions(self) -> list[Question]:
        """What the form of this revision asks, conditions resolved to keys."""
        keys: dict[str, str] = {}
        asked = []
        for one in self.form_fields.all():
            asked.append(
                Question(
                    key=one.key,
                    label=one.label,
                    field_type=one.field_type,
                    required=one.required,
                    choices=one.choice_list if one.has_choices else [],
                    help_text=one.help_text,
                    depends_on=keys.get(_folded(one.depends_label), ""),
                    depends_value=one.depends_value.strip(),
                    forget_after=one.forget_after,
                )
            )
            if one.may_decide:
                keys[_folded(one.label)] = one.key
        return asked

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.is_preview = False
        if request.method == "POST":
            return serving.answer(self, request)
        return serving.shown(self, request, super().serve(request, *args, **kwargs))

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return PREVIEW_MODES

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        section = EventSection(self, request, mode=mode_name)
        return self.get_context(request, section=section)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        section = kwargs.get("section") or EventSection(self, request)
        return context | showing.context(self, section)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()
