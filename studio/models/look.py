from dataclasses import fields

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.forms import ColorInput
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from studio.colours import WRITTEN
from studio.look import EARTH, PALETTES, Corners, Look, Palette, PaletteName, Typefaces
from studio.swatches import PaletteSelect

_is_colour = RegexValidator(
    rf"^{WRITTEN.pattern}\Z", _("A colour is written as # and six digits or letters a to f.")
)
_COLOURS = [field.name for field in fields(Palette)]
_WHY = {
    "paper": _("Too dark to write on: black reaches %(ratio)s to 1 on it. %(better)s would do."),
    "main": _("Too light: white words on it reach %(ratio)s to 1. %(better)s would do."),
    "accent": _(
        "Too pale to read on the ground: it reaches %(ratio)s to 1, and 4.5 are needed."
        " %(better)s would do."
    ),
    "highlight": _(
        "Too dark to be seen on the main colour at night: it reaches %(ratio)s to 1, and 4.5"
        " are needed. %(better)s would do."
    ),
}


def _colour(name: str, default: str, help_text: str) -> models.CharField:
    return models.CharField(
        name,
        max_length=7,
        default=default,
        db_default=default,
        validators=[_is_colour],
        help_text=help_text,
    )


class LookMixin(models.Model):
    """How the site looks: one of the palettes or four colours, typefaces, corners."""

    palette = models.CharField(
        _("colours"),
        max_length=10,
        choices=PaletteName.choices,
        default=PaletteName.EARTH,
        db_default=PaletteName.EARTH,
    )
    own_paper = _colour(_("ground"), EARTH.paper, _("Light: it is written on."))
    own_main = _colour(_("main colour"), EARTH.main, _("Dark: of links, buttons and bands."))
    own_accent = _colour(_("accent"), EARTH.accent, _("Of what is small and must be seen."))
    own_highlight = _colour(_("highlight"), EARTH.highlight, _("Bright: of lines and marks."))
    typefaces = models.CharField(
        _("typefaces"),
        max_length=12,
        choices=Typefaces.choices,
        default=Typefaces.OLD_STYLE,
        db_default=Typefaces.OLD_STYLE,
        help_text=_("They come with computers and telephones, so that nothing is loaded."),
    )
    corners = models.CharField(
        _("corners"),
        max_length=6,
        choices=Corners.choices,
        default=Corners.CUT,
        db_default=Corners.CUT,
    )

    look_panel = MultiFieldPanel(
        [
            HelpPanel(
                _(
                    "<p>Each choice is seen on all pages at once, by day and by night. Whatever is"
                    " chosen, words stay legible: shades are made as dark or as light as they"
                    " have to be.</p>"
                )
            ),
            FieldPanel("palette", widget=PaletteSelect),
            FieldRowPanel([FieldPanel(f"own_{name}", widget=ColorInput) for name in _COLOURS]),
            FieldPanel("typefaces"),
            FieldPanel("corners"),
        ],
        heading=_("How the site looks"),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse colours of one's own that could not be read, with the nearest that could."""
        super().clean()
        own = self.own_palette
        written = all(WRITTEN.fullmatch(colour) for colour in vars(own).values())
        if self.palette != PaletteName.OWN or not written:
            return
        faults = {
            f"own_{name}": _WHY[name] % {"ratio": ratio, "better": better}
            for name, ratio, better in own.faults()
        }
        if faults:
            raise ValidationError(faults)

    @property
    def own_palette(self) -> Palette:
        """The four colours, chosen or not."""
        return Palette(**{name: getattr(self, f"own_{name}") for name in _COLOURS})

    @cached_property
    def look(self) -> Look:
        """What is chosen."""
        is_own = self.palette == PaletteName.OWN
        palette = self.own_palette if is_own else PALETTES.get(self.palette, EARTH)
        return Look(palette, self.typefaces, self.corners)

    @property
    def look_url(self) -> str:
        """Where the stylesheet of that look is; empty where the house's own serves."""
        digest = self.look.digest
        return reverse("look", args=[digest]) if digest else ""
