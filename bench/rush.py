"""200 people at the same moment for 20 seats, over HTTP: ``python -m bench.rush``.

On the database of ``DATABASE_URL``, which is empty; see ``bench/events.py``. Browsers and
servers share the machine, so that what is measured is less than the servers can do.
"""

import os
import statistics
import time
from collections import Counter
from urllib.parse import urlsplit

import django

ROUNDS, SEATS, PEOPLE = 3, 20, 200


def main() -> None:
    """Print one line for each round."""
    from django.core.management import call_command

    from events.ledger import Registration
    from events.tests import cast, crowd
    from studio.tests.cast import make_site

    call_command("migrate", verbosity=0)
    home = make_site()
    site = crowd.Site(os.environ["DATABASE_URL"])
    try:
        for _round in range(ROUNDS):
            page = cast.make_event(home, capacity=SEATS)
            start = time.monotonic()
            answers = crowd.rush(site, urlsplit(page.url).path, crowd.strangers(PEOPLE))
            seconds = time.monotonic() - start
            states = Counter(
                Registration.objects.filter(pool__page=page).values_list("status", flat=True)
            )
            assert {one.status for one in answers} == {303}, Counter(a.status for a in answers)
            assert states == {"confirmed": SEATS, "waitlisted": PEOPLE - SEATS}, states
            waits = [one.seconds for one in answers]
            p95 = statistics.quantiles(waits, n=20)[-1]
            print(
                f"  {SEATS} confirmed, {PEOPLE - SEATS} in line, none refused:"
                f" {PEOPLE / seconds:5.0f} posts/s, p95 {p95:.1f} s",
                flush=True,
            )
    finally:
        site.close()


if __name__ == "__main__":
    django.setup()
    main()
