"""Where a photo was taken is taken out of its file; no pixel is packed anew, and no other word is lost.

Telephones write the place beside the picture: Exif in a table of its own (CIPA DC-008, "GPS attribute
information"), XMP in words that begin with ``exif:GPS``. Some append a film to the picture, with a
place of its own: what comes after the end of a picture is no part of it, and goes.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import ExifTags, Image

_GPS = ExifTags.IFD.GPSInfo
_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xmp/extension/\0"
#: A marker of JPEG that is none of those within the data of a picture (ITU T.81, B.1.1).
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_START_OF_SCAN, _END, _APP1 = 0xDA, 0xD9, 0xE1
_PNG = b"\x89PNG\r\n\x1a\n"
#: Texts in which programs put the whole of Exif or XMP, packed in ways of their own.
_PACKED = (b"Raw profile type", b"XML:com.adobe.xmp")


def tells_place(photo: bytes) -> bool:
    """Whether a picture of any kind that is read here still says where it was taken."""
    with Image.open(BytesIO(photo)) as picture:
        written = picture.info.get("xmp") or b""
        xmp = written.encode() if isinstance(written, str) else written
        return bool(picture.getexif().get_ifd(_GPS)) or b"GPS" in xmp


def without_place(photo: bytes) -> bytes:
    """The same picture, and not where it was taken; of JPEG, PNG and WebP.

    Others come back as they are: ask :func:`tells_place`.
    """
    for begins, take_out in _KINDS.items():
        if photo.startswith(begins) and (begins != b"RIFF" or photo[8:12] == b"WEBP"):
            try:
                return take_out(photo)
            except (IndexError, struct.error):  # cut off: whoever opens it says so
                return photo
    return photo


def _exif_without_place(told: bytes) -> bytes:
    """The tables of Exif, as TIFF, without that of places; nothing of what cannot be read."""
    exif = Image.Exif()
    try:
        exif.load(_EXIF + told)
        if not exif.get_ifd(_GPS):
            return told
        del exif[_GPS]
        return exif.tobytes().removeprefix(_EXIF)
    except Exception:  # Pillow has many for what is broken
        return b""


def _jpeg(photo: bytes) -> bytes:
    segments = list(_segments(photo))
    is_placed = any(b"GPS" in one for one in segments if _is_xmp(one))
    kept = [photo[:2]]
    for one in segments:
        if one[1] == _APP1 and one[4:].startswith(_EXIF):
            told = _exif_without_place(one[4 + len(_EXIF) :])
            body = _EXIF + told
            one = struct.pack(">BBH", 0xFF, _APP1, len(body) + 2) + body if told else b""
        elif is_placed and _is_xmp(one):
            one = b""
        kept.append(one)
    return b"".join(kept)


def _is_xmp(segment: bytes) -> bool:
    return segment[1] == _APP1 and segment[4:].startswith((_XMP, b"http://ns.adobe.com/xap/"))


def _segments(photo: bytes) -> Iterator[bytes]:
    """The parts of a JPEG after its first two bytes, a scan with its data; up to its end."""
    at = 2
    while found := _MARKER.search(photo, at):
        kind, at = found[1][0], found.end() - 2
        if kind == _END:
            yield photo[at : at + 2]
            return
        (length,) = struct.unpack_from(">H", photo, at + 2)
        end = at + 2 + length
        if kind == _START_OF_SCAN:
            following = _MARKER.search(photo, end)
            end = following.end() - 2 if following else len(photo)
        yield photo[at:end]
        at = end


def _png(photo: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at < len(photo):
        length, kind = struct.unpack_from(">I4s", photo, at)
        body, end = photo[at + 8 : at + 8 + length], at + 12 + length
        chunk = photo[at:end]
        if kind == b"eXIf":
            told = _exif_without_place(body)
            check = struct.pack(">I", zlib.crc32(kind + told))
            chunk = struct.pack(">I4s", len(told), kind) + told + check if told else b""
        elif kind in (b"tEXt", b"zTXt", b"iTXt") and body.startswith(_PACKED):
            chunk = b""
        kept.append(chunk)
        at = end
        if kind == b"IEND":
            break
    return b"".join(kept)


def _webp(photo: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", photo, 4)
    kept, at = [], 12
    while at < min(len(photo), size + 8):
        kind, length = struct.unpack_from("<4sI", photo, at)
        body = photo[at + 8 : at + 8 + length]
        if kind == b"EXIF":
            body = _exif_without_place(body.removeprefix(_EXIF))
        elif kind == b"XMP " and b"GPS" in body:
            body = b""
        if body or not length:
            kept.append(struct.pack("<4sI", kind, len(body)) + body + b"\0" * (len(body) % 2))
        at += 8 + length + length % 2
    told = b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(told) + 4) + b"WEBP" + told


_KINDS: dict[bytes, Callable[[bytes], bytes]] = {b"\xff\xd8": _jpeg, _PNG: _png, b"RIFF": _webp}
