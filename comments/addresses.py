"""Web addresses and hosts, read as strictly as a browser does or not at all.

What is refused here is shown as text. Nothing is ever requested.
"""

import re
import unicodedata
from collections.abc import Iterable
from encodings.idna import nameprep
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address
from urllib.parse import quote

_WEB = re.compile(r"(https?)://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"(?P<host>[^:@\[\]\\]+)(?::(?P<port>[0-9]{1,5}))?")
#: One mailbox; no ``?``, so that no link fills in further recipients or words.
_MAIL = re.compile(r"mailto:([a-z0-9.!$&'*+=^_`{|}~-]{1,64})@([^@?#/\\\s]+)", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
#: Left as they are behind the host: what RFC 3986 allows there, and escapes already made.
_SAFE = "!#$%&'()*+,/:;=?@~"
_DOTS = str.maketrans("。．｡", "...")
#: RFC 1035, 2.3.4. What is encoded is never shorter, so longer ones are refused unread:
#: to normalise and to encode costs the square of the length.
_LONGEST_HOST = 253
_LONGEST_LABEL = 63
#: Of a whole address, as typed and as read; browsers and servers take no more everywhere.
_LONGEST = 2000
_HIGHEST_PORT = 65535


def address(text: str) -> str:
    """An absolute http(s) address with a host, or one mailbox, in ASCII; else an empty string.

    Refused as well: a name before the host (``http://bank.example@evil.example``
    pretends to lead elsewhere), escapes and spaces in the host, numbers that a
    browser would read as an IP address, other than the usual four, IPv6, and more
    than 2,000 signs. The cost grows with the length and no faster.
    """
    found = _absolute(text.strip()) if len(text) <= _LONGEST else ""
    return found if len(found) <= _LONGEST else ""


def _absolute(text: str) -> str:
    if mail := _MAIL.fullmatch(text):
        name = ascii_host(mail[2])
        return f"mailto:{mail[1]}@{name}" if name else ""
    if not (web := _WEB.fullmatch(text)) or not (place := _AUTHORITY.fullmatch(web[2])):
        return ""
    name, port = ascii_host(place["host"]), place["port"]
    if not name or (port and int(port) > _HIGHEST_PORT):
        return ""
    rest = quote(web[3], safe=_SAFE, errors="replace")
    return f"{web[1].lower()}://{name}{f':{port}' if port else ''}{rest}"


def ascii_host(text: str) -> str:
    """The name of a host as name servers know it (RFC 5891, Punycode), else an empty string.

    Refused as well: letters in so many parts that a label has more than 63 signs as typed.
    """
    text = text.translate(_DOTS)
    if not _fits(text):
        return ""
    folded = unicodedata.normalize("NFKC", text).lower()
    folded = unicodedata.normalize("NFKC", folded).removesuffix(".")
    if not _fits(folded):  # one sign may stand for eighteen
        return ""
    names: list[str] = []
    for label in folded.split("."):
        names.append(_ascii_label(label))
        if not names[-1]:
            return ""
    name = ".".join(names)
    if len(name) > _LONGEST_HOST:
        return ""
    if _NUMBER.fullmatch(names[-1]):
        try:
            return str(IPv4Address(name))
        except AddressValueError:
            return ""
    return name


def host(text: str) -> str:
    """The host of a web address, a mailbox or a bare host; empty where there is none.

    More lenient than ``address``: whoever asks for a host wants to know where it leads.
    """
    text = text.strip().replace("\\", "/")  # as browsers read it
    if not text:
        return ""
    if "://" not in text:
        text = text.rpartition("@")[2]
        text = f"http://{text}"
    found = _WEB.fullmatch(text)
    place = _AUTHORITY.fullmatch(found[2].rpartition("@")[2]) if found else None
    return ascii_host(place["host"]) if place else ""


def domains(text: str) -> frozenset[str]:
    """The hosts that somebody listed, one a line; blank lines and lines with # are comments."""
    lines = (line.strip() for line in text.splitlines())
    hosts = (host(line.removeprefix("*.").removeprefix(".")) for line in lines if line[:1] != "#")
    return frozenset(filter(None, hosts))


def blocking(name: str, blocked: frozenset[str]) -> str:
    """The blocked domain that a host lies in or is, else an empty string."""
    return next((suffix for suffix in _suffixes(name) if suffix in blocked), "")


def _fits(name: str) -> bool:
    """Whether a host, with or without a dot at its end, is as short as hosts are."""
    if len(name) > _LONGEST_HOST + name.endswith("."):
        return False
    return all(len(label) <= _LONGEST_LABEL for label in name.split("."))


def _suffixes(name: str) -> Iterable[str]:
    while name:
        yield name
        name = name.partition(".")[2]


@lru_cache(maxsize=1024)  # a link is read when it is drawn and once by each rule that looks at it
def _ascii_label(label: str) -> str:
    """One label in ASCII; empty where it is none, or not what a browser would make of it."""
    if label.startswith("xn--"):
        try:
            plain = label[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            return ""
        return label if not plain.isascii() and _ascii_label(plain) == label else ""
    if label.isascii():
        return label if _LABEL.fullmatch(label) else ""
    if not _is_word(label):
        return ""
    name = "xn--" + label.encode("punycode").decode("ascii")
    return name if _LABEL.fullmatch(name) else ""


def _is_word(label: str) -> bool:
    """Whether a label holds letters, marks, digits and hyphens alone, in one direction."""
    if unicodedata.normalize("NFKC", label).lower() != label or label[2:4] == "--":
        return False
    if label[0] == "-" or unicodedata.category(label[0])[0] == "M":
        return False
    try:
        nameprep(label)  # checks what RFC 3454 forbids, right-to-left rules among it
    except UnicodeError:
        return False
    return all(char == "-" or unicodedata.category(char)[0] in "LMN" for char in label)
