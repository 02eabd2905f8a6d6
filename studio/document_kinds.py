"""Whether a document is of the kind that its name says, from how it begins.

Nothing is unpacked: an archive is known by its first bytes, whatever it would grow to.
"""

#: Bytes of a document that are looked at.
LOOKED_AT = 2048
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
#: Ending → how such a file begins, and where; see the formats' own specifications.
_BEGINNINGS: dict[str, tuple[tuple[bytes, ...], int]] = {
    "pdf": ((b"%PDF-",), 0),
    "rtf": ((b"{\\rtf",), 0),
    **dict.fromkeys(("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"), (_ZIP, 0)),
    "mp3": ((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"), 0),
    "ogg": ((b"OggS",), 0),
    "m4a": ((b"ftyp",), 4),
    "mp4": ((b"ftyp",), 4),
    "ics": ((b"BEGIN:VCALENDAR",), 0),
}
_TEXTS = frozenset(("txt", "csv"))
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: Programs, which a text never begins with.
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?php")


def is_what_it_says(ending: str, beginning: bytes) -> bool:
    """Whether the first bytes of a file fit its ``ending``, in small letters and without a dot.

    What has no fixed beginning passes unless it begins as a program or a page does.
    """
    begun = beginning.removeprefix(_BYTE_ORDER_MARK).lstrip()
    if ending in _BEGINNINGS:
        marks, at = _BEGINNINGS[ending]
        return any(beginning.removeprefix(_BYTE_ORDER_MARK)[at:].startswith(one) for one in marks)
    if beginning.startswith(_PROGRAMS) or begun.lower().startswith(_MARKUP):
        return False
    return (
        ending not in _TEXTS
        or b"\x00" not in beginning
        or beginning.startswith((b"\xff\xfe", b"\xfe\xff"))
    )
