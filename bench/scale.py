"""Every kind of page and every list of the CMS at 200 articles and at 50,000.

``python -m bench.scale`` measures this alone; ``--postgresql`` on that database, and
``--prepared FEW MANY`` on folders that hold such sites already.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench import databases, summary
from bench.measure import Cost, ratio
from bench.sized import Sized

#: As parts of the large site: 200 articles and 40 dates, 50,000 and 10,000; beside the demo.
FEW, MANY = "0.004", "large"
ROUNDS, CALLS = 7, 3
#: The most that the larger may cost.
BAR = 1.5

_ARTICLE = "the-arch-is-a-spring"


@dataclass(frozen=True)
class Look:
    """One address, and whether the owner asks."""

    name: str
    address: str
    as_owner: bool = False


PUBLIC = [
    Look("home", "/"),
    Look("list of articles", "/articles/"),
    Look("its page 10", "/articles/?page=10"),
    Look("articles of a topic", "/articles/topic/running/"),
    Look("articles of an author", "/articles/author/juno-fable/"),
    Look("article", f"/articles/{_ARTICLE}/"),
    Look("timetable", "/events/"),
    Look("events of a kind", "/events/?kind=course"),
    Look("past events", "/events/?past=1"),
    Look("event", "/events/trunk-training/"),
    Look("plain page", "/about/"),
    Look("teachers", "/teachers/"),
    Look("a teacher", "/teachers/juno-fable/"),
    Look("contact", "/contact/"),
    Look("feed of articles", "/articles/feed/"),
    Look("feed of a topic", "/articles/topic/running/feed/"),
    Look("feed of comments", "/comments/feed/"),
    Look("calendar of all events", "/events.ics"),
    Look("API, pages", "/api/v2/pages/?limit=20"),
    Look("API, articles", "/api/v2/pages/?type=articles.ArticlePage&fields=title&limit=20"),
    Look("sitemap", "/sitemap.xml"),
    Look("robots.txt", "/robots.txt"),
]

ADMIN = [
    Look(name, f"/admin/{path}", as_owner=True)
    for name, path in {
        "first page": "",
        "explorer, articles": "pages/{articles}/",
        "explorer, page 10": "pages/{articles}/?p=10",
        "explorer, events": "pages/{events}/",
        "comments": "reader-comments/",
        "comments, waiting": "reader-comments/?status=waiting",
        "comments, page 10": "reader-comments/?p=10",
        "comments, report": "reports/reader-comments/",
        "registrations": "registrations/",
        "registrations, page 5": "registrations/?p=5",
        "registrations, waiting": "registrations/?state=waitlisted",
        "events": "events/",
        "sources": "sources/",
        "sources, not cited": "sources/?use=unused",
        "references": "reports/references/",
        "letters": "letters/",
        "messages": "messages/",
        "people": "snippets/studio/person/",
        "topics": "snippets/articles/topic/",
        "places": "places/",
        "yours": "reports/yours/",
        "article, edited": "pages/{article}/edit/",
        "event, edited": "pages/{event}/edit/",
    }.items()
]


def report(
    *, postgresql: bool = False, prepared: list[str] | None = None, only: str = ""
) -> list[str]:
    """Print the rows whose name holds ``only``; the names of those that do not meet the bar."""
    with _sites(postgresql=postgresql, prepared=prepared) as (few, many):
        print(f"\n{'PostgreSQL' if postgresql else 'SQLite'}, CPU with the database's")
        for site in (few, many):
            print("  " + ", ".join(f"{n:,} {what}" for what, n in site.wait().items()))
        looks = [look for look in (*PUBLIC, *ADMIN) if only in look.name]
        missed = [look.name for look in looks if not _row(look, few, many)]
    kind = "PostgreSQL" if postgresql else "SQLite"
    summary.add(
        f"pages and lists at 50,000 articles, beside 200, {kind}",
        f"{len(looks) - len(missed)} of {len(looks)}; not: {', '.join(missed) or 'none'}",
        f"the same queries, at most {BAR} times the CPU",
    )
    return missed


def _row(look: Look, few: Sized, many: Sized) -> bool:
    sites = {"few": few, "many": many}
    samples: dict[str, list[float]] = {name: [] for name in sites}
    queries, sizes = {}, {}
    for _round in range(ROUNDS):
        for name, site in sites.items():
            seen = site.ask(look.address, calls=CALLS, as_owner=look.as_owner)
            samples[name].append(seen["cpu"])
            queries[name], sizes[name] = seen["queries"], seen["bytes"]
    costs = {name: Cost.of(values) for name, values in samples.items()}
    is_met = queries["few"] == queries["many"] and costs["many"].median <= costs["few"].median * BAR
    print(
        f"  {look.name:<24} {costs['few'].median:8.1f} {costs['many'].median:9.1f} ms"
        f"  {ratio(costs['many'], costs['few']):>18}"
        f"  {queries['few']:4} {queries['many']:4} queries"
        f"  {sizes['few'] / 1024:6.0f} {sizes['many'] / 1024:6.0f} KiB"
        f"{'' if is_met else '  !'}",
        flush=True,
    )
    return is_met


@contextmanager
def _sites(*, postgresql: bool, prepared: list[str] | None) -> Iterator[tuple[Sized, Sized]]:
    """Both sites, being furnished."""
    with ExitStack() as stack:
        sites = []
        for number, scale in enumerate((FEW, MANY)):
            if prepared:
                folder = prepared[number]
            else:
                folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="studio-scale-"))
            database = stack.enter_context(databases.postgresql(folder)) if postgresql else ""
            site = Sized(scale, folder=folder, database=database)
            stack.callback(site.close)
            sites.append(site)
        yield sites[0], sites[1]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--prepared", nargs=2, metavar=("FEW", "MANY"))
    parser.add_argument("--only", default="", metavar="WORD", help="rows whose name holds it")
    arguments = parser.parse_args()
    missed = report(**vars(arguments))
    print(f"\nNot met: {', '.join(missed) or 'none'} (a noisy row counts by its median)")
