"""Migrate an empty database, and make events in it: ``python -m bench.faults.events COUNT SEATS``.

Without arguments it migrates and lays the front door. Prints a line for each event: the number
of its pool of seats, and the path of its page.
"""

import itertools
import sys
from urllib.parse import urlsplit

import django


def main() -> None:
    """Do what the arguments say, on the database of ``DATABASE_URL``."""
    from django.core.management import call_command

    from events.pages import EventPage
    from events.tests import cast
    from home.models import HomePage
    from studio.tests.cast import make_site

    if len(sys.argv) == 1:
        call_command("migrate", verbosity=0)
        make_site()
        return
    count, seats = map(int, sys.argv[1:])
    # go on where the process before ended, or two pages would have the same address
    cast._numbers = itertools.count(EventPage.objects.count() + 1)
    for _event in range(count):
        page = cast.make_event(HomePage.objects.get(), capacity=seats)
        print(cast.pool_of(page).pk, urlsplit(page.url).path)


if __name__ == "__main__":
    django.setup()
    main()
