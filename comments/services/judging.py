"""Asks the rules about a comment, with all that is known about it at that moment."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import Site

from comments import policies, rules
from comments.models import Comment, CommentRules, Status
from comments.rules import Facts, Submission, Verdict
from comments.services import learning
from comments.words import fold
from studio.visitors import pseudonym

#: How long the same text counts as said again.
SAME_TEXT = timedelta(days=30)
#: How long a comment counts as one of many.
LATELY = timedelta(hours=1)


@dataclass(frozen=True)
class Circumstances:
    """What the door noticed about a post, apart from what was typed."""

    network: str = ""  # shortened IP address
    honeypot: bool = False  # something stood in the field that people do not see
    seconds: int | None = None  # between reading and posting, where a script could tell
    is_proved: bool = False  # a signed cookie or a link in a letter proves the address


def text_key(text: str) -> str:
    """Tells the same text, however it is spaced or capitalised."""
    return pseudonym(" ".join(fold(text).split()), purpose="comments.text")


def judge(comment: Comment, circumstances: Circumstances) -> Verdict:
    """Let the rules look at ``comment``, and note facts, reasons and score on it. Does not save.

    The comment may be new, or be judged again after an edit or a proof. Queries: at
    most 7, however many comments there are.
    """
    site = comment.page.get_site()
    facts = _facts(comment, circumstances, site)
    verdict = rules.judge(
        Submission(
            name=comment.name, email=comment.email, website=comment.website, text=comment.text
        ),
        facts,
        policies.policy_of(CommentRules.for_site(site)),
    )
    comment.facts = facts.as_dict()
    comment.reasons = [reason.as_dict() for reason in verdict.reasons]
    comment.score = verdict.score
    comment.verdict = verdict.status
    return verdict


def judge_again(comment: Comment) -> Verdict:
    """As :func:`judge`, under the circumstances in which the comment was posted."""
    known = Facts.from_dict(comment.facts)
    circumstances = Circumstances(
        network=comment.network,
        honeypot=known.honeypot,
        seconds=known.seconds,
        is_proved=known.is_proved or comment.proved_at is not None,
    )
    return judge(comment, circumstances)


def _facts(comment: Comment, circumstances: Circumstances, site: Site | None) -> Facts:
    now = timezone.now()
    others = Comment.objects.exclude(pk=comment.pk)
    comment.text_key = text_key(comment.text)
    of_address = {"approved": 0, "proved": 0, "rejected": 0, "spam": 0, "recent": 0}
    if comment.address_id:
        approved = Q(status=Status.APPROVED)
        of_address = others.filter(address=comment.address_id).aggregate(
            approved=Count("pk", filter=approved),
            proved=Count("pk", filter=approved & Q(proved_at__isnull=False)),
            rejected=Count("pk", filter=Q(status=Status.REJECTED)),
            spam=Count("pk", filter=Q(status=Status.SPAM)),
            recent=Count("pk", filter=Q(posted_at__gte=now - LATELY)),
        )
    recent_by_network = 0
    if circumstances.network:
        lately = others.filter(network=circumstances.network, posted_at__gte=now - LATELY)
        recent_by_network = lately.count()
    same_text = others.filter(text_key=comment.text_key, posted_at__gte=now - SAME_TEXT).count()
    probability, telling = learning.opinion(site, comment.text)
    return Facts(
        is_staff=comment.is_by_us,
        is_proved=circumstances.is_proved,
        is_trusted=circumstances.is_proved and of_address["proved"] > 0,
        honeypot=circumstances.honeypot,
        seconds=circumstances.seconds,
        same_text=same_text,
        recent_by_address=of_address["recent"],
        recent_by_network=recent_by_network,
        approved_before=of_address["approved"],
        rejected_before=of_address["rejected"],
        spam_before=of_address["spam"],
        bayes=probability,
        telling=telling,
    )
