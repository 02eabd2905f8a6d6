"""Comments by the hundred thousand, in conversations as they are: a few endless ones, most short."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry

from comments import rendering, threads
from comments.models import Address, Comment, Report, ReportReason, Status, Subscription
from comments.services import history
from studio.furnishing.large.bulk import Numbers, in_batches, insert
from studio.furnishing.large.pages import new_uuid
from studio.furnishing.large.words import Words

#: The longest conversations; a fifth of all that is said is said there.
LONGEST, SHARE = 5_000, 5
#: So many texts, rendered once, of which all comments are made.
TEXTS = 2_000
#: How long an address and a network are kept, as the settings say at first.
EMAIL, NETWORK = timedelta(days=360), timedelta(days=25)
#: The history of what is older is left out, a row for each comment as it would be.
HISTORY = timedelta(days=100)
#: Of what was said within the last weeks, and of what is older.
LATELY = timedelta(days=20)
_LATELY = {Status.APPROVED: 40, Status.SPAM: 40, Status.WAITING: 10}
_LATELY |= {Status.REJECTED: 5, Status.TRASHED: 5}
_EARLIER = {Status.APPROVED: 990, Status.WAITING: 5, Status.ERASED: 5}


def stand(comment: Comment, number: int, parent: Comment | None = None) -> Comment:
    """Give a new comment its number and its place, as ``CommentQuerySet.insert`` does in the end."""
    comment.pk = number
    comment.parent = parent
    comment.path = threads.below(parent.path if parent else "", number)
    comment.thread = threads.number(comment.path[: threads.WIDTH])
    return comment


def write(pages: list[tuple[int, date]], count: int, numbers: Numbers) -> Iterator[int]:
    """Write ``count`` comments below ``pages``; tells how many there are so far.

    Of each page its number, and the day on which it was published.
    """
    chance = Random("comments")  # noqa: S311
    crowd = _Crowd(chance, readers=count // 8 + 1, numbers=numbers)
    sizes = _sizes(count, len(pages), chance)
    said = (
        comment
        for (page_id, day), size in zip(pages, sizes, strict=True)
        for comment in crowd.talk(page_id, day, size)
    )
    written = 0
    for some in in_batches(said, 5_000):
        insert(Comment, some)
        insert(Subscription, crowd.subscriptions(some))
        insert(Report, crowd.reports(some))
        insert(ModelLogEntry, crowd.history(some))
        written += len(some)
        yield written


def _sizes(count: int, pages: int, chance: Random) -> list[int]:
    """How many comments each page has; ``count`` in all."""
    sizes: Counter[int] = Counter()
    in_long_ones = count // SHARE
    for place in chance.sample(range(pages), min(pages, -(-in_long_ones // LONGEST))):
        size = min(LONGEST, in_long_ones)
        sizes[place] += size
        in_long_ones -= size
    interest = list(accumulate(chance.paretovariate(1.5) for _page in range(pages)))
    rest = count - sizes.total()
    sizes.update(chance.choices(range(pages), cum_weights=interest, k=rest))
    return [sizes[place] for place in range(pages)]


class _Crowd:
    """Readers, some of whom speak often."""

    def __init__(self, chance: Random, *, readers: int, numbers: Numbers) -> None:
        self.chance = chance
        self.numbers = numbers
        words = Words(chance)
        self.texts = [
            (text, rendering.render(text))
            for text in (words.text(min(12, int(chance.paretovariate(1)))) for _t in range(TEXTS))
        ]
        self.names = [words.name() for _reader in range(readers)]
        self.now = timezone.now()
        addresses = [
            Address(
                pk=numbers.next(Address), key=Address.key_of(_email(number)), proved_at=self.now
            )
            for number in range(readers)
        ]
        insert(Address, addresses)
        self.addresses = [address.pk for address in addresses]

    def talk(self, page_id: int, day: date, size: int) -> Iterator[Comment]:
        """One conversation, in the order in which it was held."""
        began = timezone.make_aware(datetime.combine(day, time(8)))
        began = min(began, self.now - timedelta(hours=1))
        lately: deque[Comment] = deque(maxlen=20)
        for at in sorted(self._moment(began) for _comment in range(size)):
            parent = self.chance.choice(lately) if lately and self.chance.random() < 0.45 else None
            comment = stand(self._comment(page_id, at), self.numbers.next(Comment), parent)
            if comment.status == Status.APPROVED:
                lately.append(comment)
            yield comment

    def _moment(self, began: datetime) -> datetime:
        """Soon after the article mostly, at any time, or these days."""
        kind = self.chance.random()
        if kind < 0.04:
            return max(began, self.now - LATELY * self.chance.random())
        if kind < 0.25:
            return began + (self.now - began) * self.chance.random()
        return min(self.now, began + timedelta(days=self.chance.expovariate(1 / 20)))

    def _comment(self, page_id: int, at: datetime) -> Comment:
        weights = _LATELY if self.now - at < LATELY else _EARLIER
        (status,) = self.chance.choices(list(weights), list(weights.values()))
        if status == Status.ERASED:
            return Comment(
                page_id=page_id,
                status=status,
                posted_at=at,
                rendered_by=rendering.VERSION,
                turn=1,
            )
        reader = int(len(self.names) * self.chance.random() ** 2)
        age = self.now - at
        is_decided = status in (Status.REJECTED, Status.TRASHED)
        text, html = self.chance.choice(self.texts)
        return Comment(
            page_id=page_id,
            status=status,
            name=self.names[reader],
            email=_email(reader) if age < EMAIL else "",
            address_id=self.addresses[reader],
            network="192.0.2.0/24" if age < NETWORK else "",
            text=text,
            html=html,
            rendered_by=rendering.VERSION,
            reasons=[{"rule": "first", "score": 5, "details": []}],
            score=5,
            posted_at=at,
            decided_at=at + timedelta(minutes=9) if is_decided else None,
            rejection="off_topic" if status == Status.REJECTED else "",
        )

    def subscriptions(self, comments: Iterable[Comment]) -> Iterator[Subscription]:
        """One of fifty wants to hear of answers."""
        for one in comments:
            if one.email and one.status == Status.APPROVED and one.pk % 50 == 0:
                yield Subscription(
                    comment_id=one.pk,
                    address_id=one.address_id,
                    email=one.email,
                    status=Subscription.Status.CONFIRMED,
                    asked_at=one.posted_at,
                    confirmed_at=one.posted_at,
                )

    def history(self, comments: Iterable[Comment]) -> Iterator[ModelLogEntry]:
        """That they came, as the report tells it: of the last months, which it looks back on."""
        kind = ContentType.objects.get_for_model(Comment)
        for one in comments:
            if self.now - one.posted_at < HISTORY:
                yield ModelLogEntry(
                    content_type=kind,
                    label=str(one),
                    action=history.POSTED,
                    data={"status": one.status},
                    timestamp=one.posted_at,
                    uuid=new_uuid(self.chance),
                    object_id=str(one.pk),
                )

    def reports(self, comments: Iterable[Comment]) -> Iterator[Report]:
        """One of a hundred that were let in lately is reported."""
        for one in comments:
            if one.network and one.status == Status.APPROVED and one.pk % 100 == 1:
                yield Report(
                    comment_id=one.pk,
                    reason=self.chance.choice(ReportReason.values),
                    reporter=f"reader {one.pk}",
                    reported_at=self.now,
                )


def _email(reader: int) -> str:
    return f"reader{reader}@visitor.example"
