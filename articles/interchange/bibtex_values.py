"""What stands behind the “=” of a BibTeX field: braces, quotation marks, abbreviations."""


def spelt_out(value: str, strings: dict[str, str]) -> str:
    """A value with its abbreviations, ``strings``, in full."""
    if value.startswith("{") and "#" not in value:
        return value
    pieces = [_resolved(piece, strings) for piece in _concatenated(value)]
    return pieces[0] if len(pieces) == 1 else "{" + "".join(map(bare, pieces)) + "}"


def _resolved(piece: str, strings: dict[str, str]) -> str:
    value = strings.get(piece.casefold(), piece)
    if value is not piece and "#" in value:  # an abbreviation made of others, one step deep
        return "{" + "".join(bare(strings.get(p.casefold(), p)) for p in _concatenated(value)) + "}"
    return value


def _concatenated(value: str) -> list[str]:
    """The parts of ``a # "b" # {c}``."""
    pieces, depth, quoted, start = [], 0, False, 0
    for place, sign in enumerate(value):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign == '"' and not depth:
            quoted = not quoted
        elif sign == "#" and not depth and not quoted:
            pieces.append(value[start:place].strip())
            start = place + 1
    return [*pieces, value[start:].strip()]


def bare(value: str) -> str:
    """A value without the braces or quotation marks around it."""
    value = value.strip()
    if len(value) > 1 and (value[0], value[-1]) in {("{", "}"), ('"', '"')}:
        return value[1:-1]
    return value
