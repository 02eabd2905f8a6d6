"""What a request calls its body."""

import re

_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def without_charset(content_type: str) -> str:
    """The same without its ``charset``: all that we send and read is UTF-8.

    Python knows codecs that fail on any text (``undefined``), that are none for text
    (``rot13``) or cannot leave out what is wrong (``idna``). Django decodes the query by the
    one that a header names while it makes the request, where nothing catches that: anybody
    could have a 500 of us with a GET.
    """
    return _CHARSET.sub("", content_type)
