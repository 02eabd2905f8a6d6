"""What monitoring is told of registrations: how many of what is still to come, by status."""

from django.db.models import Count

from events.ledger import Registration, SeatPool
from studio.watching.figures import Figure


def figures() -> list[Figure]:
    """One query; the statuses are few, and what is over is not counted."""
    coming = Registration.objects.filter(pool__in=SeatPool.objects.upcoming()).order_by()
    return [
        Figure(
            name="registrations",
            meaning="Registrations for what is to come, by status.",
            value=number,
            labels={"status": status},
        )
        for status, number in coming.values_list("status").annotate(number=Count("pk"))
    ]
