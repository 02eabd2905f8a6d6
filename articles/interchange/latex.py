"""Text between LaTeX, as BibTeX files hold it, and plain characters.

Our own, since the reader of LaTeX that comes with bibtexparser takes a
millisecond a value, and drops commands it does not know and whatever follows a
per cent sign.
"""

import re
import unicodedata

_COMBINING = {
    '"': "\u0308",
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
}
_LETTER = r"\\[ij](?![A-Za-z])|[^\W\d_]"
_ACCENT = re.compile(
    rf"""\\(?:(["'`^~=.])[ \t]*|([uvHckrdb])(?=[\s{{\\])[ \t]*)(?:\{{[ \t]*({_LETTER})?[ \t]*\}}|({_LETTER}))"""
)
_SYMBOLS = {
    **{"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø"},
    **{"l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "th": "þ"},
    **{"DH": "Ð", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "SS": "ẞ"},
    **{"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "newline": "\n"},
    **{"textbraceleft": "{", "textbraceright": "}", "textbar": "|", "textless": "<"},
    **{"textgreater": ">", "textquotedblleft": "“", "textquotedblright": "”", "par": "\n"},
    **{"textquoteleft": "‘", "textquoteright": "’", "textendash": "–", "textemdash": "—"},
    **{"ldots": "…", "dots": "…", "textellipsis": "…", "copyright": "©", "textregistered": "®"},
    **{"texttrademark": "™", "textdegree": "°", "degree": "°", "pounds": "£", "euro": "€"},
    **{"texteuro": "€", "S": "§", "P": "¶", "times": "×", "pm": "±", "cdot": "·", "circ": "°"},
    **{"guillemotleft": "«", "guillemotright": "»", "glqq": "„", "grqq": "“", "textmu": "µ"},
    **{"textunderscore": "_", "slash": "/", "LaTeX": "LaTeX", "TeX": "TeX", "leq": "≤", "geq": "≥"},
    **{"rightarrow": "→", "leftarrow": "←", "infty": "∞", "approx": "≈", "sim": "∼", "neq": "≠"},
}
#: Commands about looks alone: what they stand before is kept.
_LOOKS = (
    "emph textit textbf textsc textrm textsf texttt textsl textup textnormal text mbox hbox "
    "mathrm mathit mathbf mathsf ensuremath textsuperscript textsubscript uppercase lowercase "
    "it bf em sc rm tt sl itshape bfseries scshape small url path relax protect noopsort "
    "bibinfo natexlab enquote nolinkurl hspace"
)
_TOKEN = re.compile(
    r"""\\([A-Za-z]+)\*?(?:[ \t]*\{\}|[ \t]+|(?![A-Za-z]))|\\(.)|---|--|``|''|[{}$~]|\\""",
    re.DOTALL,
)
_SPACES = {",": "\u202f", ";": " ", ":": " ", "!": "", " ": " ", "/": "", "-": "", "@": ""}
_PLAIN = {"---": "—", "--": "–", "``": "“", "''": "”", "~": " ", "{": "", "}": "", "$": ""}
_ESCAPED = {
    **{sign: f"\\{sign}" for sign in "%&$#_"},
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\n": r"\newline{}",
}
_TO_ESCAPE = re.compile(r"[%&$#_\\{}~^\n]|(?<=-)-|(?<=')'|(?<=`)`")


def decoded(text: str) -> str:
    """LaTeX as plain text. A command that is not known stays as it was written."""
    if not re.search(r"[\\{}$~]|--|``|''", text):
        return text
    text = _ACCENT.sub(_accented, text)
    return unicodedata.normalize("NFC", _TOKEN.sub(_plain, text))


def _accented(match: re.Match[str]) -> str:
    accent = _COMBINING[match.group(1) or match.group(2)]
    letter = match.group(3) or match.group(4)
    if letter is None:
        return r"\textasciitilde{}" if match.group(1) == "~" else match.group(1) or ""
    return unicodedata.normalize("NFC", letter.removeprefix("\\") + accent)


def _plain(match: re.Match[str]) -> str:
    command, sign = match.group(1), match.group(2)
    if command:
        if command in _SYMBOLS:
            return _SYMBOLS[command]
        if command in _LOOKS.split():
            return ""
        return _greek(command) or match.group(0).replace("{}", "")
    if sign:
        return "\n" if sign == "\\" else _SPACES.get(sign, sign)
    return _PLAIN.get(match.group(0), match.group(0))


def _greek(command: str) -> str:
    case = "CAPITAL" if command[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {command.removeprefix('var').upper()}")
    except KeyError:
        return ""


def encoded(text: str) -> str:
    """Plain text as LaTeX that decodes to the same; letters stay as they are."""
    return _TO_ESCAPE.sub(
        lambda match: _ESCAPED.get(match.group(0)) or f"{{}}{match.group(0)}", text
    )


def decoded_verbatim(text: str) -> str:
    """An address or a DOI: what must not be read as text, apart from its escapes."""
    text = re.sub(r"^\s*\\(?:url|path|nolinkurl)\s*\{(.*)\}\s*$", r"\1", text, flags=re.DOTALL)
    text = re.sub(
        r"\\(textbackslash|textbraceleft|textbraceright|textasciitilde)(?:\{\})?", _sign, text
    )
    text = re.sub(r"\\([%&$#_~])(?:\{\})?", r"\1", text)
    return text[1:-1] if text.startswith("{") and text.endswith("}") else text


def _sign(match: re.Match[str]) -> str:
    return _SYMBOLS[match.group(1)]


def encoded_verbatim(text: str) -> str:
    """An address or a DOI as a value whose braces are balanced."""
    return re.sub(r"[\\{}]", lambda match: _ESCAPED[match.group(0)], text)
