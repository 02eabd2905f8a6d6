"""The table of roles: what every address answers to everybody. Each line was looked at.

``expected.txt`` has a line for each method of each address, and a column for each role. After
a change, let the tests note what they find, and read what it changes before it is committed:

    ROLES_NOTED=/tmp/roles pytest studio/tests/roles/test_roles.py
    python -m studio.tests.roles.table /tmp/roles
"""

import sys
from pathlib import Path

TABLE = Path(__file__).parent / "expected.txt"

#: Whoever may come, in the order of the columns. "Accounts" is no group that the site makes: it
#: stands for whoever was given the right to manage accounts, and no other.
ANONYMOUS, DEACTIVATED, NOBODY = "Anonymous", "Deactivated", "No group"
ACCOUNTS, ADMIN = "Accounts", "Administrator"
ROLES = [
    *(ANONYMOUS, DEACTIVATED, NOBODY, "Teachers", "Authors", "Moderators", "Editors"),
    *("Event staff", "Registrars", "Privacy officers", ACCOUNTS, ADMIN),
]
OPEN, REFUSED, SIGN_IN, MISSING, METHOD, ELSEWHERE, ASKED, FAILED = "o-snmlb!"

MEANING = {
    OPEN: "open: the page, the form, the file; also a form that is shown again",
    REFUSED: "refused: 403, or led to the first page of the CMS with a sentence",
    SIGN_IN: "led to the sign-in, or asked for the password of the page",
    MISSING: "not found",
    METHOD: "this method is not allowed",
    ELSEWHERE: "done and led on, or to be found elsewhere",
    ASKED: "not understood: something is lacking in what was sent",
}
_WIDTH = 72

Answers = dict[tuple[str, str], str]


def read() -> dict[str, Answers]:
    """Role → (method, name of the address) → letter."""
    found: dict[str, Answers] = {role: {} for role in ROLES}
    for line in TABLE.read_text().splitlines():
        if line.startswith("#") or not line:
            continue
        asked, letters = line.rsplit("|", 1)
        method, name = asked.split(None, 1)
        for role, letter in zip(ROLES, letters.split(), strict=True):
            found[role][method.lower(), name.strip()] = letter
    return found


def note(folder: str, role: str, found: Answers) -> None:
    """Keep what somebody was answered, for :func:`write`."""
    lines = [f"{method} {name}|{letter}" for (method, name), letter in found.items()]
    Path(folder).mkdir(parents=True, exist_ok=True)
    (Path(folder) / role).write_text("\n".join(lines))


def write(folder: str) -> None:
    """The table, from what was noted of all roles."""
    rows: dict[str, list[str]] = {}
    for role in ROLES:
        for line in (Path(folder) / role).read_text().splitlines():
            asked, letter = line.rsplit("|", 1)
            rows.setdefault(asked, []).append(letter)
    head = [
        "# What every address answers to everybody; studio/tests/roles/table.py says how to",
        "#",
    ]
    head += [f"# {letter}  {words}" for letter, words in MEANING.items()]
    head += ["#", "# The columns, from left to right:", f"# {', '.join(ROLES)}", ""]
    lines = []
    for asked, letters in rows.items():
        method, name = asked.split(" ", 1)
        lines.append(f"{method.upper():4} {name:{_WIDTH}}| {' '.join(letters)}")
    TABLE.write_text("\n".join([*head, *lines]) + "\n")


if __name__ == "__main__":
    write(sys.argv[1])
