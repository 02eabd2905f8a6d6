"""What the room keeps about people: nothing that can be told of one (see ``studio/personal_data.py``)."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from search.models import KEPT
from studio.personal_data import Declaration, Ground, Kept, Occasion, in_days


def declare(site: Site | None) -> Declaration:
    """The same on every site."""
    in_vain = Kept(
        occasion=Occasion.READING,
        what=_(
            "Words that you searched for in vain, once three people have searched for the same;"
            " before that a pseudonym of them. Not who searched"
        ),
        why=_("To write what readers look for and do not find."),
        ground=Ground.INTEREST,
        how_long=in_days(KEPT),
        who=_("Staff who may promote search results."),
        fields={"search.Miss": "key text"},
    )
    return Declaration(kept=[in_vain], nothing=NOTHING)


#: Why → model → fields.
NOTHING = {
    "It repeats, for the search, the words of titles and descriptions of pages.": {
        "search.Spelling": "key word",
    },
    "Editors write it for everybody to read.": {
        "wagtailsearchpromotions.Query": "query_string",
        "wagtailsearchpromotions.SearchPromotion": "external_link_url external_link_text description",
    },
}
