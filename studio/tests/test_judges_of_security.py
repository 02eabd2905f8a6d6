"""A judge of security is believed once it has found what was planted for it.

The reports are recorded ones of the planted site (``bench/judges/security/recorded``); the
judges themselves are asked by ``make judges``.
"""

import json
import urllib.request
from pathlib import Path

import pytest

from bench.judges.security import findings
from bench.judges.security.planted import planted
from studio.settings.environment import PROJECT

RECORDED = PROJECT / "bench" / "judges" / "security" / "recorded"
READ = {
    "wapiti": findings.wapiti,
    "sqlmap": findings.sqlmap,
    "schemathesis": findings.schemathesis,
}
#: Where in its report each judge writes down what it has found.
KEYS = {"wapiti": "vulnerabilities", "sqlmap": "data", "schemathesis": "failures"}


def report(judge):
    return json.loads(Path(RECORDED / f"{judge}.json").read_text())


def seen(**changed):
    """What all judges found, some of them with another report."""
    return {judge: READ[judge](json.dumps(changed.get(judge, report(judge)))) for judge in READ}


def test_judges_who_have_found_what_was_planted_are_believed():
    assert findings.blind(seen()) == []


@pytest.mark.parametrize("judge", READ)
def test_a_judge_who_has_found_nothing_is_not(judge):
    empty = report(judge)
    empty[KEYS[judge]] = type(empty[KEYS[judge]])()

    said = findings.blind(seen(**{judge: empty}))

    assert said == [f"{judge} does not see {one}" for one in sorted(findings.WANTED[judge])]


def test_nor_is_one_of_whose_faults_one_is_missing():
    found = report("wapiti")
    del found["vulnerabilities"]["SQL Injection"]

    assert findings.blind(seen(wapiti=found)) == [
        "wapiti does not see SQL Injection: /find/ number"
    ]


def test_nor_is_one_who_sees_a_fault_where_there_is_none():
    found = report("wapiti")
    (fault,) = found["vulnerabilities"]["SQL Injection"]
    found["vulnerabilities"]["SQL Injection"].append(fault | {"path": "/innocent/"})

    assert findings.blind(seen(wapiti=found)) == ["wapiti sees SQL Injection: /innocent/ number"]


def test_an_api_that_was_not_tried_to_the_end_is_a_finding():
    found = report("schemathesis") | {"complete": False, "stop_reason": "interrupted"}

    assert findings.schemathesis(json.dumps(found)) == {"not finished: interrupted"}


def test_what_is_planted_has_its_fault():
    def ask(path):
        with urllib.request.urlopen(root + path, timeout=10) as answer:
            return answer.read().decode()

    with planted() as root:
        assert "<b>Ida</b>" in ask("/greet/?name=%3Cb%3EIda%3C/b%3E")
        assert "Mara" in ask("/find/?number=1%20OR%201=1")
        assert "<b>" not in ask("/innocent/?name=%3Cb%3E")
