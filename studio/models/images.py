from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index


class StudioImage(AbstractImage):
    """A picture of the studio, with what must be said beside it."""

    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made the picture, as it should be printed. Shown below it."),
    )

    dominant_colour = models.CharField(max_length=7, blank=True, editable=False)
    """As ``#rrggbb``, drawn in its place until it comes; ``none`` where nothing may be drawn
    behind it, empty until the worker has looked at it (``studio/pictures.py``)."""

    # a picture of a tag is looked for by a word as well
    search_fields = [
        index.RelatedFields("tags", [*field.fields, index.FilterField("name")])
        if isinstance(field, index.RelatedFields) and field.field_name == "tags"
        else field
        for field in AbstractImage.search_fields
    ]

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def default_alt_text(self) -> str:
        """The description; never the title, which is mostly a file name."""
        return self.description


class StudioRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(StudioImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_studio_rendition"
            )
        ]
