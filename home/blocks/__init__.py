"""The pieces the pages of the front door are composed of.

A block names the stylesheets it needs (``styles`` of its meta); the page that holds it
links them once (``studio_tags.styles_of``).
"""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block

from home.blocks.invitations import CallToActionBlock, NewsletterBlock
from home.blocks.legal import ImprintBlock, StoredDataBlock
from home.blocks.lists import LatestArticlesBlock, NextEventsBlock
from home.blocks.offers import OffersBlock
from home.blocks.places import PlaceBlock
from home.blocks.prices import PricesBlock
from home.blocks.questions import QuestionsBlock
from home.blocks.teachers import TeachersBlock
from home.blocks.voices import VoiceBlock
from home.blocks.whereabouts import WhereaboutsBlock
from studio.blocks import prose_blocks

__all__ = ["PlaceBlock", "home_blocks", "page_blocks"]

LIVE = _("From the site itself")
OWN = _("In your own words")


def home_blocks() -> list[tuple[str, Block]]:
    """What the front door may be composed of."""
    return [
        ("offers", OffersBlock(group=OWN)),
        ("next_events", NextEventsBlock(group=LIVE)),
        ("latest_articles", LatestArticlesBlock(group=LIVE)),
        ("teachers", TeachersBlock(group=LIVE)),
        ("whereabouts", WhereaboutsBlock(group=LIVE)),
        ("voice", VoiceBlock(group=OWN)),
        ("call_to_action", CallToActionBlock(group=OWN)),
        ("prices", PricesBlock(group=OWN)),
        ("questions", QuestionsBlock(group=OWN)),
        ("newsletter", NewsletterBlock(group=OWN)),
    ]


def page_blocks() -> list[tuple[str, Block]]:
    """What plain pages and the contact page may be composed of: running text, and sections."""
    return [
        *prose_blocks(),
        ("prices", PricesBlock(group=_("Studio"))),
        ("questions", QuestionsBlock(group=_("Studio"))),
        ("next_events", NextEventsBlock(group=_("Studio"))),
        ("latest_articles", LatestArticlesBlock(group=_("Studio"))),
        ("teachers", TeachersBlock(group=_("Studio"))),
        ("call_to_action", CallToActionBlock(group=_("Studio"))),
        ("newsletter", NewsletterBlock(group=_("Studio"))),
        ("place", PlaceBlock(group=_("Studio"))),
        ("stored_data", StoredDataBlock(group=_("Studio"))),
        ("imprint", ImprintBlock(group=_("Studio"))),
    ]
