from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from studio.personal_data import Fields, Kept, by_occasion, declarations
from studio.settings.environment import PROJECT

PAGE = PROJECT / "docs" / "privacy.md"

_HEAD = """\
# Personal data

What the site keeps about people, where, why, on what legal ground and how long. `make privacy` writes this page from
the register (`studio/personal_data.py`): each room writes down in its `personal_data.py` what its fields hold, and a
test fails for a field that nobody has written down. The numbers are those of a new site; visitors read the numbers of
theirs, which follow its settings, on each page with the block *What this site stores*.

Who wants to see, take along or erase what is kept asks on the page `/your-data/`, with the address that they used: a link
is mailed to it, which for a week opens all that the rooms hold about that address (`studio/own_data/`). The server's log and
backups cannot be searched for a person; they end by age. Guests may also follow the link in any letter about their
registration, and staff do it for them ([moderation.md](moderation.md), [events.md](events.md)).
`manage.py forget` tells what is due ([operating.md](operating.md#forgetting)). How long the access log is kept is done
by your proxy and told by `ACCESS_LOG_DAYS`.
"""
_COLUMNS = ("What", "Where", "Why", "Ground", "How long", "Who sees it")


class Command(BaseCommand):
    help = "Write docs/privacy.md from the register of personal data, or see whether it is stale."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, fail if stale")

    def handle(self, *args: Any, **options: Any) -> None:
        text = "\n".join(_lines()) + "\n"
        if options["check"]:
            if not PAGE.exists() or PAGE.read_text() != text:
                raise CommandError(f"{PAGE.name} is stale: make privacy")
            return
        PAGE.write_text(text)
        self.stdout.write(f"Written: {PAGE.name}")


def _lines() -> Iterator[str]:
    with override("en"):
        rooms = declarations(None)
        yield _HEAD.rstrip("\n")
        for occasion, entries in by_occasion(rooms).items():
            yield f"\n## {occasion.label}\n"
            yield _row(_COLUMNS)
            yield _row(["---"] * len(_COLUMNS))
            yield from map(_entry, entries)
        yield "\n## What holds nothing personal, and why\n"
        yield _row(("Why", "Where"))
        yield _row(("---", "---"))
        for room in rooms:
            for reason, fields in room.nothing.items():
                yield _row((reason, _fields(fields)))


def _entry(kept: Kept) -> str:
    names = ", ".join(f"`{name}`" for name in kept.names)
    where = "; ".join(filter(None, (str(kept.place.label), names, _fields(kept.fields))))
    return _row((kept.what, where, kept.why, kept.ground.article, kept.how_long, kept.who))


def _fields(fields: Fields) -> str:
    return "; ".join(f"`{model}`: {', '.join(names.split())}" for model, names in fields.items())


def _row(cells: Any) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"
