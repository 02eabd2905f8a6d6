"""The letter with the link to all that is kept about its reader."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from studio.letterheads import Letterhead
from studio.mail import Draft
from studio.own_data import links


def own_data(email: str, letterhead: Letterhead) -> Draft:
    """A link to all that is kept about ``email``, in the language that is spoken. Raises ``LetterRefused``."""
    key, token = links.new()
    words = {
        "own_data_url": letterhead.link("own_data", token),
        "days": links.AGE.days,
        "studio": " ".join(letterhead.studio.split()),
        "root_url": letterhead.front_url,
        "colours": letterhead.look.colours,
    }
    return Draft(
        kind="own data",
        dedupe_key=key,
        to=email,
        subject=_("What we keep about you"),
        text=render_to_string("emails/own_data.txt", words).strip() + "\n",
        html=render_to_string("emails/own_data.html", words),
    )
