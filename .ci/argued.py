"""What bandit says about our code, less what was looked at and is sound.

An exception is a line below with its reason, so that all of them are read together; one that
nothing needs any more fails as well. Tests are not asked: they plant faults on purpose.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOMS = ("articles", "comments", "events", "home", "search", "studio")
LOOKED_AT = (*ROOMS, ".ci", "conftest.py", "manage.py")
#: B404 tells of the import of subprocess, B308 of each mark_safe: B603 and B703 tell what is done.
SKIPPED = "B404,B308"

_CHANCE = "chance spreads work over time or draws the demo; no secret is made of it"
_OWN_COMMAND = "a list of words of our own, without a shell"

_OWN_NAMES = "names of our own tables and columns, quoted; values are parameters"

#: (file, what bandit calls it) → why it is sound.
ARGUED = {
    ("articles/models/links.py", "B311"): _CHANCE,
    ("events/services/locking.py", "B311"): _CHANCE,
    ("studio/delivery.py", "B311"): _CHANCE,
    ("studio/furnishing/drawings/press.py", "B311"): _CHANCE,
    **{
        (f"studio/furnishing/large/{name}.py", "B311"): _CHANCE
        for name in ("articles", "conversations", "events", "guests", "library", "post", "words")
    },
    ("articles/sidenotes.py", "B703"): "put together from pieces that were escaped one by one",
    ("articles/sources.py", "B703"): "put together from pieces that were escaped one by one",
    ("studio/comparisons.py", "B703"): "escaped text, in which line breaks become elements",
    ("studio/guide.py", "B703"): "our own files, rendered by a reader that knows no raw HTML",
    ("studio/templatetags/studio_tags.py", "B703"): "JSON in which < > & are written as escapes",
    ("events/services/writing.py", "B105"): "a name for having no key; it opens nothing",
    ("studio/furnishing/people.py", "B105"): "of the demo, which production refuses",
    ("studio/settings/variables.py", "B105"): "the description of a setting, not its value",
    ("studio/entrance/letters.py", "B105"): "a name of what happened",
    ("studio/entrance/asking_again.py", "B105"): "a part of the names of fields",
    **{
        (f"studio/entrance/{name}.py", "B104"): "a word for no address; nothing listens there"
        for name in ("adapter", "own_views")
    },
    ("studio/beginnings.py", "B703"): "as Wagtail wrote it, its script turned into escaped data",
    ("studio/accesses.py", "B608"): _OWN_NAMES,
    ("studio/backups/proofs.py", "B608"): _OWN_NAMES,
    ("studio/backups/snapshots.py", "B608"): _OWN_NAMES,
    ("studio/backups/postgresql.py", "B603"): _OWN_COMMAND,
    ("studio/backups/own_commands.py", "B603"): _OWN_COMMAND,
    ("studio/chores.py", "B603"): _OWN_COMMAND,
    ("search/backends/postgresql.py", "B608"): _OWN_NAMES,
    (
        "search/migrations/0001_one_index_for_title_and_text.py",
        "B608",
    ): "names of our own tables and columns; nothing else is in it",
    # Copies of records in the memory of this process, written there by itself a moment ago: no
    # byte of it comes from a file, a cache that others can reach, or a request.
    ("studio/caching/records.py", "B301"): "read back from this process' own memory",
    ("studio/caching/records.py", "B403"): "as the line above",
    ("studio/management/commands/up.py", "B310"): "the address that the command itself serves",
    ("studio/management/commands/up.py", "B603"): _OWN_COMMAND,
    (".ci/argued.py", "B603"): _OWN_COMMAND,
    (".ci/audit.py", "B603"): _OWN_COMMAND,
    (".ci/looked_at.py", "B603"): _OWN_COMMAND,
    (".ci/machine.py", "B105"): "of a machine that lives for some minutes",
    (".ci/machine.py", "B603"): _OWN_COMMAND,
    (".ci/machine.py", "B606"): _OWN_COMMAND,
    (".ci/machine.py", "B607"): "found where Debian puts it",
    (".ci/check.py", "B603"): _OWN_COMMAND,
    (".ci/tests.py", "B603"): _OWN_COMMAND,
    (".ci/venv.py", "B603"): _OWN_COMMAND,
}


def findings(*places: str) -> list[dict]:
    """What bandit finds in files and folders; each as its ``filename``, ``test_id`` and more."""
    command = [str(Path(sys.executable).parent / "bandit"), "--quiet", "--format", "json"]
    done = subprocess.run(
        [*command, "--skip", SKIPPED, "--exclude", "*/tests/*", "--recursive", *places],
        capture_output=True,
        text=True,
        check=False,
    )
    said = json.loads(done.stdout or '{"errors": [{"reason": "bandit said nothing"}]}')
    if said["errors"]:
        sys.exit(f"bandit: {said['errors']}")
    return said["results"]


def complaints(*places: str) -> list[str]:
    """A sentence for each finding that nobody has argued, and each argument without a finding."""
    found = findings(*places)
    said = {(Path(one["filename"]).as_posix(), one["test_id"]) for one in found}
    new = [
        f"{one['filename']}:{one['line_number']}: {one['test_id']} {one['issue_text']}"
        for one in found
        if (Path(one["filename"]).as_posix(), one["test_id"]) not in ARGUED
    ]
    return new + [
        f"{path}: {name} is argued in .ci/argued.py, and bandit has nothing to say"
        for path, name in sorted(ARGUED.keys() - said)
        if path.startswith(places)
    ]


if __name__ == "__main__":
    sys.exit("\n".join(complaints(*LOOKED_AT)) or 0)
