"""What each rule gives points for, and what the sum decides."""

import json

import pytest
from django.utils import translation

from comments.addresses import domains
from comments.reasons import RULE_NAMES, explain, title
from comments.rules import RULES, SPAM_AT, Facts, Policy, Reason, Submission, Verdict, judge
from comments.words import WordList, fold

OPEN = Policy(moderation="none")


def scores(text="Thank you.", policy=OPEN, facts=None, **typed):
    verdict = judge(Submission(text=text, **typed), Facts(**(facts or {})), policy)
    return {reason.rule: reason.score for reason in verdict.reasons}


def policy(**changed):
    return Policy(moderation="none", **changed)


def test_nothing_found_is_published():
    assert judge(Submission("Ann", "ann@a.example", "", "Thank you."), Facts(), OPEN) == Verdict(
        "approved", 0, []
    )


def test_what_staff_write_is_published():
    bad = Facts(is_staff=True, honeypot=True, spam_before=9)
    strict = Policy(moderation="all", disallowed=WordList.parse("shoes"))
    assert judge(Submission(text="shoes"), bad, strict) == Verdict("approved", 0, [])


def test_under_all_every_comment_waits():
    verdict = judge(Submission(text="Hi"), Facts(is_trusted=True), Policy(moderation="all"))
    assert verdict == Verdict("waiting", 5, [Reason("all", 5)])


def test_under_first_those_wait_who_are_not_trusted():
    first = Policy(moderation="first")
    assert judge(Submission(text="Hi"), Facts(), first).status == "waiting"
    assert judge(Submission(text="Hi"), Facts(is_proved=True), first).status == "waiting"
    assert judge(Submission(text="Hi"), Facts(approved_before=9), first).status == "waiting"
    assert judge(Submission(text="Hi"), Facts(is_trusted=True), first).status == "approved"


def test_trust_lifts_no_other_rule():
    assert scores("shoes", policy(watched=WordList.parse("shoes")), {"is_trusted": True}) == {
        "watched": 5
    }


@pytest.mark.parametrize(("count", "score"), [(0, 0), (2, 0), (3, 5), (4, 6), (8, 10), (20, 10)])
def test_links_above_the_most(count, score):
    text = "https://a.example " * count
    assert scores(text, policy(max_links=2)).get("links", 0) == score


def test_words_are_found_in_anything_typed():
    watching = policy(watched=WordList.parse("casino\nbad@shoes.example"))
    assert scores("A C\u0430SINO!", watching) == {"watched": 5}
    assert scores(name="Casino", policy=watching) == {"watched": 5}
    assert scores(website="https://casino.example", policy=watching) == {"watched": 5}
    assert scores(email="Bad@Shoes.example", policy=watching) == {"watched": 5}
    assert scores("casinos", watching) == {}


@pytest.mark.parametrize("text", ["ca*si*no", "[ca](javascript:x)sino", "**ca**sino"])
def test_markup_hides_no_word(text):
    assert scores(text, policy(watched=WordList.parse("casino"))) == {"watched": 5}


def test_disallowed_words_are_spam():
    verdict = judge(
        Submission(text="Poker and casino, CASINO"),
        Facts(is_trusted=True),
        policy(disallowed=WordList.parse("Casino\npoker")),
    )
    assert verdict == Verdict("spam", 10, [Reason("disallowed", 10, ["poker", "Casino"])])


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "[x](https://www.shoes.example/)"},
        {"text": "[x](HTTPS://SHOES。EXAMPLE)"},
        {"text": "<ann@shoes.example>"},
        {"website": "https://shoes.example"},
        {"website": "https://shoes.example\\@good.example"},
        {"email": "ann@mail.shoes.example"},
    ],
)
def test_blocked_domains_are_spam_wherever_they_stand(typed):
    assert scores(policy=policy(blocked_domains=domains("shoes.example")), **typed) == {
        "domain": 10
    }


def test_domains_beside_a_blocked_one_are_free():
    blocking = policy(blocked_domains=domains("shoes.example"), max_links=9)
    text = "https://badshoes.example https://shoes.example.org https://a.example/shoes.example"
    assert scores(text, blocking) == {}


