from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageQuerySet, PageViewRestriction
from wagtail.search import index

from studio import filing, restrictions
from studio.caching import recalled


class BasePage(Page):
    """What every page of the site has: how it is shown when it is shared or found."""

    #: Whether visitors may post to the page's own address (``studio/doors.py``); what
    #: they post is then for its ``serve()``.
    takes_posts = False
    #: Whether a page of this type may be there once more in another language.
    is_translatable = True

    share_image = models.ForeignKey(
        "studio.StudioImage",
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown when somebody shares the page. Left empty, the page's own picture is taken."
        ),
    )

    search_fields = [*Page.search_fields, index.SearchField("filing")]

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    heading=_("Last part of the address"),
                    help_text=_(
                        "Made from the title. Leave it alone once the page is public: others may"
                        " have linked to it."
                    ),
                ),
                FieldPanel(
                    "seo_title",
                    heading=_("Title for search engines"),
                    help_text=_(
                        "In their lists and in the tab of the browser. Left empty, the title is"
                        " taken."
                    ),
                ),
                FieldPanel(
                    "search_description",
                    heading=_("Description for search engines"),
                    help_text=_(
                        "One or two sentences below the title in their lists. Left empty, the"
                        " introduction is taken."
                    ),
                ),
                FieldPanel("share_image"),
            ],
            heading=_("For search engines and sharing"),
        ),
    ]

    class Meta:
        abstract = True

    @classmethod
    def allowed_http_method_names(cls) -> list[str]:
        """What Wagtail lets through and tells to who asks (OPTIONS)."""
        return ["GET", "HEAD", "OPTIONS", *(["POST"] if cls.takes_posts else [])]

    @classmethod
    def published_below(cls, page: Page) -> PageQuerySet:
        """The published pages of this type below ``page``; of a type of which there are few.

        They are gone through one by one: a database that is asked for the place in the tree
        goes through all pages there, and most are of another type.
        """
        here = Page.objects.descendant_of(page).filter(pk=OuterRef("pk"))
        return cls.objects.live().filter(Exists(here)).order_by("pk")

    @property
    def summary(self) -> str:
        """Plain words that say what the page is about; rooms override it."""
        return ""

    @property
    def meta_description(self) -> str:
        """What search engines show: the editor's words, else the summary, at most 200 characters."""
        return Truncator(self.search_description or self.summary).chars(200)

    @property
    def picture(self) -> "models.Model | None":
        """The picture that stands for the page; rooms with one of their own override it."""
        return self.share_image

    @property
    def kind(self) -> str:
        """What visitors call a page of this type."""
        return str(self._meta.verbose_name)

    def get_view_restrictions(self) -> models.QuerySet:
        """Nothing is asked of this page where none of the site is private."""
        if not restrictions.closed_paths():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @property
    def filing(self) -> str:
        """The words by which a search that is narrowed down finds the page."""
        return " ".join(self.filed_under())

    def filed_under(self) -> list[str]:
        """Those words (``studio/filing.py``); rooms override it."""
        return [filing.word("kind", "pages")]

    @cached_property
    def canonical_page(self) -> Page:
        """The page whose address this content goes by: an alias names its source.

        Unless nobody can read it there.
        """
        source = self.alias_of
        if source is None or not source.live or source.get_view_restrictions().exists():
            return self
        return source

    @cached_property
    def trail(self) -> list[Page]:
        """The published pages above this one, the front door first."""
        above = self.get_ancestors().filter(depth__gt=1).live()
        return recalled(("trail", self.path), lambda: list(above))


class PictureMixin(models.Model):
    """For a page, before its base: a picture at its head, which also stands for the page."""

    hero_image = models.ForeignKey(
        "studio.StudioImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("description of the picture"),
        max_length=255,
        blank=True,
        help_text=_(
            "For those who cannot see it. Left empty, the picture's own description is taken."
        ),
    )

    picture_panel = MultiFieldPanel(
        [FieldPanel("hero_image"), FieldPanel("hero_alt")], heading=_("Picture at the top")
    )

    class Meta:
        abstract = True

    @property
    def hero_description(self) -> str:
        """What the picture shows, in words."""
        return self.hero_alt or (self.hero_image.default_alt_text if self.hero_image else "")

    @property
    def picture(self) -> "models.Model | None":
        """The picture that stands for the page when it is shared."""
        return self.share_image or self.hero_image
