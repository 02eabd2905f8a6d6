"""The dialog in which an editor cites, asking a library of 10,000 sources."""

from django.urls import reverse

from articles.models import Source
from bench.articles import count_queries, owner_site
from bench.measure import take_turns

SOURCES = 10_000
#: A common word, a rare one, two words, none that is there, an address.
QUESTIONS = {
    "common": "movement",
    "rare": "4711",
    "two words": "movement 47",
    "no hit": "nobody wrote this",
    "a DOI": "https://doi.org/10.1000/4711",
}


def report() -> None:
    """CPU of one answer to each question, and its queries."""
    stock()
    site = owner_site()
    address = reverse("articles_library_search")
    asked = {name: f"{address}?q={question}" for name, question in QUESTIONS.items()}
    costs = take_turns({name: lambda u=url: site.get(u) for name, url in asked.items()}, calls=5)
    queries = {name: count_queries(lambda u=url: site.get(u)) for name, url in asked.items()}
    print(f"\nThe dialog asks a library of {SOURCES:,} sources")
    for name, cost in costs.items():
        print(f"  {name:20} {cost}, {queries[name]} queries")


def stock() -> None:
    """Fill the library, once for all that is measured in it."""
    if Source.objects.count() >= SOURCES:
        return
    sources = [
        Source(
            title=f"A study of movement, number {number}",
            authors=f"A. Nobody {number % 97}; B. Noone",
            container="Journal of Examples",
            year=1900 + number % 120,
            doi=f"10.1000/{number}",
        )
        for number in range(SOURCES)
    ]
    Source.objects.bulk_create(sources, batch_size=500)
