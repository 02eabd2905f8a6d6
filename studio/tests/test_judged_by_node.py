"""What Lighthouse's report costs a page, and who is excused: the parts of ``bench/judges`` that need no Node."""

from bench.judges.excuses import ALL, Excuse, Leniency
from bench.judges.lighthouse import read

REPORT = {
    "categories": {
        "seo": {
            "score": 0.54,
            "auditRefs": [
                {"id": "is-crawlable", "weight": 4},
                {"id": "meta-description", "weight": 1},
                {"id": "title", "weight": 5},
                {"id": "manual", "weight": 0},
                {"id": "does-not-apply", "weight": 1},
            ],
        },
        "performance": {"score": 0.996, "auditRefs": [{"id": "speed", "weight": 1}]},
    },
    "audits": {
        "is-crawlable": {"score": 0},
        "meta-description": {"score": 0},
        "title": {"score": 1},
        "manual": {"score": None},
        "does-not-apply": {"score": None},
        "speed": {"score": 0.996},
    },
}


def test_each_audit_costs_its_share_of_the_hundred():
    report = read(REPORT)

    assert report.scores == {"seo": 54, "performance": 100}
    assert report.lacking("seo") == ["seo −40: is-crawlable", "seo −10: meta-description"]
    assert report.lacking("seo", frozenset({"is-crawlable"})) == ["seo −10: meta-description"]
    assert report.lacking("seo", frozenset({"is-crawlable", "meta-description"})) == []


def test_what_lighthouse_rounds_to_a_hundred_is_one():
    assert read(REPORT).lacking("performance") == []


def test_an_excuse_is_for_one_finding_of_one_judge():
    everywhere = Excuse("html-validate", ALL, "no-redundant-role", "for VoiceOver", says="list")
    here = Excuse("Lighthouse", "404", "is-crawlable", "not to be found")
    leniency = Leniency([everywhere, here])

    assert leniency.excuse("html-validate", "home", "no-redundant-role", 'role "list"')
    assert not leniency.excuse("html-validate", "home", "no-redundant-role", 'role "main"')
    assert not leniency.excuse("Nu", "home", "no-redundant-role", 'role "list"')
    assert not leniency.excuse("Lighthouse", "home", "is-crawlable")
    assert leniency.unused() == [here]
    assert leniency.excuse("Lighthouse", "404", "is-crawlable")
    assert leniency.unused() == []
