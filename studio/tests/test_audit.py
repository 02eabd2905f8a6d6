"""What the audit of dependencies makes of what pip-audit reports."""

import importlib.util

from studio.settings.environment import PROJECT

SPEC = importlib.util.spec_from_file_location("audit", PROJECT / ".ci" / "audit.py")
audit = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(audit)

KNOWN = {
    "dependencies": [
        {
            "name": "django",
            "version": "3.2.0",
            "vulns": [{"id": "PYSEC-2021-98", "fix_versions": ["3.2.1"]}],
        }
    ],
    "fixes": [],
}
#: What it says, with success, where PyPI cannot tell it anything.
NOT_ASKED = {
    "dependencies": [
        {
            "name": "django",
            "skip_reason": "Dependency not found on PyPI and could not be audited: django (3.2.0)",
        }
    ],
    "fixes": [],
}
CLEAN = {"dependencies": [{"name": "django", "version": "5.2.19", "vulns": []}], "fixes": []}


def test_versions_of_which_nothing_is_known_pass_when_the_planted_one_was_found():
    passes, words = audit.verdict(KNOWN, CLEAN, is_required=False)
    assert passes
    assert words == ["no version that we pin is known to be vulnerable"]


def test_a_known_fault_fails_and_is_named():
    assert audit.verdict(KNOWN, KNOWN, is_required=False) == (
        False,
        ["django 3.2.0: PYSEC-2021-98"],
    )


def test_a_version_that_was_not_looked_at_fails():
    passes, words = audit.verdict(KNOWN, NOT_ASKED, is_required=False)
    assert not passes
    assert "could not be audited" in words[0]
    assert audit.verdict(KNOWN, {}, is_required=False) == (False, ["nothing was looked at"])


def test_who_does_not_find_the_planted_fault_is_not_believed():
    for control in (NOT_ASKED, CLEAN, {}):
        assert audit.verdict(control, CLEAN, is_required=True)[0] is False
        passes, words = audit.verdict(control, CLEAN, is_required=False)
        assert passes
        assert words[0].startswith("NOT AUDITED")


def test_every_pin_is_looked_at():
    pins = (PROJECT / "requirements.txt").read_text()
    names = {line.partition("==")[0] for line in audit.exact(pins).splitlines()}
    assert {"django", "wagtail", "psycopg", "psycopg-binary", "tzdata"} <= names
    assert audit.exact("a==1 \\\n    --hash=sha256:0\n# b==2\nc==3 ; os == 'x'\n") == "a==1\nc==3\n"
