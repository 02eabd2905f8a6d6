"""The library of sources in the CMS: its list at 10,000, and an import of 1,000."""

from django.contrib.auth import get_user_model
from django.db import transaction

from articles import importing
from bench.articles import count_queries, owner_site
from bench.library import SOURCES, stock
from bench.measure import take_turns

IMPORTED = 1_000
_LIST = "/admin/sources/"


def report() -> None:
    """CPU of the list, its searches and its filters; of looking at a file, and of importing it."""
    stock()
    site = owner_site()
    asked = {
        "list": _LIST,
        "common word": f"{_LIST}results/?q=movement",
        "two words": f"{_LIST}results/?q=movement 4711",
        "no hit": f"{_LIST}results/?q=nothing",
        "not cited": f"{_LIST}results/?use=unused",
    }
    costs = take_turns({name: lambda u=url: site.get(u) for name, url in asked.items()}, calls=2)
    print(f"\nThe list of {SOURCES:,} sources")
    for name, cost in costs.items():
        print(f"  {name:20} {cost}, {count_queries(lambda u=asked[name]: site.get(u))} queries")

    text = "\n".join(
        f"@article{{k{number}, title={{Springs, part {number}}}, author={{Nib, Nina}}, "
        f"journal={{Feet}}, year={1900 + number % 120}, doi={{10.5556/{number}}}}}"
        for number in range(IMPORTED)
    )
    costs = take_turns(
        {"looked at": lambda: importing.plan(text), "imported": lambda: _import(text)},
        rounds=5,
        calls=1,
    )
    print(f"BibTeX with {IMPORTED:,} entries")
    for name, cost in costs.items():
        print(f"  {name:20} {cost}")


def _import(text: str) -> None:
    by = get_user_model().objects.get(username="admin")
    with transaction.atomic():
        importing.carry_out(text=text, fill=(), by=by)
        transaction.set_rollback(True)
