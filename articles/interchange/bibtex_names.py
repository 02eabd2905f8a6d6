"""The names in a BibTeX field, between ``and`` and ``and``: “Ker, R. F. and others”."""

import re

from articles import sources
from articles.interchange.bibtex_values import bare
from articles.interchange.latex import decoded, encoded
from articles.interchange.names import listed, parted, printed


def read_names(value: str) -> str:
    """The names of a field as ours keeps them, separated by semicolons."""
    names = [name for name in _people(bare(value)) if name]
    return listed([sources.OTHERS if name == "others" else _name(name) for name in names])


def _people(value: str) -> list[str]:
    """The names between each ``and`` that stands outside all braces."""
    people, depth, start = [], 0, 0
    for match in re.finditer(r"(?<!\\)[{}]|(?<=\s)and(?=\s)", value, re.IGNORECASE):
        if match.group(0) in "{}":
            depth += 1 if match.group(0) == "{" else -1
        elif depth <= 0:
            people.append(sources.tidied(value[start : match.start()]))
            start = match.end()
    return [*people, sources.tidied(value[start:])]


def _name(name: str) -> str:
    if re.fullmatch(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", name):
        return decoded(name)  # an institution
    pieces = [decoded(piece.strip()) for piece in _pieces(name)]
    if len(pieces) == 1:
        return pieces[0]
    family, *middle, given = pieces
    return printed(family=family, given=given, suffix=" ".join(middle))


def _pieces(name: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for place, sign in enumerate(name):
        depth += (sign == "{") - (sign == "}")
        if sign == "," and depth <= 0:
            pieces.append(name[start:place])
            start = place + 1
    return [*pieces, name[start:]]


def written_name(name: str) -> str:
    """A name of ours as BibTeX has it: its family first, an institution in braces."""
    if name == sources.OTHERS:
        return "others"
    parts = parted(name)
    if parts.literal:
        return f"{{{encoded(name)}}}"
    return ", ".join(encoded(part) for part in (parts.family, parts.suffix, parts.given) if part)
