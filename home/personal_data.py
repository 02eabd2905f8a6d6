"""What the room keeps about people: messages to the studio (see ``studio/personal_data.py``)."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Site

from home.models import ContactPage
from home.models.messages import KEEP_DAYS
from home.services import NETWORK_DAYS
from studio.personal_data import Declaration, Ground, Kept, Occasion, Place, in_days

_STAFF = _("Staff who may read messages.")


def declare(site: Site | None) -> Declaration:
    """With the days of the contact page, of which there is one."""
    days = ContactPage.objects.values_list("keep_days", flat=True).first() if site else None
    return Declaration(kept=[_map(), *_messages(days or KEEP_DAYS), _by_staff()], nothing=NOTHING)


def _map() -> Kept:
    return Kept(
        occasion=Occasion.READING,
        what=_("Your internet address, told to OpenStreetMap"),
        why=_("To show a map, and only after you pressed its button. Before, nothing is loaded."),
        ground=Ground.CONSENT,
        how_long=_("As they decide: their own words about privacy tell it."),
        who=_("Whoever runs OpenStreetMap."),
        place=Place.ELSEWHERE,
    )


def _messages(days: int) -> list[Kept]:
    kept = ngettext("%(days)s day after it arrived.", "%(days)s days after it arrived.", days) % {
        "days": days
    }
    return [
        Kept(
            occasion=Occasion.WRITING,
            what=_("Your message from the contact page, your name and your e-mail address"),
            why=_("To answer you."),
            ground=Ground.CONTRACT,
            how_long=kept,
            who=_STAFF,
            fields={"home.Message": "name email subject text"},
        ),
        Kept(
            occasion=Occasion.WRITING,
            what=_("The first part of your IP address, when you write to us"),
            why=_("To tell many messages of one sender from many senders."),
            ground=Ground.INTEREST,
            how_long=in_days(timedelta(days=NETWORK_DAYS)),
            who=_STAFF,
            fields={"home.Message": "network"},
        ),
        Kept(
            occasion=Occasion.WRITING,
            what=_("What our rules said of your message, and a fingerprint of it"),
            why=_("To hold back spam; the same message sent twice is one."),
            ground=Ground.INTEREST,
            how_long=kept,
            who=_STAFF,
            fields={"home.Message": "reasons dedupe_key"},
        ),
    ]


def _by_staff() -> Kept:
    return Kept(
        occasion=Occasion.WORKING,
        what=_("Which messages you marked as answered or as spam"),
        why=_("For colleagues to know whom to ask."),
        ground=Ground.INTEREST,
        how_long=_("As long as the message; your name goes with your account."),
        who=_STAFF,
        fields={"home.Message": "decided_by"},
    )


#: Why which fields hold nothing about anybody.
NOTHING = {
    "Editors write it for everybody to read.": {
        "home.ContactPage": "hero_alt introduction body form_heading form_words thanks",
        "home.HomePage": "hero_alt hero_heading hero_text hero_button body",
        "home.PlainPage": "hero_alt introduction body",
        "home.TeachersPage": "introduction",
    },
}
