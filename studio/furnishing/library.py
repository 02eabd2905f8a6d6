"""The library of the demo site: what its articles cite, each work once, and what nobody cites yet."""

from typing import Any

from articles.models import Record, Reference, Source

#: Works that wait to be cited.
WAITING: list[dict[str, Any]] = [
    {
        "kind": "article",
        "title": "The influence of track compliance on running",
        "authors": "T. A. McMahon; P. R. Greene",
        "container": "Journal of Biomechanics",
        "volume": "12",
        "issue": "12",
        "pages": "893–904",
        "year": 1979,
        "doi": "10.1016/0021-9290(79)90057-5",
    },
    {
        "kind": "article",
        "title": "Mechanical work in terrestrial locomotion: two basic mechanisms for minimizing energy expenditure",
        "authors": "G. A. Cavagna; N. C. Heglund; C. R. Taylor",
        "container": "American Journal of Physiology",
        "volume": "233",
        "issue": "5",
        "pages": "R243–R261",
        "year": 1977,
        "doi": "10.1152/ajpregu.1977.233.5.r243",
    },
    {
        "kind": "article",
        "title": "The mechanics of running: How does stiffness couple with speed?",
        "authors": "T. A. McMahon; G. C. Cheng",
        "container": "Journal of Biomechanics",
        "volume": "23",
        "pages": "65–78",
        "year": 1990,
        "doi": "10.1016/0021-9290(90)90042-2",
    },
]


def stock() -> None:
    """Put the works that nobody cites yet into the library."""
    for facts in WAITING:
        _put(facts)


def reference(**fields: Any) -> Reference:
    """A reference of an article, with its source in the library; a mere note has none."""
    facts = {name: value for name, value in fields.items() if name in Record.FACTS}
    made = Reference(**fields)
    if facts.get("title"):
        made.source = _put(facts)
        made.copy_facts(made.source)
    return made


def _put(facts: dict[str, Any]) -> Source:
    source = Source(**facts)
    source.full_clean()
    if known := Source.objects.same_as(source).first():
        return known
    source.save()
    return source
