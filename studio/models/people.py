from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index


class Person(index.Indexed, ClusterableModel):
    """Somebody whose name stands on the site: an author, a teacher. They may have an account."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address"),
        unique=True,
        allow_unicode=True,
        help_text=_("The last part of the addresses of this person's page and articles."),
    )
    role = models.CharField(
        _("role"),
        max_length=120,
        blank=True,
        help_text=_("What the person does here, in a few words, such as “Teaches Feldenkrais”."),
    )
    photo = models.ForeignKey(
        "studio.StudioImage",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
        help_text=_(
            "The sign-in of this person. Whoever it is answers comments below their own articles"
            " as the author."
        ),
    )
    bio = models.TextField(_("about"), blank=True, help_text=_("Two or three sentences."))
    more = RichTextField(
        _("more about"),
        blank=True,
        default="",
        db_default="",  # a release that does not know the column goes on writing
        features=["bold", "italic", "link", "document-link", "ol", "ul"],
        help_text=_(
            "For the page of a teacher alone, below the sentences above: how they came to it, how"
            " they teach, what to expect."
        ),
    )

    panels = [
        MultiFieldPanel(
            [
                TitleFieldPanel("name", placeholder=False),
                FieldPanel("slug", heading=_("Last part of the address"), widget=SlugInput),
                FieldPanel("role"),
                # who answers as whom is a matter of accounts, not of editing
                FieldPanel("account", permission="studio.change_user"),
            ],
            _("Who"),
        ),
        FieldPanel("photo"),
        FieldPanel("bio"),
        FieldPanel("more"),
        InlinePanel("links", heading=_("Links"), label=_("Link")),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("bio"),
        index.SearchField("more"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonLink(Orderable):
    """Where else a person can be found."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("text"), max_length=60)
    url = models.URLField(_("address"))

    panels = [FieldPanel("label"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("link of a person")
        verbose_name_plural = _("links of a person")

    def __str__(self) -> str:
        return self.label
