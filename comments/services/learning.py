"""The filter that learns from this site's own decisions, behind everybody's back."""

from collections import Counter

from django.db import transaction
from django.db.models import F, Q
from wagtail.models import Site

from comments import bayes
from comments.models import BayesWord, Comment, Status

#: Comments learnt in one transaction.
BATCH = 200
#: What a decision of a person teaches. A rejected comment is not spam, and teaches nothing.
_TEACHES = {Status.APPROVED: "approved", Status.SPAM: "spam"}


def opinion(site: Site | None, text: str) -> tuple[float | None, list[str]]:
    """How likely ``text`` is spam here, from 0 to 1, and the words that tell; one query.

    None until enough has been learnt.
    """
    words = bayes.tokens(text)
    rows = BayesWord.objects.filter(site=site, word__in=[*words, ""])
    counts = {row.word: (row.approved, row.spam) for row in rows}
    approved, spam = counts.pop("", (0, 0))
    found = bayes.probability(words, counts, approved, spam)
    return found if found else (None, [])


def learn() -> int:
    """Count the words of comments that a person has decided about since; return how many.

    A comment that was decided otherwise later, or not at all, is unlearnt first.
    """
    learnt = 0
    while batch := _learn_batch():
        learnt += batch
    return learnt


@transaction.atomic
def _learn_batch() -> int:
    decided = Q(decided_by__isnull=False) & ~Q(status=F("learnt_as"))
    undone = Q(decided_by__isnull=True) & ~Q(learnt_as="")
    comments = list(
        Comment.objects.filter(decided | undone)
        .exclude(status=Status.ERASED)
        .select_for_update(of=("self",))
        .select_related("page")
        .order_by("pk")[:BATCH]
    )
    changes: dict[int, dict[str, Counter]] = {}
    for comment in comments:
        site = comment.page.get_site()
        if site is None:
            continue
        of_site = changes.setdefault(site.pk, {"approved": Counter(), "spam": Counter()})
        words = [*bayes.tokens(comment.text), ""]
        if kind := _TEACHES.get(comment.learnt_as):
            of_site[kind].subtract(words)
        if kind := _TEACHES.get(_lesson(comment)):
            of_site[kind].update(words)
    for site_id, counters in changes.items():
        _write(site_id, counters)
    for lesson in {_lesson(comment) for comment in comments}:
        same = [comment.pk for comment in comments if _lesson(comment) == lesson]
        Comment.objects.filter(pk__in=same).update(learnt_as=lesson)
    return len(comments)


def _lesson(comment: Comment) -> str:
    """As what ``comment`` is to be counted; as nothing where a person's decision was undone."""
    return comment.status if comment.decided_by_id else ""


def _write(site_id: int, counters: dict[str, Counter]) -> None:
    words = sorted(set(counters["approved"]) | set(counters["spam"]))
    BayesWord.objects.bulk_create(
        [BayesWord(site_id=site_id, word=word) for word in words], ignore_conflicts=True
    )
    rows = []
    for start in range(0, len(words), 500):
        some = words[start : start + 500]
        rows += BayesWord.objects.select_for_update().filter(site_id=site_id, word__in=some)
    for row in rows:
        row.approved = max(0, row.approved + counters["approved"][row.word])
        row.spam = max(0, row.spam + counters["spam"][row.word])
    BayesWord.objects.bulk_update(rows, ["approved", "spam"], batch_size=200)
