"""Letters as their readers get them: real messages, and what stands in them."""

import re
from urllib.parse import urlsplit

from studio import mail

_LINK = re.compile(r"https?://[^\s<>\"]+")


def delivered(post_office):
    """Let everything leave that is due; what came since the last time, in order of the address."""
    mail.deliver_due()
    letters = sorted(post_office.taken, key=lambda message: message["To"])
    post_office.taken.clear()
    return letters


def text_of(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def html_of(message):
    return message.get_body(("html",)).get_content()


def header(message, name):
    """A header in one line, however it was folded."""
    return " ".join(str(message[name]).split())


def links_in(message, part=""):
    """The addresses in a letter's text, without the host, in order; those with ``part`` in them."""
    return [path_of(link) for link in _LINK.findall(text_of(message)) if part in link]


def link_in(message, part):
    """The one address with ``part`` in it."""
    (link,) = set(links_in(message, part))
    return link


def path_of(url):
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.path}{query}"


def unsubscribe_link(message):
    """What a mail program posts to by itself."""
    return path_of(header(message, "List-Unsubscribe").strip("<>"))