@pytest.mark.parametrize(
    "name", ["Studio", "STUDIO", "S t u d i o", "-studio-", "ѕtudіо", "stúdio"]
)
def test_reserved_names_are_held_however_they_are_spaced(name):
    assert scores(name=name, policy=policy(reserved_names=frozenset({fold("Studio")}))) == {
        "name": 5
    }


def test_a_name_that_only_contains_a_reserved_one_is_free():
    reserving = policy(reserved_names=frozenset({"studio", "..."}))
    assert scores(name="Studious Ann", policy=reserving) == {}
    assert scores(name="", policy=reserving) == {}
    assert scores(name="!!!", policy=reserving) == {}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"honeypot": True}, {"honeypot": 4}),
        ({"seconds": None}, {}),
        ({"seconds": 0}, {"hasty": 3}),
        ({"seconds": 2}, {"hasty": 3}),
        ({"seconds": 3}, {}),
        ({"same_text": 1}, {"same_text": 4}),
        ({"same_text": 2}, {"same_text": 8}),
        ({"same_text": 50}, {"same_text": 8}),
        ({"recent_by_address": 5}, {}),
        ({"recent_by_address": 6}, {"busy_address": 3}),
        ({"recent_by_network": 10}, {}),
        ({"recent_by_network": 11}, {"busy_network": 3}),
        ({"rejected_before": 1}, {"rejected_before": 2}),
        ({"rejected_before": 9}, {"rejected_before": 6}),
        ({"spam_before": 1}, {"spam_before": 3}),
        ({"spam_before": 9}, {"spam_before": 6}),
        ({"bayes": None}, {}),
        ({"bayes": 0.0}, {}),
        ({"bayes": 0.6}, {}),
        ({"bayes": 0.61}, {"bayes": 1}),
        ({"bayes": 0.75}, {"bayes": 2}),
        ({"bayes": 0.85}, {"bayes": 3}),
        ({"bayes": 1.0}, {"bayes": 4}),
    ],
)
def test_circumstances(facts, expected):
    assert scores(facts=facts) == expected


def test_what_was_learnt_is_heard_only_where_it_is_wanted():
    assert scores(facts={"bayes": 1.0}, policy=policy(uses_bayes=False)) == {}


@pytest.mark.parametrize("facts", [{"honeypot": True}, {"bayes": 1.0}, {"seconds": 0}])
def test_no_such_sign_decides_alone(facts):
    assert judge(Submission(text="Hi"), Facts(**facts), OPEN).status == "approved"


def test_the_sum_decides():
    signs = {"honeypot": True}
    assert judge(Submission(), Facts(**signs), OPEN).status == "approved"
    signs["bayes"] = 0.65
    assert judge(Submission(), Facts(**signs), OPEN).status == "waiting"
    signs["seconds"] = 0
    assert judge(Submission(), Facts(**signs), OPEN).status == "waiting"
    signs["rejected_before"] = 1
    verdict = judge(Submission(), Facts(**signs), OPEN)
    assert (verdict.status, verdict.score) == ("spam", 10)


def test_judging_twice_says_the_same():
    typed = Submission("Ann", "a@a.example", "", "Go to https://a.example https://b.example now")
    facts = Facts(bayes=0.9, telling=["now"], same_text=1)
    strict = Policy(max_links=1, watched=WordList.parse("now"))
    assert judge(typed, facts, strict) == judge(typed, facts, strict)


def test_facts_survive_storage_and_other_versions():
    facts = Facts(is_proved=True, seconds=4, bayes=0.25, telling=["a"], same_text=2)
    stored = json.loads(json.dumps(facts.as_dict()))
    assert Facts.from_dict(stored) == facts
    assert Facts.from_dict({"seconds": 4, "phase_of_moon": "full"}) == Facts(seconds=4)
    assert Facts.from_dict({}) == Facts()


