"""What somebody at the desk types, as it may be stored: names with other letters, references.

Databases differ in what they fold (SQLite lower-cases ASCII alone), so a name is looked for
by a pattern that both understand.
"""

import re
import unicodedata

from django.db.models import Q

#: Written as one letter or as two. Whoever types one of a row finds the others.
_PAIRS = {
    "ae": "äæ",
    "oe": "öøœ",
    "ue": "ü",
    "aa": "å",
    "ss": "ß",
    "th": "þ",
}
#: Letters of Latin-1 and Latin Extended-A that no decomposition leads back to ASCII.
_PLAIN = {"æ": "a", "ø": "o", "œ": "o", "ð": "d", "đ": "d", "ł": "l", "ı": "i", "ŀ": "l"}
#: Signs of a reference, without the hyphen in its middle.
_REFERENCE = re.compile("[0-9A-Z]{5,8}")
_HALF = 4


def _base(letter: str) -> str:
    """The letter without what stands above, below or through it."""
    return _PLAIN.get(letter) or unicodedata.normalize("NFD", letter)[0]


def _variants() -> dict[str, str]:
    """Letter of ASCII → all that are written for it, small and capital."""
    found: dict[str, str] = {}
    for letter in map(chr, range(0xC0, 0x180)):
        base = _base(letter.lower())
        if base.isascii() and base.isalpha():
            found[base] = found.get(base, base) + letter
    return found


_VARIANTS = _variants()
_AS_PAIR = {one: pair for pair, letters in _PAIRS.items() for one in letters}


def pattern_of(word: str) -> str:
    """A regular expression, for Python and PostgreSQL, that finds ``word`` in other spellings.

    ``u`` finds ü; ``ü`` and ``ue`` find each other. Case is left to whoever looks.
    """
    text, parts, at = unicodedata.normalize("NFC", word).lower(), [], 0
    while at < len(text):
        pair, letter = text[at : at + 2], text[at]
        if pair in _PAIRS:
            letters = "".join(map(_of_letter, pair))
            parts.append(f"(?:{letters}|{_class_of(_PAIRS[pair])})")
            at += 2
            continue
        if letter in _AS_PAIR:
            parts.append(f"(?:{_AS_PAIR[letter]}|{_of_letter(letter)})")
        else:
            parts.append(_of_letter(letter))
        at += 1
    return "".join(parts)


def _of_letter(letter: str) -> str:
    base = _base(letter)
    if base in _VARIANTS:
        return f"[{_VARIANTS[base]}]"
    return _class_of(letter) if letter.isalpha() else re.escape(letter)


def _class_of(letters: str) -> str:
    """Any of ``letters``, small or capital."""
    both = letters + "".join(one.upper() for one in letters if len(one.upper()) == 1)
    return f"[{''.join(dict.fromkeys(both))}]"


def of_name(field: str, word: str) -> Q:
    """Where ``field`` holds ``word``, in whatever spelling."""
    if word.isascii() and not any(sign.isalpha() for sign in word):
        return Q(**{f"{field}__icontains": word})
    return Q(**{f"{field}__iregex": pattern_of(word)})


def of_reference(word: str) -> Q:
    """Where the reference holds ``word``, with or without its hyphen, in any case."""
    found, signs = Q(reference__icontains=word), word.upper()
    if _REFERENCE.fullmatch(signs):
        found |= Q(reference__contains=f"{signs[:_HALF]}-{signs[_HALF:]}")
    return found
