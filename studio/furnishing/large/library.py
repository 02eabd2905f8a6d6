"""Works that were never written, for the library of sources."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.utils import timezone

from articles import links
from articles.links import State
from articles.models import LinkCheck, LinkHost, Record, Source
from articles.models.links import digest
from studio.furnishing.large.bulk import Numbers, insert
from studio.furnishing.large.words import Words

#: Their addresses are looked at no more: nobody is there.
NEVER = timedelta(days=3650)
_HOSTS = 40
#: What looking at them would have shown, by its weight.
_STATES = {State.FINE: 90, State.MOVED: 4, State.DEAD: 4, State.CLOSED: 2}


def stock(count: int, numbers: Numbers) -> list[Source]:
    """Put ``count`` sources into the library, and what is known of their links."""
    chance = Random("library")  # noqa: S311
    sources = list(_sources(count, numbers, chance))
    insert(Source, sources)
    urls = sorted({url for source in sources for url in links.of_work(source)})
    known = set(LinkHost.objects.values_list("name", flat=True))
    insert(LinkHost, (LinkHost(name=one) for one in sorted(set(map(links.host, urls)) - known)))
    insert(LinkCheck, (_looked_at(url, numbers, chance) for url in urls))
    return sources


def _sources(count: int, numbers: Numbers, chance: Random) -> Iterator[Source]:
    words = Words(chance)
    journals = [words.title() for _journal in range(200)]
    authors = [words.name() for _author in range(2_000)]
    for number in range(1, count + 1):
        kind = chance.choice(list(Record.Kind))
        has_doi, has_address = chance.random() < 0.4, chance.random() < 0.5
        host = f"library{number % _HOSTS}.example"
        yield Source(
            pk=numbers.next(Source),
            kind=kind,
            title=words.title(),
            authors="; ".join(chance.sample(authors, chance.randint(1, 4))),
            container=chance.choice(journals),
            # some facts lack, for the report to find
            year=chance.randint(1950, 2025) if chance.random() < 0.95 else None,
            volume=str(chance.randint(1, 90)) if kind == Record.Kind.ARTICLE else "",
            # the prefix that is kept for examples
            doi=f"10.5555/large.{number}" if has_doi else "",
            url=f"https://{host}/works/{number}" if has_address and not has_doi else "",
        )


def _looked_at(url: str, numbers: Numbers, chance: Random) -> LinkCheck:
    (state,) = chance.choices(list(_STATES), list(_STATES.values()))
    now = timezone.now()
    return LinkCheck(
        pk=numbers.next(LinkCheck),
        url=url,
        digest=digest(url),
        host_id=links.host(url),
        state=state,
        http_status=404 if state is State.DEAD else 200,
        moved_to=f"{url}/moved" if state is State.MOVED else "",
        checked_at=now,
        next_check_at=now + NEVER,
    )