def test_reasons_survive_storage():
    reason = Reason("links", 6, ["4", "2"])
    assert Reason.from_dict(json.loads(json.dumps(reason.as_dict()))) == reason
    assert Reason.from_dict({"rule": "all", "score": 5}) == Reason("all", 5)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (Reason("all", 5), "Every comment waits for a moderator."),
        (
            Reason("first", 5),
            "We do not know this writer yet: no approved comment from a confirmed address.",
        ),
        (Reason("links", 6, ["4", "2"]), "Contains 4 links; up to 2 are let through."),
        (Reason("links", 5, ["1", "0"]), "Contains 1 link; none is let through."),
        (Reason("watched", 5, ["casino"]), "Contains a watched word: “casino”."),
        (Reason("watched", 5, ["a", "b", "c"]), "Contains watched words: “a”, “b” and “c”."),
        (Reason("disallowed", 10, ["100%"]), "Contains a disallowed word: “100%”."),
        (Reason("domain", 10, ["x.example"]), "Leads to a blocked domain: “x.example”."),
        (Reason("name", 5, ["Studio"]), "The name “Studio” is reserved."),
        (Reason("honeypot", 4), "A field that people do not see was filled in."),
        (
            Reason("hasty", 3, ["1", "3"]),
            "Sent 1 second after the page was opened; people take at least 3.",
        ),
        (Reason("same_text", 4, ["1"]), "The same text was posted 1 more time lately."),
        (
            Reason("busy_address", 3, ["7"]),
            "This e-mail address posted 7 comments within an hour.",
        ),
        (Reason("busy_network", 3, ["12"]), "This network posted 12 comments within an hour."),
        (
            Reason("rejected_before", 4, ["2"]),
            "Moderators rejected 2 earlier comments of this writer.",
        ),
        (Reason("spam_before", 3, ["1"]), "1 earlier comment of this writer was spam."),
        (
            Reason("bayes", 4, ["97", "shoes", "cheap"]),
            "Resembles what was marked as spam here (97 %), above all by: shoes, cheap.",
        ),
        (Reason("bayes", 1, ["61"]), "Resembles what was marked as spam here (61 %)."),
        (Reason("reports", 5, ["1"]), "1 reader reported it."),
        (Reason("reports", 5, ["3"]), "3 readers reported it."),
        (Reason("links", 5, []), "Too many links."),
        (Reason("of_old", 5, ["x"]), "of_old."),
    ],
)
def test_each_reason_is_told_in_a_sentence(reason, sentence):
    with translation.override("en-gb"):
        assert explain(reason) == sentence


def test_every_rule_has_a_label_and_a_name_to_filter_by():
    assert len(RULE_NAMES) == len(RULES) + 1
    assert all(title(rule) != rule for rule in RULE_NAMES)
    assert title("of_old") == "of_old"


def test_every_rule_that_gives_points_can_be_named():
    everything = Facts(
        honeypot=True,
        seconds=0,
        same_text=1,
        recent_by_address=99,
        recent_by_network=99,
        rejected_before=1,
        spam_before=1,
        bayes=1.0,
        telling=["casino"],
    )
    typed = Submission("Studio", "a@x.example", "", "casino poker https://a.example")
    named = set()
    for moderation in ("all", "first"):
        strict = Policy(
            moderation=moderation,
            max_links=0,
            watched=WordList.parse("casino"),
            disallowed=WordList.parse("poker"),
            blocked_domains=domains("x.example"),
            reserved_names=frozenset({"studio"}),
        )
        reasons = judge(typed, everything, strict).reasons
        assert all(explain(reason) != f"{title(reason.rule)}." for reason in reasons)
        named |= {reason.rule for reason in reasons}
    assert named == {*RULE_NAMES} - {"reports"}


@pytest.mark.parametrize(
    ("typed", "settings"),
    [
        (Submission(text="https://a.example https://b.example"), {"max_links": 0}),
        (Submission(text="No cure"), {"watched": WordList.parse("cure")}),
        (Submission(name="Studio"), {"reserved_names": frozenset({"studio"})}),
    ],
)
def test_a_newcomer_who_does_one_thing_more_waits_and_is_no_spam(typed, settings):
    verdict = judge(typed, Facts(), Policy(moderation="first", **settings))
    assert verdict.score >= SPAM_AT
    assert verdict.status == "waiting"


def test_a_newcomer_with_two_signs_of_spam_is_spam():
    verdict = judge(Submission(text="Hi"), Facts(honeypot=True, seconds=0), Policy())
    assert (verdict.status, verdict.score) == ("spam", 12)
