"""What a request calls its body."""

import re
from typing import Any

from django.core.signals import request_started
from django.dispatch import receiver

_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def without_charset(content_type: str) -> str:
    """The same without its ``charset``: all that we send and read is UTF-8."""
    return _CHARSET.sub("", content_type)


@receiver(request_started)
def take_off_charset(environ: dict[str, Any] | None = None, **_: Any) -> None:
    """Let nobody choose the codec by which Django reads what they send.

    Python knows codecs that fail on any text (``undefined``), that are none for text
    (``rot13``) or cannot leave out what is wrong (``idna``). Django decodes the query by the
    one that a header names while it makes the request, where nothing catches that: anybody
    could have a 500 of us with a GET. A middleware comes too late; this signal comes first,
    under every server and in tests alike.
    """
    if environ and (content_type := environ.get("CONTENT_TYPE")):
        environ["CONTENT_TYPE"] = without_charset(content_type)
