"""Counts what browsers refused."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from studio import limits
from studio.blocked.reports import Blocked
from studio.models import Blockage

#: Of all together, so that a flood from many connections does not keep the database busy.
REPORTS_AN_HOUR = 600
#: Rows there may be. What was said least lately makes place for what is new.
MOST_ROWS = 500


def count(found: Iterable[Blocked]) -> timedelta | None:
    """Add to the counts, or say how long to wait, where too many browsers had something to say."""
    with transaction.atomic():
        # Whoever counts here waits for the others, so that nobody sees room that is taken.
        if wait := limits.take("blocked", limit=REPORTS_AN_HOUR, period=timedelta(hours=1)):
            return wait
        now = timezone.now()
        for one, times in Counter(found).items():
            row = Blockage.objects.filter(directive=one.directive, origin=one.origin, path=one.path)
            if not row.update(count=F("count") + times, last_at=now):
                Blockage.objects.create(
                    directive=one.directive,
                    origin=one.origin,
                    path=one.path,
                    count=times,
                    first_at=now,
                    last_at=now,
                )
        beyond = Blockage.objects.order_by("-last_at", "-pk").values("pk")[MOST_ROWS:]
        Blockage.objects.filter(pk__in=list(beyond.values_list("pk", flat=True))).delete()
    return None
