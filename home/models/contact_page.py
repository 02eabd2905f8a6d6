from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from home import maps, serving
from home.forms import ContactPageForm
from home.models.messages import KEEP_DAYS
from home.models.text_pages import FOUND_PANELS, TextPage
from home.structured_data import coordinates
from studio.panels import tabbed

#: What a sentence around the form may hold.
_FEATURES = ["bold", "italic", "link"]


def _degrees(most: int) -> dict[str, Any]:
    return {
        "null": True,
        "blank": True,
        "validators": [MinValueValidator(-most), MaxValueValidator(most)],
    }


class ContactPage(TextPage):
    """Where we are, when we are open, how to reach us: from the studio's settings, and a form."""

    takes_posts = True

    latitude = models.FloatField(_("latitude"), **_degrees(90))
    longitude = models.FloatField(_("longitude"), **_degrees(180))
    has_form = models.BooleanField(
        _("visitors can write to us here"), default=False, db_default=False
    )
    form_heading = models.CharField(
        _("heading above the form"), max_length=120, blank=True, default="", db_default=""
    )
    form_words = RichTextField(
        _("words above the form"), blank=True, default="", db_default="", features=_FEATURES
    )
    thanks = RichTextField(
        _("thanks"),
        blank=True,
        default="",
        db_default="",
        features=_FEATURES,
        help_text=_(
            "What whoever wrote reads next. Left empty, it says that the message has arrived."
        ),
    )
    keep_days = models.PositiveIntegerField(
        _("days that messages are kept"),
        default=KEEP_DAYS,
        db_default=KEEP_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("Then they are forgotten, answered or not. The page says so below the form."),
    )

    content_panels = [
        *TextPage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            heading=_("On the map"),
            help_text=_(
                "Degrees north and east of the door, such as 54.0123 and 8.0456. With both, the"
                " page offers a map of OpenStreetMap, which is loaded only for whoever asks."
            ),
        ),
    ]
    message_panels = [
        MultiFieldPanel(
            [
                FieldPanel("has_form"),
                FieldPanel("form_heading"),
                FieldPanel("form_words"),
                FieldPanel("thanks"),
            ],
            heading=_("The form"),
            help_text=_(
                "What is written stands under Messages in the menu, and goes to the e-mail address"
                " in Settings › Studio."
            ),
        ),
        FieldPanel("keep_days"),
    ]
    edit_handler = tabbed(
        (content_panels, _("Text")), (message_panels, _("Messages")), found=FOUND_PANELS
    )
    base_form_class = ContactPageForm
    page_description = _(
        "Where the studio is and how it is reached, from its settings; there is one."
    )
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    @property
    def spot(self) -> maps.Spot | None:
        """Where the door is, if the page tells."""
        return maps.Spot.at(self.latitude, self.longitude)

    @property
    def coordinates(self) -> dict[str, Any] | None:
        """The same for machines."""
        return coordinates(self.spot)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("As it is now")), (serving.SENT, _("When somebody has written"))]

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        is_sent = mode_name == serving.SENT
        writing = {"writing": serving.Writing(key="", is_sent=True)} if is_sent else {}
        return self.get_context(request, **writing)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.is_preview = False
        if request.method == "POST":
            response = serving.answer(self, request)
            # what one visitor is told stays out of every cache
            response["Cache-Control"] = "private, no-store"
            return response
        response = super().serve(request, *args, **kwargs)
        if serving.SENT in request.GET:
            response["X-Robots-Tag"] = "noindex"
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["writing"] = kwargs.get("writing") or serving.shown(self, request)
        return context

    def show(self, request: HttpRequest, writing: serving.Writing, status: int) -> HttpResponse:
        """The page with this form on it."""
        context = self.get_context(request, writing=writing)
        return TemplateResponse(request, self.get_template(request), context, status=status)
