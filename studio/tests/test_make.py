"""The Makefile tells what it can do."""

import re
import shutil
import subprocess

import pytest

from studio.settings.environment import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text()
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)


@pytest.fixture(scope="module")
def listed():
    """What a bare ``make`` prints: each name with what it says of it."""
    done = subprocess.run(
        [shutil.which("make"), "--no-print-directory"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.split(maxsplit=1) for line in done.stdout.splitlines())


def test_a_bare_make_lists_every_target_with_what_it_does(listed):
    assert sorted(listed) == sorted(TARGETS)
    assert all(len(words) > 10 for words in listed.values())


def test_every_target_is_done_anew_whatever_files_there_are():
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split()

    assert sorted(phony) == sorted(TARGETS)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], set()),
        (["UPGRADE=1"], {"--upgrade"}),
        (["UPGRADE=django wagtail"], {"--upgrade-package django", "--upgrade-package wagtail"}),
    ],
)
def test_pins_are_raised_only_when_asked(given, expected):
    done = subprocess.run(
        [shutil.which("make"), "--dry-run", "--no-print-directory", "pins", *given],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if "pip compile" in line]

    assert [line.split(" -o ")[1] for line in lines] == [
        "requirements.txt",
        "requirements-services.txt",
        "requirements-dev.txt",
    ]
    assert all(set(re.findall(r"--upgrade(?:-package \S+)?", line)) == expected for line in lines)
