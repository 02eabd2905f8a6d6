"""The forms that a page shows, whatever they ask, and what can be done to them."""

from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlsplit

from hypothesis import strategies as st
from lxml import html as lxml_html

from studio.tests.fuzzing import words

#: What somebody sensible would write into a field of this name, else of this type.
_SENSIBLE = {
    "name": "Rosa Reader",
    "email": "rosa@reader.example",
    "url": "https://rosa.example/",
    "website": "https://rosa.example/",
    "tel": "+49 30 23125 000",
    "number": "1",
    "date": "2027-05-08",
    "password": "juniper",
    "textarea": "A thought of mine.",
}


@dataclass(frozen=True)
class Form:
    """Where it is sent, and what it would say if somebody sensible filled it in."""

    action: str
    fields: tuple[tuple[str, str], ...]
    #: Names of what somebody types, as against what is hidden or ticked.
    typed: frozenset = field(default_factory=frozenset)


def of(page: str, path: str) -> list[Form]:
    """All that ``page``, the text of what stands at ``path``, would post."""
    if "<form" not in page:
        return []
    root = lxml_html.fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    found = []
    for one in root.iter("form"):
        if (one.get("method") or "get").lower() != "post":
            continue
        parts = urlsplit(one.get("action") or "")
        if parts.netloc:
            continue
        fields, typed = _fields(one)
        found.append(Form(parts.path or path, tuple(fields), frozenset(typed)))
    return found


def asked(page: str) -> set[str]:
    """The names of what addresses on this page, and forms that only ask, hang onto an address."""
    if "<a " not in page and "<form" not in page:
        return set()
    root = lxml_html.fromstring(page.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    names = set()
    for address in root.xpath("//a/@href"):
        names |= {pair.partition("=")[0] for pair in _query(address).split("&")}
    for one in root.iter("form"):
        if (one.get("method") or "get").lower() == "get":
            names |= {each.get("name") for each in one.iter("input", "select")}
    return {name for name in names if name and name.isascii() and "%" not in name}


def _query(address):
    try:
        return urlsplit(address).query
    except ValueError:
        return ""


def _fields(form):
    fields, typed, chosen = [], set(), set()
    for one in form.iter("input", "textarea", "select", "button"):
        name, kind = one.get("name"), one.get("type") or one.tag
        if not name or kind in {"file", "reset", "image"}:
            continue
        if one.tag == "select":
            options = [option.get("value", "") for option in one.iter("option")]
            fields.append((name, next(filter(None, options), "")))
        elif kind in {"radio", "checkbox", "submit", "button"}:
            if kind == "checkbox" or name not in chosen:
                fields.append((name, one.get("value", "on")))
            chosen.add(name)
        elif kind == "hidden" or one.get("value"):
            fields.append((name, one.get("value", "")))
        else:
            # what a person sees no field for, only a program fills in
            sensible = _SENSIBLE.get(name) or _SENSIBLE.get(kind, "A word")
            fields.append((name, "" if _is_trap(one) else sensible))
            typed.add(name)
    return fields, typed


def _is_trap(one):
    return one.get("tabindex") == "-1" or one.get("name") == "subject"


def _change(form, changes):
    fields = [list(each) for each in form.fields]
    for how, where, text in changes:
        at = where % (len(fields) or 1)
        if how == "more" or not fields:
            fields.append([text, text])
        elif how == "drop":
            del fields[at]
        elif how == "twice":
            fields.append([fields[at][0], text])
        elif how == "array":
            fields[at][0] += "[]"
        else:
            fields[at][1] = text
    return fields


_CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["say", "say", "say", "say", "drop", "twice", "array", "more"]),
        st.integers(0, 60),
        words.TEXTS,
    ),
    min_size=1,
    max_size=3,
)


def bodies(form: Form) -> st.SearchStrategy[tuple[bytes, str]]:
    """Bodies, each with its content type: the form with something done to it."""
    fields = _CHANGES.map(lambda changes: _change(form, changes))
    return st.one_of(
        fields.map(urlencoded),
        fields.map(urlencoded),
        fields.map(multipart),
        st.tuples(fields.map(urlencoded), st.sampled_from(words.CONTENT_TYPES)).map(
            lambda pair: (pair[0][0], pair[1])
        ),
        st.tuples(fields.map(multipart), st.integers(1, 400)).map(
            lambda pair: (pair[0][0][: -pair[1]], pair[0][1])
        ),
        st.tuples(fields, st.sampled_from(["latin-1", "utf-16", "cp037"])).map(
            lambda pair: urlencoded(pair[0], pair[1])
        ),
        st.tuples(fields, st.integers(0, 60)).map(lambda pair: multipart(*pair)),
        st.binary(max_size=60).map(lambda body: (body, words.CONTENT_TYPES[0])),
    )


def urlencoded(fields, encoding: str = "utf-8") -> tuple[bytes, str]:
    """As a browser sends it."""
    body = "&".join(
        f"{quote_plus(words.encoded(name, encoding))}={quote_plus(words.encoded(value, encoding))}"
        for name, value in fields
    )
    return body.encode(), words.CONTENT_TYPES[0]


def multipart(fields, as_file: int | None = None) -> tuple[bytes, str]:
    """The same in parts, the one at ``as_file`` as a file where a text is expected."""
    parts = []
    for number, (name, value) in enumerate(fields):
        safe = words.encoded(name).replace(b'"', b"%22").replace(b"\r", b"").replace(b"\n", b"")
        is_file = as_file is not None and number == as_file % (len(fields) or 1)
        rest = b'; filename="../\xe2\x80\xaeexe.gif"\r\nContent-Type: text/html' if is_file else b""
        head = b'--x\r\nContent-Disposition: form-data; name="' + safe + b'"' + rest
        parts.append(head + b"\r\n\r\n" + words.encoded(value) + b"\r\n")
    return b"".join(parts) + b"--x--\r\n", "multipart/form-data; boundary=x"
