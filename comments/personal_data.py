"""What the room keeps about people (see ``studio/personal_data.py``)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Site

from comments import remembering, tokens
from comments.models import CommentSettings
from studio import keeping
from studio.personal_data import Declaration, Ground, Kept, Occasion, Place

_EVERYBODY = _("Everybody.")
_MODERATORS = _("Moderators.")
#: As the scripts of the form call what they keep.
_DRAFT = "draft …"


def declare(site: Site | None) -> Declaration:
    """With the numbers of the settings of ``site``."""
    return Declaration(kept=_kept(CommentSettings.for_site(site)), nothing=NOTHING)


def of_readers(settings: CommentSettings) -> list[Kept]:
    """What is kept about those who comment, for the page that tells it."""
    return [one for one in _kept(settings) if one.occasion == Occasion.COMMENTING]


def _kept(settings: CommentSettings) -> list[Kept]:
    remembered = _in_the_browser() if settings.offers_remembering else []
    return [
        *_said(settings),
        *_judged(settings),
        *_letters(),
        *remembered,
        _draft(),
        _by_staff(),
    ]


def _said(settings: CommentSettings) -> list[Kept]:
    return [
        Kept(
            occasion=Occasion.COMMENTING,
            what=_("Your comment, your name, your website"),
            why=_("They are what everybody reads."),
            ground=Ground.CONSENT,
            how_long=_(
                "Until you have it erased. What was never published goes sooner: see below."
            ),
            who=_EVERYBODY,
            fields={"comments.Comment": "text html name website"},
        ),
        Kept(
            occasion=Occasion.COMMENTING,
            what=_("Your e-mail address"),
            why=_(
                "To recognise you, and to write to you if you ask for letters about answers. It is"
                " never shown."
            ),
            ground=Ground.INTEREST,
            how_long=_address_is_kept(settings.email_days),
            who=_MODERATORS,
            fields={"comments.Comment": "email", "comments.Subscription": "email"},
        ),
        Kept(
            occasion=Occasion.COMMENTING,
            what=_("A pseudonym made from that address"),
            why=_(
                "To recognise your comments as one person’s once the address itself is gone. The"
                " address cannot be read from it."
            ),
            ground=Ground.INTEREST,
            how_long=_(
                "As long as any comment of yours, or as long as you have asked us never to write."
            ),
            who=_("Nobody: only the site itself compares."),
            fields={"comments.Address": "key", "comments.Comment": "text_key dedupe_key"},
        ),
        Kept(
            occasion=Occasion.COMMENTING,
            what=_("The first part of your IP address"),
            why=_(
                "To hold back floods of spam. It points to a neighbourhood, not a household; the"
                " whole address is never stored."
            ),
            ground=Ground.INTEREST,
            how_long=_days(settings.network_days),
            who=_MODERATORS,
            fields={"comments.Comment": "network"},
        ),
    ]


def _judged(settings: CommentSettings) -> list[Kept]:
    unwanted = ngettext(
        "%(days)s day after the decision.",
        "%(days)s days after the decision.",
        settings.unwanted_days,
    )
    reported = ngettext(
        "The report as long as the comment; the pseudonym for %(days)s day.",
        "The report as long as the comment; the pseudonym for %(days)s days.",
        settings.network_days,
    )
    return [
        Kept(
            occasion=Occasion.COMMENTING,
            what=_("Notes made by our rules and moderators"),
            why=_("To decide fairly, and to be able to say why."),
            ground=Ground.INTEREST,
            how_long=_(
                "As long as the comment. A record that somebody decided, and when, stays on without"
                " your words."
            ),
            who=_MODERATORS,
            fields={"comments.Comment": "facts reasons verdict note learnt_as"},
        ),
        Kept(
            occasion=Occasion.COMMENTING,
            what=_("Comments marked as spam, rejected or in the bin"),
            why=_(
                "To bring them back after a mistake, and to learn which words spam uses. The words"
                " learnt are linked to nobody."
            ),
            ground=Ground.INTEREST,
            how_long=unwanted % {"days": settings.unwanted_days},
            who=_MODERATORS,
        ),
        Kept(
            occasion=Occasion.COMMENTING,
            what=_("Your report about a comment"),
            why=_(
                "For a moderator to read. A pseudonym made from your connection keeps one person"
                " from counting as several."
            ),
            ground=Ground.INTEREST,
            how_long=reported % {"days": settings.network_days},
            who=_MODERATORS,
            fields={"comments.Report": "note reporter"},
        ),
    ]


def _letters() -> list[Kept]:
    days = keeping.LETTERS.days
    sent = ngettext(
        "%(days)s day after they were sent.", "%(days)s days after they were sent.", days
    )
    return [
        Kept(
            occasion=Occasion.COMMENTING,
            what=_("Letters to you, and to moderators about your comment"),
            why=_("To send them again if delivery fails."),
            ground=Ground.INTEREST,
            how_long=sent % {"days": days},
            who=_("Staff who may see letters."),
        ),
        Kept(
            occasion=Occasion.COMMENTING,
            what=_("A request for letters that you did not confirm"),
            why=_("Until you say yes, we send nothing but the question."),
            ground=Ground.CONSENT,
            how_long=_days(tokens.PROOF_AGE.days),
            who=_("Nobody: only the site itself looks it up."),
        ),
    ]


def _in_the_browser() -> list[Kept]:
    days = remembering.AGE.days
    words = ngettext(
        "%(days)s day, or until you remove the tick, comment without it, or use the button that forgets you.",
        "%(days)s days, or until you remove the tick, comment without it, or use the button that forgets you.",
        days,
    )
    return [
        Kept(
            occasion=Occasion.COMMENTING,
            what=_("Your name, e-mail address and website in this browser, and in a cookie"),
            why=_(
                "Only if you tick “Remember me on this device”, to fill in the form for you and to"
                " recognise you. Otherwise readers get no cookie from us."
            ),
            ground=Ground.CONSENT,
            how_long=words % {"days": days},
            who=_("You, and the site when you comment."),
            place=Place.COOKIE,
            names=[remembering.NAME],
        )
    ]


def _draft() -> Kept:
    return Kept(
        occasion=Occasion.COMMENTING,
        what=_("What you have begun to write"),
        why=_("To have it still there after a wrong click."),
        ground=Ground.CONTRACT,
        how_long=_("Until you send it or close the tab."),
        who=_("You. It is not sent to us before you post it."),
        place=Place.BROWSER,
        names=[_DRAFT],
    )


def _by_staff() -> Kept:
    return Kept(
        occasion=Occasion.WORKING,
        what=_("Which comments you wrote, decided about and reported while you were signed in"),
        why=_("For readers to know who speaks for us, and for colleagues who decided what."),
        ground=Ground.INTEREST,
        how_long=_("As long as the comment; your name goes with your account."),
        who=_("Readers see your name below what you said; moderators see the rest."),
        fields={"comments.Comment": "user decided_by", "comments.Report": "user"},
    )


def _address_is_kept(days: int) -> str:
    if not days:
        return _("As long as the comment; where you want letters, until you end them.")
    words = ngettext(
        "%(days)s day after the comment; where you want letters, until you end them.",
        "%(days)s days after the comment; where you want letters, until you end them.",
        days,
    )
    return words % {"days": days}


def _days(days: int) -> str:
    return ngettext("%(days)s day.", "%(days)s days.", days) % {"days": days}


#: Why which fields hold nothing about anybody.
NOTHING = {
    "It is the place of a comment in its conversation.": {"comments.Comment": "path"},
    "It counts words of many comments, of which none can be told from them.": {
        "comments.BayesWord": "word"
    },
    "Moderators write the rules, for comments of whomever.": {
        "comments.CommentRules": "watched disallowed blocked_domains reserved_names"
    },
}
