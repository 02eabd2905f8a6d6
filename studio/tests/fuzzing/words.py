"""What nobody should send, and somebody does."""

import os
from urllib.parse import quote, quote_plus

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

#: How many examples of each, where somebody asks for more than CI has time for (``make fuzz``).
ASKED = int(os.environ.get("FUZZ_EXAMPLES", "0"))
#: The same in every run, and few: what is known to hurt is sent one by one anyway.
SETTINGS = settings(
    max_examples=ASKED or 3,
    derandomize=not ASKED,
    database=None,
    deadline=None,
    print_blob=False,
    # to make a failure smaller takes a minute each; make fuzz does
    phases=tuple(Phase) if ASKED else (Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)

#: Each has broken something somewhere; every question is asked with each of them.
HURTFUL = (
    *("", "\x00", "\ud800", "²", "٣", "-1", "0", "1e999", "NaN", "9" * 5000, "9223372036854775808"),
    *("0000-00-00", "2026-02-30", "9999-12-31", "2026-03-29T02:30", "a\r\nb", "%", "' OR \\ [("),
    *("//evil.example", "[]", "\u202e\U0001f642"),
)
#: What no browser says about a passkey; the user of number 1 is ``MQ``, ``OTk5OTk5`` is nobody.
PASSKEYS = (
    *("", "x", "{}", "[]", "null", "1", '"{}"', "NaN", "9" * 5000, "[" * 50000, '{"a":' * 50000),
    *('{"response": {}}', '{"response": []}', '{"response": {"userHandle": 5}}'),
    *('{"response": {"userHandle": "//8"}, "id": "x"}', '{"response": {"userHandle": "MQ"}}'),
    *(
        f'{{"response": {{"userHandle": "{user}"{more}, "rawId": {raw}, "id": "AA"{rest}}}'
        for user in ("MQ", "OTk5OTk5")
        for more in (
            "}",
            ', "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}',
            ', "clientDataJSON": "MQ", "authenticatorData": 5, "signature": null}',
            ', "clientDataJSON": "e30", "attestationObject": "oA"}',
            ', "clientDataJSON": "e30", "attestationObject": "o2NmbXRA"}',
        )
        for raw in ('"AA"', '"x"', "[]")
        for rest in ("", ', "type": "public-key"', ', "type": 5')
    ),
)
_WELL_KNOWN = [
    *HURTFUL,
    *("", " ", "\x00", "a\x00b", "\ufffe", "\ufeff", "\u202eevil\u202c", "\u200b", "\x1b[31m"),
    *("\ud800", "\udfff\ud800", "🙂🏽‍♀️", "Z" + "\u0300" * 300, "مرحبا", "ß" * 70, "ﷺ" * 40),
    *("%", "%%", "%00", "%s%n", "%(x)s", "{0}", "{{ 1 }}", "{% load x %}", "${7*7}", "`id`"),
    *("' OR 1=1 --", '"; DROP TABLE x; --', "\\", "\\u0000", "*", "(((((", "[" * 60, "a" * 5000),
    *("<script>alert(1)</script>", "]]>", "&#0;", "\r\nBcc: x@x.example", "a\rb\nc", "\t", "\x85"),
    *("../../etc/passwd", "/" * 50, "//evil.example", "https://evil.example/", "javascript:x"),
    *("null", "None", "undefined", "true", "[]", "{}", "[[[]]]", '{"a": {"a": {"a": 1}}}'),
]
NUMBERS = st.sampled_from(
    [
        *("0", "-1", "1", "2", "00", "+1", " 1", "1.5", "1e9", "1e999", "NaN", "inf", "-inf", "٣"),
        *("²", "1_0", "0x10", "2147483647", "2147483648", "-2147483649", "9223372036854775807"),
        *("9223372036854775808", "18446744073709551616", "9" * 100, "9" * 4000, "9" * 5000),
    ]
)
DATES = st.sampled_from(
    [
        *("0000-00-00", "0000-01-01", "0001-01-01", "9999-12-31", "9999-12-31T23:59", "2026-02-30"),
        *("2026-02-29", "2024-02-29", "2026-13-01", "10000-01-01", "-0001-01-01", "2026-1-1"),
        # the missing and the doubled hour of the days on which clocks change
        *("2026-03-29 02:30", "2026-03-29T02:30", "2026-10-25 02:30", "2026-10-25T02:30"),
        *("2026-W53", "2026-00", "24:00", "23:59:60", "٢٠٢٦-٠٥-٠٨", "2026-05-08T25:61", "tomorrow"),
    ]
)
#: One thing typed; the mix of what is known to hurt and what nobody has thought of.
TEXTS = st.one_of(st.sampled_from(_WELL_KNOWN), st.text(max_size=40), NUMBERS, DATES)

_ENCODINGS = ["utf-8", "utf-8", "latin-1", "utf-16", "cp037"]


def encoded(text: str, encoding: str = "utf-8") -> bytes:
    """As bytes, wrong ones among them: half a surrogate is written as if it were a character."""
    how = "surrogatepass" if encoding.startswith("utf") else "replace"
    return text.encode(encoding, how)


def quoted(text: str) -> str:
    """As it stands in the path of an address."""
    return quote(encoded(text), safe="/")


def _pairs(names):
    named = st.sampled_from(sorted(names)) if names else st.nothing()
    strange = st.builds("{}{}".format, named, st.sampled_from(["[]", "[a][b]", "__in", "%5B", ""]))
    return st.lists(st.tuples(st.one_of(named, named, strange, TEXTS), TEXTS), max_size=5)


def _joined(pairs, encoding, after):
    join = b"&".join(
        quote_plus(encoded(name, encoding)).encode()
        + b"="
        + quote_plus(encoded(value, encoding)).encode()
        for name, value in pairs
    )
    return join + after


def queries(names) -> st.SearchStrategy[bytes]:
    """What may stand behind the question mark, of ``names`` that the page asks for and others."""
    after = st.sampled_from([b"", b"", b"", b"&", b"&&=&", b"%", b"&%zz=%", b"&=;", b"\xff", b"?"])
    return st.builds(_joined, _pairs(names), st.sampled_from(_ENCODINGS), after)


def everywhere(names, text: str) -> bytes:
    """Every question that there is, asked with the same word."""
    return _joined([(name, text) for name in sorted(names)], "utf-8", b"")


#: Headers that programs and rogues send; ``Host`` and those of proxies have tests of their own.
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            *("HTTP_ACCEPT_LANGUAGE", "HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
            *("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_REFERER", "HTTP_USER_AGENT"),
            *("HTTP_COOKIE", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_IF_RANGE"),
            *("HTTP_X_REQUESTED_WITH", "HTTP_AUTHORIZATION", "HTTP_X_CSRFTOKEN", "HTTP_PREFER"),
            *("HTTP_X_WAGTAIL_PAGE_PREFIX", "HTTP_DNT", "HTTP_X_FORWARDED_FOR", "HTTP_EXPECT"),
        ]
    ),
    st.one_of(
        TEXTS,
        st.sampled_from(
            [
                *(
                    "sessionid=; csrftoken=;;=x",
                    'sessionid="',
                    "csrftoken=" + "x" * 3000,
                    "a=b=c;;",
                ),
                *("de;q=nan", "*;q=2,de;q=-1", "de-" * 300, "xx;q=1e99", "en-gb;q=0.000000001,,"),
                *("bytes=9-1", "bytes=-", "bytes=0-0,1-1,2-2", 'W/"', '"' * 200, "*", "gzip;q=x"),
                *("Thu, 99 Foo 99999 99:99:99 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "Basic !!"),
                *(
                    "http://testserver/\r\nSet-Cookie: x=1",
                    "http://[",
                    "http://[::1",
                    "Basic //79/f0=",
                ),
            ]
        ),
    ).map(lambda text: encoded(text).decode("latin-1")),
    max_size=4,
)

METHODS = ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", "BREW", "")
#: What a body may be called: the right names, and those that make a parser stumble.
CONTENT_TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=latin-1",
    *(
        f"application/x-www-form-urlencoded; charset={codec}"
        for codec in ("undefined", "rot13", "utf-16", "idna", "hex", "nonsense", "unicode_escape")
    ),
    *("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x"),
    *("multipart/form-data; boundary=" + "x" * 300, "multipart/form-data; boundary=\xff"),
    *("multipart/form-data; boundary=x; charset=undefined", "multipart/mixed; boundary=x"),
    *(
        "application/json",
        "text/plain",
        "",
        ";;;",
        "application/octet-stream",
        "text/html; charset=",
    ),
)
