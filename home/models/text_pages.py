from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageQuerySet
from wagtail.search import index

from home.blocks import page_blocks
from studio import restrictions
from studio.models import BasePage, PictureMixin
from studio.panels import tabbed

FOUND_PANELS = [*BasePage.promote_panels, *Page.settings_panels]


class TextPage(PictureMixin, BasePage):
    """A page that is a title, an introduction, a picture and running text."""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)
    body = StreamField(page_blocks(), blank=True, verbose_name=_("text"))

    content_panels = [
        MultiFieldPanel(
            [*Page.content_panels, FieldPanel("introduction")], heading=_("Title and introduction")
        ),
        PictureMixin.picture_panel,
        FieldPanel("body"),
    ]
    edit_handler = tabbed((content_panels, _("Text")), found=FOUND_PANELS)
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction", boost=2),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True

    @property
    def kind(self) -> str:
        return _("page")

    @property
    def summary(self) -> str:
        return self.introduction

    @property
    def places(self) -> list[dict[str, Any]]:
        """The places in its text, for machines."""
        return [block.value.data for block in self.body if block.block_type == "place"]


class PlainPage(TextPage):
    """A page of running text: about us, prices, legal notices."""

    page_description = _(
        "Running text: about us, prices, legal notices. Others may stand below it."
    )
    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    @property
    def pages_below(self) -> PageQuerySet:
        """The published pages below this one, as editors ordered them."""
        return PlainPage.objects.child_of(self).live().filter(restrictions.is_open())
