"""The place of a comment in its conversation: a path of fixed-width steps.

Each comment's step is its own number, so siblings stand in the order in which
they were written, and nobody has to look at, lock or renumber the others to
find a place. Sorting by path is reading order.
"""

#: Characters a step takes: base 36, so 8 are enough for 2.8 million million comments.
WIDTH = 8
#: Steps a path may have. Answers further down stand beside what they answer.
DEEPEST = 30
#: Characters of the longest path.
LONGEST = WIDTH * DEEPEST

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def step(number: int) -> str:
    """The step of the comment with that number, as in ``0000001a``."""
    if not 0 < number < 36**WIDTH:
        raise ValueError("a comment's number is positive and has at most eight digits")
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits.rjust(WIDTH, "0")


def number(path: str) -> int:
    """The number of the comment that a path leads to."""
    return int(path[-WIDTH:], 36)


def below(path: str, number: int) -> str:
    """The path of the comment with that number, as an answer to the one at ``path``.

    The path of a comment that answers nobody is :func:`step`; that is ``below("", …)``.
    """
    room = path[: LONGEST - WIDTH]
    return room + step(number)


def depth(path: str) -> int:
    """How many comments a path passes: 1 for one that answers nobody."""
    return len(path) // WIDTH


def ancestors(path: str) -> list[str]:
    """The paths above ``path``, from the first comment of the thread on."""
    return [path[:length] for length in range(WIDTH, len(path), WIDTH)]
