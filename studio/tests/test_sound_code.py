"""What may stand nowhere in our code, whoever writes it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from studio.settings.environment import PROJECT

ROOMS = ("articles", "comments", "events", "home", "search", "studio")
#: What makes objects, or runs words, of bytes that somebody else may have written.
_BUILDERS = {
    *("pickle", "cPickle", "_pickle", "dill", "shelve", "marshal", "jsonpickle", "joblib"),
    *("yaml", "ruamel", "xmlrpc", "telnetlib", "ftplib"),
}
_RUNNING = {"eval", "exec", "compile", "__import__", "breakpoint"}
#: The one place: copies in the memory of the process that wrote them (studio/caching/records.py).
ALLOWED = {("studio/caching/records.py", "pickle")}


def sources():
    for room in ROOMS:
        for path in sorted(Path(PROJECT / room).rglob("*.py")):
            if "tests" not in path.parts:
                yield path.relative_to(PROJECT).as_posix(), path.read_text()


def builders_in(code):
    """The names of what is imported or called in ``code`` that builds or runs foreign words."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names} & _BUILDERS
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").partition(".")[0]} & _BUILDERS
            found |= {one.name for one in node.names if "PickleSerializer" in one.name}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} & _RUNNING
    return found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import pickle", {"pickle"}),
        ("from yaml import load", {"yaml"}),
        ("import shelve as s", {"shelve"}),
        ("def f(x):\n    return eval(x)", {"eval"}),
        ("from django.core.signing import JSONSerializer", set()),
        ("import re\nre.compile('x')", set()),
    ],
)
def test_what_builds_objects_of_foreign_words_is_seen(code, found):
    assert builders_in(code) == found


def test_nothing_builds_objects_of_foreign_words():
    found = {(path, name) for path, code in sources() for name in builders_in(code)}

    assert found == ALLOWED


def bandit(*places, cwd):
    """What ``make check`` says of some files."""
    code = f"import argued, sys; sys.exit('\\n'.join(argued.complaints(*{places!r})) or 0)"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={"PYTHONPATH": str(PROJECT / ".ci")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import subprocess\nsubprocess.run(input(), shell=True)", "B602"),
        ("import yaml\nyaml.load(open('x'))", "B506"),
        ("import hashlib\nhashlib.md5(b'x')", "B324"),
        ("def find(cursor, q):\n    cursor.execute('SELECT 1 FROM x WHERE y = ' + q)", "B608"),
        ("password = 'juniper'", "B105"),
        ("import requests\nrequests.get('https://x.example', verify=False)", "B501"),
    ],
)
def test_a_fault_that_somebody_adds_is_found(tmp_path, code, name):
    (tmp_path / "planted.py").write_text(code)

    said = bandit("planted.py", cwd=tmp_path)

    assert said.returncode == 1
    assert name in said.stderr
    assert "planted.py:" in said.stderr


def test_an_argument_that_nothing_needs_is_found(tmp_path):
    (tmp_path / "studio").mkdir()
    (tmp_path / "studio" / "accesses.py").write_text("")

    said = bandit("studio", cwd=tmp_path)

    assert "studio/accesses.py: B608 is argued" in said.stderr
