"""Registrations by the thousand, written straight into the table: what is measured is reading."""

from datetime import timedelta

from django.utils import timezone

from events.addresses import key_of
from events.choices import Status
from events.ledger import Attendee, Payment, Registration, RegistrationLog, SeatPool
from events.questions import Answers
from events.services import history

#: As full events are: most have a place, some wait, some gave it back.
STATES = [Status.CONFIRMED] * 7 + [Status.WAITLISTED, Status.WAITLISTED, Status.CANCELLED]


def invite(pool: SeatPool, count: int, *, answers: Answers | None = None) -> None:
    """Write ``count`` registrations with their attendees, log and every other one's payment."""
    now, first = timezone.now(), Registration.objects.count()
    people = Registration.objects.bulk_create(
        (
            Registration(
                pool=pool,
                status=STATES[number % len(STATES)],
                name=f"Guest {first + number}",
                email=f"guest{first + number}@visitor.example",
                email_key=key_of(f"guest{first + number}@visitor.example"),
                form=pool.form,
                answers=answers or {},
                queue_number=number if STATES[number % len(STATES)] == "waitlisted" else None,
                price=pool.price,
                created_at=now - timedelta(minutes=count - number),
            )
            for number in range(count)
        ),
        batch_size=1000,
    )
    Attendee.objects.bulk_create(
        (Attendee(registration=one, name=one.name) for one in people), batch_size=1000
    )
    RegistrationLog.objects.bulk_create(
        (history.entry(one, history.REGISTERED) for one in people), batch_size=1000
    )
    if pool.price:
        Payment.objects.bulk_create(
            (
                Payment(
                    registration=one,
                    reference=f"bench-{one.pk}",
                    amount=pool.price,
                    currency=pool.currency,
                    status=Payment.Status.SETTLED,
                )
                for one in people[::2]
            ),
            batch_size=1000,
        )
