"""Sources that tests know by name, and their stored facts."""

import datetime

from articles.models import Record, Source

KER = {
    "kind": "article",
    "title": "The spring in the arch of the human foot",
    "authors": "R. F. Ker; M. B. Bennett",
    "container": "Nature",
    "volume": "325",
    "issue": "6100",
    "pages": "147–149",
    "year": 1987,
    "doi": "10.1038/325147a0",
}
BOOK = {
    "kind": "book",
    "title": "Awareness Through Movement",
    "authors": "M. Feldenkrais",
    "publisher": "Harper & Row",
    "year": 1972,
    "isbn": "9780062503220",
}
CHAPTER = {
    "kind": "chapter",
    "title": "Elastic energy",
    "authors": "Ludwig van Beethoven; Martin L. King Jr.; World Health Organization",
    "container": "Springs of {all} kinds",
    "pages": "1–20",
    "publisher": "Press & Sons",
    "year": 1999,
    "isbn": "080442957X",
}
THESIS = {
    "kind": "thesis",
    "title": "On feet",
    "authors": "Nina Nib",
    "publisher": "University of Elsewhere",
    "year": 2004,
    "url": "https://example.org/theses/on%20feet?a=1&b=2#top",
}
REPORT = {
    "kind": "report",
    "title": "Falls, 100 % of them",
    "authors": "Ministry of Health, Labour and Welfare",
    "volume": "12",
    "publisher": "The Ministry",
    "year": 2011,
}
WEB = {
    "kind": "web",
    "title": "Core Stability is Like Orthotics for your Torso",
    "authors": "Jae Gruenke",
    "container": "Balanced Runner",
    "url": "https://example.org/~jae/core_stability",
    "accessed_on": datetime.date(2026, 5, 3),
    "archive_url": "https://archive.example/web/2026/https://example.org/~jae",
}
RECORDING = {
    "kind": "recording",
    "title": "A talk about walking",
    "authors": "Ida Italic; et al.",
    "container": "https://example.org/films",
    "year": 2020,
    "url": "https://example.org/films/7",
}
OTHER = {"kind": "other", "title": "A letter", "authors": "N. N.", "year": 1900}
EVERY_KIND = [KER, BOOK, CHAPTER, THESIS, REPORT, WEB, RECORDING, OTHER]


def make(**facts):
    """A source of the library, as its form would store it."""
    source = Source(**facts)
    source.full_clean()
    source.save()
    return source


def facts_of(record):
    return {name: getattr(record, name) for name in Record.FACTS}
