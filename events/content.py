"""What editors give an event besides its text: dates, teachers, questions, consents, letters.

All of it is versioned with the page. Nothing here counts anything: the ledger does.
Publishing writes such rows one after the other, so there is no constraint that two of
them could break on the way, as when two letters are exchanged; the page's form keeps
teachers, consents and letters from coming twice.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractFormField
from wagtail.models import Orderable
from wagtail.search import index

from events.choices import Telling
from events.ledger.consents import ConsentDocument
from events.questions import DECIDING, WITH_CHOICES, QuestionType, new_key
from studio.models import Person


class Place(index.Indexed, models.Model):
    """Where events happen."""

    name = models.CharField(_("name"), max_length=120, help_text=_("Such as “The long room”."))
    address = models.TextField(
        _("address"), blank=True, help_text=_("As on an envelope, one line each.")
    )
    directions = models.TextField(
        _("how to get there"), blank=True, help_text=_("Stop, steps, door, where to put a bicycle.")
    )
    map_url = models.URLField(_("link to a map"), blank=True)
    is_online = models.BooleanField(
        _("it is online"), default=False, help_text=_("Who has a place gets the link by e-mail.")
    )

    panels = ["name", "is_online", "address", "directions", "map_url"]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("name"),  # lists are sorted by it while they are searched
    ]

    class Meta:
        verbose_name = pgettext_lazy("where", "place")
        verbose_name_plural = pgettext_lazy("where", "places")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EventDate(Orderable):
    """A date of an event, in the wall time of its zone."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="dates")
    key = models.CharField(max_length=40, default=new_key)
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    note = models.CharField(
        _("note"), max_length=160, blank=True, help_text=_("Such as what this evening is about.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("date")
        verbose_name_plural = _("dates")

    def __str__(self) -> str:
        return f"{self.day} {self.starts}"


class EventTeacher(Orderable):
    """Who teaches."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="event_teachers")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("teacher")
        verbose_name_plural = _("teachers")

    def __str__(self) -> str:
        return str(self.person)


class EventQuestion(AbstractFormField):
    """A question of the form; ``events.questions.Question`` is what becomes of it."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="form_fields")
    key = models.CharField(max_length=40, default=new_key)
    field_type = models.CharField(
        _("kind of answer"),
        max_length=16,
        choices=QuestionType.choices,
        default=QuestionType.SINGLELINE,
    )
    field_type.required_on_save = True
    label = models.CharField(_("question"), max_length=160)
    required = models.BooleanField(_("has to be answered"), default=False)
    choices = models.TextField(
        _("choices"),
        blank=True,
        help_text=_("One on each line, for the kinds “one of several” and “any of several”."),
    )
    help_text = models.CharField(_("explanation"), max_length=255, blank=True)
    depends_label = models.CharField(
        _("only if the answer to"),
        max_length=160,
        blank=True,
        help_text=_("The words of a question above that has choices or a box."),
    )
    depends_value = models.CharField(
        _("is"), max_length=160, blank=True, help_text=_("One of its choices; “yes” for a box.")
    )
    forget_after = models.PositiveSmallIntegerField(
        _("forget the answers after"),
        null=True,
        blank=True,
        help_text=_("Days after the event. Left empty, they go with everything else."),
    )

    class Meta(AbstractFormField.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.label

    def get_field_clean_name(self) -> str:
        """What Wagtail compares: the key, which is nobody else's whatever it is called."""
        return self.key

    @property
    def choice_list(self) -> list[str]:
        """One a line, without empty ones, each once; a comma is a comma."""
        lines = (line.strip() for line in self.choices.splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    @property
    def has_choices(self) -> bool:
        """Whether its kind of answer needs choices."""
        return self.field_type in WITH_CHOICES

    @property
    def may_decide(self) -> bool:
        """Whether another question may depend on its answer."""
        return self.field_type in DECIDING


class EventConsent(Orderable):
    """Something that people are asked to agree to when they register."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="event_consents")
    document = models.ForeignKey(
        ConsentDocument, verbose_name=_("consent"), on_delete=models.PROTECT, related_name="+"
    )
    required = models.BooleanField(
        _("nobody comes without it"),
        default=True,
        help_text=_("The box is never ticked beforehand, whatever you choose."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return str(self.document)


class EventLetter(Orderable):
    """Words of the studio's own for one of the letters; what is left out has ours."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="event_letters")
    telling = models.CharField(
        _("letter"),
        max_length=20,
        choices=[choice for choice in Telling.choices if choice[0] != Telling.MESSAGE],
    )
    subject = models.CharField(
        _("subject"), max_length=160, blank=True, help_text=_("Left empty, our own.")
    )
    text = models.TextField(_("text"))

    class Meta(Orderable.Meta):
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self) -> str:
        return self.get_telling_display()
