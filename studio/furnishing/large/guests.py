"""People on events by the thousand: as full events are, some have a place and some wait."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from events.addresses import key_of
from events.choices import Status
from events.ledger import Attendee, Payment, Registration, RegistrationLog, SeatPool
from events.questions import Answers
from events.services import history
from studio.furnishing.large.bulk import Numbers, in_batches, insert
from studio.furnishing.large.words import Words

#: Of ten who register, one gives the place back.
RETURNING = 10
#: Signs of a reference, and a number that spreads them: no two alike, none beside the next.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_SPREAD = 387_420_489_007


def invite(
    pool: SeatPool, count: int, *, answers: Answers | None = None, numbers: Numbers | None = None
) -> None:
    """Write ``count`` registrations of one each for ``pool``, all of today."""
    own = numbers or Numbers()
    with transaction.atomic():
        write([(pool, count)], answers=answers, numbers=own)
        if numbers is None:
            own.settle()


def deal(pools: list[SeatPool], count: int) -> list[tuple[SeatPool, int]]:
    """``count`` people among ``pools``: most events have a few, some are full, a few overrun."""
    chance = Random("guests")  # noqa: S311
    wishes = [(pool.capacity or 12) * (0.2 + chance.paretovariate(2.5) - 0.6) for pool in pools]
    share = count / sum(wishes)
    dealt, given = [], 0.0
    for pool, wish in zip(pools, wishes, strict=True):
        before, given = round(given), given + wish * share
        dealt.append((pool, round(given) - before))
    return dealt


def write(
    invited: Iterable[tuple[SeatPool, int]],
    *,
    answers: Answers | None = None,
    numbers: Numbers,
) -> None:
    """Write so many registrations for each pool, with attendees, their log, and what was paid."""
    chance = Random("registrations")  # noqa: S311
    people = (one for pool, count in invited for one in _people(pool, count, chance, numbers))
    for some in in_batches(people):
        for one in some:
            one.answers = answers or {}
        insert(Registration, some)
        insert(Attendee, (Attendee(registration=one, name=one.name) for one in some))
        insert(RegistrationLog, map(_first_line, some))
        insert(Payment, (_paid(one) for one in some if one.price and one.pk % 2))


def _people(pool: SeatPool, count: int, chance: Random, numbers: Numbers) -> Iterator[Registration]:
    """The first come have the places, the others wait in their order."""
    words = Words(chance)
    now = timezone.now()
    until = min(now, pool.starts_at or now)
    taken = 0
    for number in range(count):
        pk = numbers.next(Registration)
        at = until - timedelta(hours=6) * (count - number) / 4
        gave_back = number % RETURNING == RETURNING - 1
        is_full = pool.capacity is not None and taken >= pool.capacity
        if gave_back:
            status = Status.CANCELLED
        elif is_full:
            status = Status.WAITLISTED
        else:
            status, taken = Status.CONFIRMED, taken + 1
        email = f"guest{pk}@visitor.example"
        yield Registration(
            pk=pk,
            pool=pool,
            reference=_reference(pk),
            status=status,
            name=words.name(),
            email=email,
            email_key=key_of(email),
            form_id=pool.form_id,
            queue_number=number if status == Status.WAITLISTED else None,
            price=pool.price,
            currency=pool.currency,
            created_at=at,
            changed_at=at,
            confirmed_at=at if status == Status.CONFIRMED else None,
            ended_at=at + timedelta(hours=1) if gave_back else None,
        )


def _reference(number: int) -> str:
    """As people say it at the desk; of another number another one."""
    spread = number * _SPREAD % len(_SIGNS) ** 8
    signs = ""
    for _sign in range(8):
        spread, place = divmod(spread, len(_SIGNS))
        signs += _SIGNS[place]
    return f"{signs[:4]}-{signs[4:]}"


def _first_line(one: Registration) -> RegistrationLog:
    line = history.entry(one, history.REGISTERED)
    line.at = one.created_at
    return line


def _paid(one: Registration) -> Payment:
    return Payment(
        registration=one,
        reference=f"large-{one.pk}",
        amount=one.price,
        currency=one.currency,
        status=Payment.Status.SETTLED,
        at=one.created_at,
    )
