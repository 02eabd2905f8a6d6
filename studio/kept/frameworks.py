"""What Django and Wagtail keep about those who sign in, and what they put into browsers."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import Site

from studio.kept.nothing import NOTHING
from studio.personal_data import Declaration, Ground, Kept, Occasion, Place, in_days

#: What Wagtail's own scripts remember of how somebody likes to work.
SIDEBAR = "wagtail_sidebar_collapsed"
PANELS = "wagtail:…"

_OPERATOR = _("Whoever runs the server.")
_COLLEAGUES = _("Staff who may see what was done.")


def declare(site: Site | None) -> Declaration:
    """As the settings of the server say; they are the same for all its sites."""
    return Declaration(kept=[*_cookies(), *_accounts(), *_traces(), *_drafts()], nothing=NOTHING)


def _cookies() -> list[Kept]:
    session = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return [
        Kept(
            occasion=Occasion.READING,
            what=_("That you opened a page that has a password"),
            why=_("To ask for the password once. Only pages with a password do this."),
            ground=Ground.CONTRACT,
            how_long=in_days(session),
            who=_OPERATOR,
            place=Place.COOKIE,
            names=[settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("That you are signed in"),
            why=_("To ask for your password once."),
            ground=Ground.CONTRACT,
            how_long=_after(timedelta(seconds=settings.SIGNED_IN_AT_MOST)),
            who=_OPERATOR,
            place=Place.COOKIE,
            names=[settings.SESSION_COOKIE_NAME],
            fields={"sessions.Session": "session_key session_data"},
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("A random number"),
            why=_("Forms carry it too, so that no other site can send them in your name."),
            ground=Ground.INTEREST,
            how_long=in_days(timedelta(seconds=settings.CSRF_COOKIE_AGE)),
            who=_OPERATOR,
            place=Place.COOKIE,
            names=[settings.CSRF_COOKIE_NAME],
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("What was just done, such as “saved”"),
            why=_("To tell it on the next page."),
            ground=Ground.CONTRACT,
            how_long=_("Until the next page has told it."),
            who=_("You."),
            place=Place.COOKIE,
            names=["messages"],
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("Which parts of the screen are open, and how wide"),
            why=_("To find the CMS as you left it."),
            ground=Ground.CONTRACT,
            how_long=_("Until you empty the memory of your browser."),
            who=_("You."),
            place=Place.BROWSER,
            names=[SIDEBAR, PANELS],
        ),
    ]


def _after(length: timedelta) -> str:
    words = ngettext(
        "Until you sign out, %(days)s day at most.",
        "Until you sign out, %(days)s days at most.",
        length.days,
    )
    return words % {"days": length.days}


def _accounts() -> list[Kept]:
    return [
        Kept(
            occasion=Occasion.WORKING,
            what=_("How you want to work: language, time zone, letters, theme, a picture of you"),
            why=_("To do as you said."),
            ground=Ground.CONTRACT,
            how_long=_("Until your account is deleted."),
            who=_("Your colleagues see the picture."),
            fields={
                "wagtailusers.UserProfile": "user preferred_language current_time_zone avatar"
                " dismissibles"
            },
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("Keys with which a program acts in your name"),
            why=_("Where you made some; only a fingerprint of them is kept."),
            ground=Ground.CONTRACT,
            how_long=_("Until the key or your account is deleted."),
            who=_("You, and those who look after accounts."),
            fields={"wagtailcore.APIToken": "user name key_hash prefix"},
        ),
    ]


def _traces() -> list[Kept]:
    return [
        Kept(
            occasion=Occasion.WORKING,
            what=_("The number of your account, when something you asked for was slow or failed"),
            why=_("To find the fault, and to ask you about it."),
            ground=Ground.INTEREST,
            how_long=_("As long as whoever runs the server keeps the log of the site."),
            who=_OPERATOR,
            place=Place.LOG,
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("What you did: which page, when, and what it was before"),
            why=_("To understand how a page came to be what it is, and to go back."),
            ground=Ground.INTEREST,
            how_long=_("As long as the site; your name goes with your account."),
            who=_COLLEAGUES,
            fields={
                "wagtailcore.PageLogEntry": "user label data",
                "wagtailcore.ModelLogEntry": "user label data",
                "wagtailcore.Revision": "user object_str content",
                "wagtailcore.Page": "owner locked_by",
            },
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("What you asked for, approved and remarked while a page was reviewed"),
            why=_("For four eyes to see more than two."),
            ground=Ground.CONTRACT,
            how_long=_("As long as the page; your name goes with your account."),
            who=_COLLEAGUES,
            fields={
                "wagtailcore.WorkflowState": "requested_by",
                "wagtailcore.TaskState": "finished_by comment",
                "wagtailcore.Comment": "user text resolved_by",
                "wagtailcore.CommentReply": "user text",
                "wagtailcore.PageSubscription": "user",
            },
        ),
    ]


def _drafts() -> list[Kept]:
    idle = int(EditingSession.STALE_TIMEOUT.total_seconds()) // 3600
    unsaved = int(FormState.STALE_TIMEOUT.total_seconds()) // 3600
    return [
        Kept(
            occasion=Occasion.WORKING,
            what=_("Which page you have open"),
            why=_("For two people not to overwrite each other."),
            ground=Ground.INTEREST,
            how_long=_hours(idle),
            who=_COLLEAGUES,
            fields={"wagtailadmin.EditingSession": "user"},
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("What you typed and have not saved, for its preview"),
            why=_("To show it to you as readers would see it."),
            ground=Ground.CONTRACT,
            how_long=_hours(unsaved),
            who=_("You."),
            fields={"wagtailadmin.FormState": "user data"},
        ),
        Kept(
            occasion=Occasion.WORKING,
            what=_("Documents, what they are called, and who uploaded them"),
            why=_("Whoever has a question about it knows whom to ask."),
            ground=Ground.INTEREST,
            how_long=_("Until the document is deleted; a name beside it, with the account."),
            who=_COLLEAGUES,
            fields={
                "wagtaildocs.Document": "title file uploaded_by_user",
                "wagtailcore.UploadedFile": "file uploaded_by_user",
            },
        ),
    ]


def _hours(hours: int) -> str:
    words = ngettext(
        "%(hours)s hour after you left, when somebody next works on a page.",
        "%(hours)s hours after you left, when somebody next works on a page.",
        hours,
    )
    return words % {"hours": hours}
