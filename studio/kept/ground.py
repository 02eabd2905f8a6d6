"""What the ground keeps: letters, counts, the names of those who work here."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Site

from studio import keeping
from studio.personal_data import Declaration, Ground, Kept, Occasion, Place, in_days

_OPERATOR = _("Whoever runs the server.")
_EVERYBODY = _("Everybody.")


def declare(site: Site | None) -> Declaration:
    """As the settings of the server say; they are the same for all its sites."""
    return Declaration(kept=[*_reading(), *_writing(), *_working()], nothing=NOTHING)


def _reading() -> list[Kept]:
    film = Kept(
        occasion=Occasion.READING,
        what=_("Your internet address, told to YouTube or Vimeo"),
        why=_("To play a film, and only after you pressed its button. Before, nothing is loaded."),
        ground=Ground.CONSENT,
        how_long=_("As they decide: their own words about privacy tell it."),
        who=_("The company that shows the film."),
        place=Place.ELSEWHERE,
    )
    kept = [film, _blocked()]
    return [_log(), *kept] if settings.ACCESS_LOG_DAYS else kept


def _blocked() -> Kept:
    days = keeping.BLOCKAGES.days
    return Kept(
        occasion=Occasion.READING,
        what=_(
            "What your browser refused to do on a page, since the site forbids it, and on which"
            " page; it is only counted. Not who"
        ),
        why=_("To find faults of the site, and attacks on it that your browser stopped."),
        ground=Ground.INTEREST,
        how_long=ngettext(
            "%(days)s day after it was last counted.",
            "%(days)s days after it was last counted.",
            days,
        )
        % {"days": days},
        who=_("Staff who look after the site."),
        fields={"studio.Blockage": "origin path"},
    )


def _log() -> Kept:
    return Kept(
        occasion=Occasion.READING,
        what=_("Your internet address, when you asked for which page, and the kind of browser"),
        why=_(
            "Your browser sends them with every request, or no answer could reach it. The log helps"
            " to find faults and to fend off attacks. Nobody counts or follows visitors with it."
        ),
        ground=Ground.INTEREST,
        how_long=in_days(timedelta(days=settings.ACCESS_LOG_DAYS)),
        who=_OPERATOR,
        place=Place.LOG,
    )


def _writing() -> list[Kept]:
    days = keeping.LETTERS.days
    return [
        Kept(
            occasion=Occasion.WRITING,
            what=_("Letters that the site sends you: your e-mail address and what they say"),
            why=_(
                "To deliver them even if a mail server is away, and to send them again if asked."
            ),
            ground=Ground.CONTRACT,
            how_long=ngettext(
                "%(days)s day after they left, or after we gave up.",
                "%(days)s days after they left, or after we gave up.",
                days,
            )
            % {"days": days},
            who=_("Staff who may see letters."),
            fields={
                "studio.Letter": "to reply_to subject text html headers attachments dedupe_key"
                " message_id last_error"
            },
        ),
        Kept(
            occasion=Occasion.WRITING,
            what=_("How often something was sent from your connection, under a pseudonym"),
            why=_(
                "To stop those who send forms by the thousand. Nobody can read your address from it."
            ),
            ground=Ground.INTEREST,
            how_long=_count(),
            who=_("Nobody: only the site itself counts."),
            fields={"studio.Tally": "key"},
        ),
        Kept(
            occasion=Occasion.WRITING,
            what=_("Notes of work done behind the scenes, such as the number of a letter to send"),
            why=_("To find out why something failed."),
            ground=Ground.INTEREST,
            how_long=in_days(keeping.TASKS),
            who=_OPERATOR,
            fields={"django_tasks_database.DBTaskResult": "args_kwargs return_value traceback"},
        ),
    ]


def _count() -> str:
    hours = int(keeping.COUNTS.total_seconds()) // 3600
    words = ngettext(
        "Until the span that is counted is over: %(hours)s hour at most.",
        "Until the span that is counted is over: %(hours)s hours at most.",
        hours,
    )
    return words % {"hours": hours}


def _working() -> list[Kept]:
    return [
        Kept(
            occasion=Occasion.WORKING,
            what=_(
                "Your account: name, e-mail address, rights, when you last signed in,"
                " a fingerprint of your password"
            ),
            why=_("To let you in, and nobody else."),
            ground=Ground.CONTRACT,
            how_long=_("Until your account is deleted."),
            who=_("Those who look after accounts; the password nobody."),
            fields={
                "studio.User": "username first_name last_name email password",
                "studio.User_groups": "user",
                "studio.User_user_permissions": "user",
            },
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_(
                "That you opened a page of the CMS that shows people, took a list of them along,"
                " erased somebody or wrote to them: your name, when, and which page"
            ),
            why=_("For whoever answers for the data to know who saw it. What you saw is not kept."),
            ground=Ground.INTEREST,
            how_long=in_days(timedelta(days=settings.STAFF_LOG_DAYS)),
            who=_("Administrators."),
            fields={"studio.Access": "user_number user_name"},
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("Your name, role, photo, a few sentences and links, as they stand on the site"),
            why=_("For readers to know who writes and teaches."),
            ground=Ground.CONTRACT,
            how_long=_("Until the person is deleted."),
            who=_EVERYBODY,
            fields={
                "studio.Person": "name slug role bio more account",
                "studio.PersonLink": "label url",
            },
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("Pictures and documents, what is written beside them, and who uploaded them"),
            why=_(
                "They show people, sometimes; whoever has a question about one knows whom to ask."
            ),
            ground=Ground.INTEREST,
            how_long=_(
                "Until the picture or document is deleted; a name beside it, with the account."
            ),
            who=_("Everybody where they are shown; staff who made them."),
            fields={
                "studio.StudioImage": "title description credit file uploaded_by_user",
                "studio.StudioRendition": "file",
            },
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("Address, e-mail and telephone of the studio"),
            why=_("For everybody to find and reach it; they may be somebody’s own."),
            ground=Ground.DUTY,
            how_long=_("Until they are changed."),
            who=_EVERYBODY,
            fields={
                "studio.SiteSettings": "name address email phone",
                "studio.SocialLink": "label url",
            },
        ),
    ]


#: Why which fields hold nothing about anybody.
NOTHING = {
    "It names a piece of work that comes round.": {"studio.Chore": "name"},
    "It says what the letter is for, in a word of the program.": {"studio.Letter": "kind"},
    "It is a fingerprint or a size of a picture.": {
        "studio.StudioImage": "file_hash",
        "studio.StudioRendition": "filter_spec focal_point_key",
    },
    "Editors write it for everybody to read, and it is about the studio.": {
        "studio.MainMenuItem": "address label",
        "studio.FooterMenuItem": "address label",
        "studio.SiteSettings": "tagline hours footer",
        "studio.SiteWords": "language tagline hours footer",
    },
    "It says what kind of page was looked at, never what stood on it.": {
        "studio.Access": "key kind what about asked",
    },
    "It tells of the last backup: when, how large, and what was in its way.": {
        "studio.BackupNote": "told",
    },
    "It is a colour.": {
        "studio.SiteSettings": "own_paper own_main own_accent own_highlight",
        "studio.StudioImage": "dominant_colour",
    },
}
