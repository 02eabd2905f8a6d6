"""What the room keeps about people (see ``studio/personal_data.py``)."""

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Site

from events.ledger import Registration, SeatPool
from studio.personal_data import Declaration, Ground, Kept, Occasion

_EVERYBODY = _("Everybody.")
_STAFF = _("Staff who look after registrations.")
_AND_TEACHERS = _("Staff who look after registrations, and those who teach the event.")
_NAMELESS = _("As long as the site, without your name once that is forgotten.")


def declare(site: Site | None) -> Declaration:
    """With the numbers of the events of ``site``, each of which has its own."""
    return Declaration(
        kept=[*_registered(_until(site)), *_settled(), *_by_staff()], nothing=NOTHING
    )


def _until(site: Site | None) -> str:
    """How long people are remembered: by all events that somebody is on, or may come to."""
    default = SeatPool._meta.get_field("retention_days").default
    least = most = default
    if site:
        somebody = Exists(Registration.objects.filter(pool=OuterRef("pk"), anonymised_at=None))
        ahead = Q(ends_at=None) | Q(ends_at__gte=timezone.now())
        pools = SeatPool.objects.filter(Q(site=site) | Q(site=None))
        pools = pools.filter(Q(somebody) | Q(takes_registrations=True) & ahead)
        found = pools.order_by().aggregate(
            least=Min("retention_days", default=default),
            most=Max("retention_days", default=default),
        )
        least, most = found["least"], found["most"]
    if least == most:
        words = ngettext("%(days)s day after the event.", "%(days)s days after the event.", most)
        return words % {"days": most}
    words = _("%(least)s to %(most)s days after the event, as long as each event needs.")
    return words % {"least": least, "most": most}


def _registered(until: str) -> list[Kept]:
    return [
        Kept(
            occasion=Occasion.REGISTERING,
            what=_("Your name and e-mail address, and the names of those you bring"),
            why=_("To keep your place, to let you in, and to write to you if something changes."),
            ground=Ground.CONTRACT,
            how_long=until,
            who=_(
                "Staff who look after registrations; those who teach the event see names, no"
                " addresses."
            ),
            fields={
                "events.Registration": "name email email_key reference",
                "events.Attendee": "name",
            },
        ),
        Kept(
            occasion=Occasion.REGISTERING,
            what=_("Your answers to the questions of the form"),
            why=_("For the event to suit you."),
            ground=Ground.CONTRACT,
            how_long=_("%(until)s Answers that are needed for less long go sooner.")
            % {"until": until},
            who=_AND_TEACHERS,
            fields={"events.Registration": "answers"},
        ),
        Kept(
            occasion=Occasion.REGISTERING,
            what=_("Notes of the studio, and why staff changed something"),
            why=_("For one colleague to know what you told another."),
            ground=Ground.INTEREST,
            how_long=until,
            who=_STAFF,
            fields={"events.Registration": "note", "events.RegistrationLog": "reason"},
        ),
        Kept(
            occasion=Occasion.REGISTERING,
            what=_("Fingerprints of the form you sent, and of the links in our letters to you"),
            why=_("The same form sent twice is one registration; a link opens yours and no other."),
            ground=Ground.CONTRACT,
            how_long=until,
            who=_("Nobody: only the site itself compares."),
            fields={
                "events.Registration": "idempotency_key",
                "events.ManageLink": "digest",
            },
        ),
    ]


def _settled() -> list[Kept]:
    return [
        Kept(
            occasion=Occasion.REGISTERING,
            what=_("What you agreed to, word for word, and when"),
            why=_("To be able to show it."),
            ground=Ground.DUTY,
            how_long=_NAMELESS,
            who=_STAFF,
            fields={"events.ConsentReceipt": "digest"},
        ),
        Kept(
            occasion=Occasion.REGISTERING,
            what=_("What you paid, when and how"),
            why=_("For the books."),
            ground=Ground.DUTY,
            how_long=_NAMELESS,
            who=_STAFF,
            fields={"events.Payment": "provider reference"},
        ),
        Kept(
            occasion=Occasion.REGISTERING,
            what=_("What became of your place, and whether you came"),
            why=_("To hand on places fairly, and to know how many come."),
            ground=Ground.INTEREST,
            how_long=_NAMELESS,
            who=_AND_TEACHERS,
            fields={"events.RegistrationLog": "verb data"},
        ),
    ]


def _by_staff() -> list[Kept]:
    return [
        Kept(
            occasion=Occasion.WORKING,
            what=_("What you did with registrations, payments and consents"),
            why=_("For colleagues to know whom to ask."),
            ground=Ground.INTEREST,
            how_long=_("As long as the registration; your name goes with your account."),
            who=_STAFF,
            fields={
                "events.Registration": "added_by",
                "events.RegistrationLog": "by",
                "events.Payment": "by",
                "events.CheckIn": "by",
                "events.ConsentVersion": "by",
            },
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("That you teach an event"),
            why=_("For those who come to know with whom."),
            ground=Ground.CONTRACT,
            how_long=_("As long as the event is kept."),
            who=_EVERYBODY,
            fields={"events.SeatPool": "teachers"},
        ),
    ]


#: Why which fields hold nothing about anybody.
NOTHING = {
    "Editors write it about an event, for everybody to read.": {
        "events.EventIndexPage": "hero_alt introduction",
        "events.EventPage": "hero_alt introduction body price_text registration_url",
        "events.EventDate": "note",
        "events.Place": "name address directions map_url",
        "events.SeatPool": "part title place address price_text cancel_reason",
        "events.Occurrence": "note",
    },
    "Editors write it for whoever registers: questions, letters, consents, not what is answered.": {
        "events.ConsentDocument": "title",
        "events.ConsentVersion": "statement text digest",
        "events.EventLetter": "subject text",
        "events.EventQuestion": "clean_name default_value label choices help_text depends_label"
        " depends_value",
        "events.FormVersion": "digest questions",
        "events.SeatPool": "letters",
    },
    "It is a number that tells one row from another.": {
        "events.EventDate": "key",
        "events.EventQuestion": "key",
        "events.Occurrence": "key uid",
    },
    "It is the time zone or the currency of an event.": {
        "events.EventSettings": "currency",
        "events.Registration": "currency",
        "events.Payment": "currency",
        "events.SeatPool": "zone currency payment",
    },
}
