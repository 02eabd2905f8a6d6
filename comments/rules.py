"""What a machine thinks of a comment, and why.

Each rule looks at a submission and the facts about it and gives points with a
reason, or nothing. The sum decides: from 5 points a comment waits for a person,
from 10 it is taken for spam, which is kept and can be restored, if at least 7 of
them come from signs of spam: that somebody is new, has a reserved name or uses a
watched word is no such sign. Nothing here rejects: only a person does. What staff
write is published without a look.

====================  ==============================================  ==================
rule                  when                                            points
====================  ==============================================  ==================
all                   every comment waits (policy)                    5
first                 the writer is not trusted yet (policy)          5
links                 more links than the policy lets through         5, each further 1;
                                                                      at most 10
watched               a watched word in anything typed                5
disallowed            a disallowed word in anything typed             10
domain                a link, website or e-mail in a blocked domain   10
name                  the name is reserved, however it is spaced, or  5
                      wears a badge
honeypot              the field nobody sees was filled in             4
hasty                 sent sooner than people type (only if a script  3
                      measured it)
same_text             others with the same text lately                4 each, at most 8
busy_address          more than so many an hour by this address       3
busy_network          more than so many an hour by this network       3
rejected_before       earlier comments a person rejected              2 each, at most 6
spam_before           earlier comments that were spam                 3 each, at most 6
bayes                 probability of spam above 0.6, 0.7, 0.8, 0.9    1, 2, 3, 4
====================  ==============================================  ==================

Trust lifts the rule ``first`` and no other. Neither the hidden field nor the
learnt probability reaches 5 points by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from comments.addresses import blocking, host
from comments.facts import Facts, Policy, Submission
from comments.names import is_ours
from comments.reasons import RULE_NAMES, Reason, explain, title
from comments.rendering import links, plain
from comments.words import WordList

__all__ = [
    "HOLD_AT",
    "RULES",
    "RULE_NAMES",
    "SPAM_AT",
    "Facts",
    "Policy",
    "Reason",
    "Submission",
    "Verdict",
    "explain",
    "judge",
    "title",
]

#: Points from which a comment waits for a person, and from which it is taken for spam.
HOLD_AT = 5
SPAM_AT = 10
#: How many of the latter must come from other rules than these.
SIGNS_AT = 7
NO_SIGNS = frozenset({"all", "first", "watched", "name"})

#: Markdown that may stand inside a word without being seen; where none is, the text is its words.
_MARKUP = frozenset("*_`\\[<&")
#: A reason names no more of the words or domains than this.
_MOST_NAMED = 10


@dataclass(frozen=True)
class Verdict:
    """What becomes of a comment, the sum of points, and what gave them."""

    status: Literal["approved", "waiting", "spam"]
    score: int = 0
    reasons: list[Reason] = field(default_factory=list)


def judge(submission: Submission, facts: Facts, policy: Policy) -> Verdict:
    """The verdict of all rules; depends on its arguments alone."""
    if facts.is_staff:
        return Verdict("approved")
    reasons = [found for rule in RULES if (found := rule(submission, facts, policy))]
    score = sum(reason.score for reason in reasons)
    signs = sum(reason.score for reason in reasons if reason.rule not in NO_SIGNS)
    if score >= SPAM_AT and signs >= SIGNS_AT:
        return Verdict("spam", score, reasons)
    return Verdict("waiting" if score >= HOLD_AT else "approved", score, reasons)


def _all(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    return Reason("all", 5) if policy.moderation == "all" else None


def _first(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    is_awaited = policy.moderation == "first" and not facts.is_trusted
    return Reason("first", 5) if is_awaited else None


def _links(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    count = len(links(submission.text))
    above = count - policy.max_links
    if above <= 0:
        return None
    return Reason("links", min(4 + above, 10), [str(count), str(policy.max_links)])


def _watched(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    found = _terms(policy.watched, submission)
    return Reason("watched", 5, found) if found else None


def _disallowed(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    found = _terms(policy.disallowed, submission)
    return Reason("disallowed", 10, found) if found else None


def _domain(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    if not policy.blocked_domains:
        return None
    typed = (*links(submission.text), submission.website, submission.email)
    found = _some(blocking(host(each), policy.blocked_domains) for each in typed)
    return Reason("domain", 10, found) if found else None


def _name(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    held = is_ours(submission.name, policy.reserved_names, policy.badges)
    return Reason("name", 5, [submission.name]) if held else None


def _honeypot(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    return Reason("honeypot", 4) if facts.honeypot else None


def _hasty(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    if facts.seconds is None or facts.seconds >= policy.min_seconds:
        return None
    return Reason("hasty", 3, [str(facts.seconds), str(policy.min_seconds)])


def _same_text(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    return _counted("same_text", facts.same_text, each=4, most=8)


def _busy_address(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    is_busy = facts.recent_by_address > policy.busy_address
    return Reason("busy_address", 3, [str(facts.recent_by_address)]) if is_busy else None


def _busy_network(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    is_busy = facts.recent_by_network > policy.busy_network
    return Reason("busy_network", 3, [str(facts.recent_by_network)]) if is_busy else None


def _rejected_before(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    return _counted("rejected_before", facts.rejected_before, each=2, most=6)


def _spam_before(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    return _counted("spam_before", facts.spam_before, each=3, most=6)


def _bayes(submission: Submission, facts: Facts, policy: Policy) -> Reason | None:
    if not policy.uses_bayes or facts.bayes is None or facts.bayes <= 0.6:
        return None
    points = 1 + sum(facts.bayes > step for step in (0.7, 0.8, 0.9))
    return Reason("bayes", points, [str(int(100 * facts.bayes)), *facts.telling])


#: In the order in which moderators read the reasons.
RULES: tuple[Callable[[Submission, Facts, Policy], Reason | None], ...] = (
    _all,
    _first,
    _links,
    _watched,
    _disallowed,
    _domain,
    _name,
    _honeypot,
    _hasty,
    _same_text,
    _busy_address,
    _busy_network,
    _rejected_before,
    _spam_before,
    _bayes,
)


def _counted(rule: str, count: int, *, each: int, most: int) -> Reason | None:
    return Reason(rule, min(each * count, most), [str(count)]) if count > 0 else None


def _terms(words: WordList, submission: Submission) -> list[str]:
    """The terms in anything typed, as it was typed and as it will be read."""
    if not words:
        return []
    text = submission.text
    typed = [text, submission.name, submission.email, submission.website]
    if not _MARKUP.isdisjoint(text):
        typed.append(plain(text))
    return _some(found.term for each in typed for found in words.find(each))


def _some(names: Iterable[str]) -> list[str]:
    """The first few different names that are not empty."""
    return list(dict.fromkeys(filter(None, names)))[:_MOST_NAMED]
