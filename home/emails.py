"""What the studio is told by mail: that somebody wrote to it, and what."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.emails import one_line
from home.models.messages import Message
from studio.languages import speaks
from studio.letterheads import Letterhead
from studio.mail import Draft

#: What the dedupe keys of these letters begin with.
KEY = "home.message-"


def key(number: int) -> str:
    """The dedupe key of the letter about the message of that number."""
    return f"{KEY}{number}"


@speaks()
def message(message: Message, letterhead: Letterhead) -> Draft:
    """Tell the studio what somebody wrote; an answer goes to them. Raises ``LetterRefused``."""
    names = {"name": one_line(message.name), "headline": one_line(message.headline)}
    words = {
        "message": message,
        "message_url": settings.WAGTAILADMIN_BASE_URL
        + reverse("messages:inspect", args=[message.pk]),
        "studio": one_line(letterhead.studio),
        "root_url": letterhead.root_url,
        "colours": letterhead.look.colours,
    }
    return Draft(
        kind="message to the studio",
        dedupe_key=key(message.pk),
        to=letterhead.email,
        reply_to=message.email,
        subject=_("%(name)s writes: %(headline)s") % names,
        text=render_to_string("home/emails/message.txt", words).strip() + "\n",
        html=render_to_string("home/emails/message.html", words),
    )
